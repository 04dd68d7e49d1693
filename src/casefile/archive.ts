import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { ZipFile } from 'yazl';

/** Ends every case file, as the zip's comment: the sha-256 of all bytes before it. */
export const SEAL_LABEL = 'sha256:';
export const SEAL_LENGTH = SEAL_LABEL.length + 64;

/** Puts the digest of everything before it in the place of the last bytes. */
function sealing(): Transform {
  const hash = createHash('sha256');
  let held = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const all = Buffer.concat([held, chunk]);
      const free = Math.max(0, all.length - SEAL_LENGTH);
      const ready = all.subarray(0, free);
      held = all.subarray(free);
      hash.update(ready);
      done(null, ready);
    },
    flush(done) {
      done(null, Buffer.from(`${SEAL_LABEL}${hash.digest('hex')}`));
    },
  });
}

/** Something to be packed: its bytes, or where they come from once it is their turn. */
export type Packed =
  | { readonly path: string; readonly bytes: Buffer }
  | { readonly path: string; readonly open: () => Promise<Readable> };

/** The same for everybody and at all times: a zip holds local time, and nothing here is about when it was packed. */
const OPTIONS = { mtime: new Date(0), forceDosTimestamp: true, mode: 0o100644 };

/** A zip as a stream; what is packed into it is read one after the other, and let go when nobody listens any more. */
export function packed(entries: readonly Packed[]): Readable {
  const zip = new ZipFile();
  const sealed = sealing();
  let current: Readable | null = null;
  const fail = (error: unknown) => sealed.destroy(error instanceof Error ? error : new Error(String(error)));
  sealed.on('close', () => current?.destroy());
  zip.on('error', fail);
  for (const entry of entries) {
    if ('bytes' in entry) {
      zip.addBuffer(entry.bytes, entry.path, { ...OPTIONS, compress: true });
      continue;
    }
    // Pictures, films and PDFs are compressed already.
    zip.addReadStreamLazy(entry.path, { ...OPTIONS, compress: false }, (done) => {
      entry.open().then((stream) => {
        current = stream.on('error', fail);
        if (sealed.destroyed) stream.destroy();
        done(null, stream);
      }, fail);
    });
  }
  zip.end({ forceZip64Format: false, comment: `${SEAL_LABEL}${'0'.repeat(64)}` });
  zip.outputStream.pipe(sealed);
  return sealed;
}
