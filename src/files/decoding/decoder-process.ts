// Decodes one file that somebody sent, in a process of its own with little memory, little time, no environment and no
// right to read or write anything but what it is given; decoder.ts starts it and kills it.

import type { DecodeJob, DecodeResult } from './decoded.ts';
import { Undecodable } from './decoded.ts';

async function decode(job: DecodeJob): Promise<DecodeResult> {
  const { type } = job;
  // Each kind loads its own library, for loading takes longer than decoding most pictures.
  if (type === 'application/pdf') return (await import('./document.ts')).decodeDocument(job);
  if (type === 'video/mp4') return (await import('./video.ts')).decodeVideo(job);
  return (await import('./picture.ts')).decodePicture({ ...job, type });
}

process.once('message', (job: DecodeJob) => {
  void decode(job)
    .catch((error: unknown): DecodeResult => {
      if (error instanceof Undecodable) return { rejected: error.reason };
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      return { rejected: 'damaged' };
    })
    .then((result) => process.send?.(result, () => process.exit(0)));
});
