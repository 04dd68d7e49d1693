import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type FileType, isFileType } from '../contract/file.ts';
import type { RejectionReason } from '../contract/file-state.ts';
import type { Decoded, Made } from './decoding/decoded.ts';
import type { Decoder } from './decoding/decoder.ts';
import type { Scan } from './malware-scan.ts';
import type { FileStorage } from './storage.ts';

/** A stored derivative, as it is told to the database. */
export interface StoredDerivative extends Omit<Made, 'name'> {
  readonly size: number;
  readonly sha256: string;
}

export interface Outcome extends Omit<Decoded, 'made'> {
  readonly rejection: RejectionReason | null;
  readonly derivatives: readonly StoredDerivative[];
}

/** Makes of stored originals what may be shown of them. */
export interface FileDecoding {
  /** Fails where the content cannot be read or kept just now: that says nothing about the file. */
  readonly decode: (file: { readonly sha256: string; readonly contentType: string }) => Promise<Outcome>;
  /** How many files are being decoded or wait for it. */
  readonly load: () => number;
  readonly stop: () => void;
}

export interface DecodingParts {
  readonly storage: FileStorage;
  readonly decoder: Decoder;
  /** A folder for what lies around meanwhile, on the disk of the stored files. */
  readonly scratch: string;
  /** Where everything is looked at for malware first. */
  readonly scan: Scan | null;
}

async function keep(made: Made, { folder, storage }: { folder: string; storage: FileStorage }) {
  const { name, ...rest } = made;
  const path = join(folder, name);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const { size } = await stat(path);
  const sha256 = hash.digest('hex');
  await storage.put({ area: 'derivative', key: sha256, path, size });
  return { ...rest, size, sha256 };
}

function rejected(rejection: RejectionReason): Outcome {
  return { rejection, derivatives: [], pages: null, pictureHash: null, takenAt: null, traces: [] };
}

async function decodeIn(
  place: string,
  { sha256, type }: { sha256: string; type: FileType },
  { storage, decoder, scan }: DecodingParts,
): Promise<Outcome> {
  const path = join(place, 'original');
  const folder = join(place, 'made');
  await mkdir(folder);
  await pipeline(await storage.openOriginal(sha256), createWriteStream(path));
  if (scan && (await scan(createReadStream(path))) === 'infected') return rejected('malware');
  const result = await decoder.decode({ path, type, folder });
  if ('rejected' in result) return rejected(result.rejected);
  const { made, ...facts } = result;
  const derivatives: StoredDerivative[] = [];
  for (const one of made) derivatives.push(await keep(one, { folder, storage }));
  return { ...facts, derivatives, rejection: null };
}

export function createFileDecoding(parts: DecodingParts): FileDecoding {
  return {
    decode: async ({ sha256, contentType }) => {
      if (!isFileType(contentType)) return rejected('damaged');
      await mkdir(parts.scratch, { recursive: true });
      const place = await mkdtemp(join(parts.scratch, 'decode-'));
      try {
        return await decodeIn(place, { sha256, type: contentType }, parts);
      } finally {
        await rm(place, { recursive: true, force: true });
      }
    },
    load: parts.decoder.load,
    stop: parts.decoder.stop,
  };
}
