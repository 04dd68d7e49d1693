import type { Logger } from 'pino';
import { createDecoder } from '../files/decoding/decoder.ts';
import { scratchDirectory } from '../files/disk-storage.ts';
import { createFileDecoding, type FileDecoding } from '../files/file-decoding.ts';
import { createClamdScan } from '../files/malware-scan.ts';
import { openStorage } from '../files/place.ts';
import type { FileStorage } from '../files/storage.ts';
import type { Settings } from './settings.ts';

/** What a process needs to keep files and to make of them what is shown. */
export interface FileParts {
  readonly storage: FileStorage;
  readonly decoding: FileDecoding;
}

export async function openFiles(
  { files, filesDirectory, scanner }: Pick<Settings, 'files' | 'filesDirectory' | 'scanner'>,
  log: Logger,
): Promise<FileParts> {
  const storage = await openStorage(files);
  const decoder = createDecoder({
    onCrash: (errors) => log.warn({ part: 'decoder', errors }, 'a decoder ended badly'),
  });
  const scratch = scratchDirectory(filesDirectory);
  const scan = scanner ? createClamdScan(scanner) : null;
  return { storage, decoding: createFileDecoding({ storage, decoder, scratch, scan }) };
}
