import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { SEAL_LABEL, SEAL_LENGTH } from './archive.ts';
import { ENTRIES } from './format.ts';

/** What is read whole; everything else is hashed as it passes. */
const READ = /^(?:[a-z]+\.(?:json|html)|ruling-\d+\.(?:zh-CN|en)\.pdf)$/;
/** Names that a case file may have; nothing else is looked at, let alone written anywhere. */
const NAME = /^(?:[a-z]+\.(?:json|html)|ruling-\d{1,6}\.(?:zh-CN|en)\.pdf|files\/[A-Za-z0-9_]{1,80}\.[a-z0-9]{2,5})$/;
const MAX_ENTRIES = 10_000;
const MAX_READ_BYTES = 64 * 1024 * 1024;
const MAX_FILE_BYTES = 512 * 1024 * 1024;

export interface Unpacked {
  readonly size: number;
  readonly sha256: string;
  /** For what the checks read; null for files, of which only the digest matters. */
  readonly bytes: Buffer | null;
}

/** Not a case file, or not one that can be read; the message is a sentence. */
export class UnpackError extends Error {
  override readonly name = 'UnpackError';
}

function check(entry: Entry, known: ReadonlyMap<string, Unpacked>): void {
  const { fileName, compressionMethod, generalPurposeBitFlag } = entry;
  const shown = JSON.stringify(fileName);
  if (!NAME.test(fileName)) throw new UnpackError(`the zip has an entry with a name that no case file has: ${shown}`);
  if (known.has(fileName)) throw new UnpackError(`the zip has two entries named ${shown}`);
  const encrypted = (generalPurposeBitFlag & 1) === 1;
  if (encrypted || (compressionMethod !== 0 && compressionMethod !== 8))
    throw new UnpackError(`the entry ${shown} is packed in a way that no case file is`);
  const most = READ.test(fileName) ? MAX_READ_BYTES : MAX_FILE_BYTES;
  if (entry.uncompressedSize > most)
    throw new UnpackError(`the entry ${shown} says it is larger than any in a case file`);
}

async function read(stream: Readable, name: string): Promise<Unpacked> {
  const keep = READ.test(name);
  const most = keep ? MAX_READ_BYTES : MAX_FILE_BYTES;
  const hash = createHash('sha256');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) {
      stream.destroy();
      throw new UnpackError(`the entry "${name}" is larger than any in a case file`);
    }
    hash.update(chunk);
    if (keep) chunks.push(chunk);
  }
  return { size, sha256: hash.digest('hex'), bytes: keep ? Buffer.concat(chunks) : null };
}

async function readAll(zip: ZipFile): Promise<Map<string, Unpacked>> {
  if (zip.entryCount > MAX_ENTRIES) throw new UnpackError('the zip has more entries than any case file');
  const entries = new Map<string, Unpacked>();
  for await (const entry of zip.eachEntry()) {
    check(entry, entries);
    try {
      entries.set(entry.fileName, await read(await zip.openReadStreamPromise(entry), entry.fileName));
    } catch (error) {
      if (error instanceof UnpackError) throw error;
      throw new UnpackError(`the entry "${entry.fileName}" cannot be read: ${messageOf(error)}`);
    }
  }
  return entries;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The entries of a case file, in memory, with their digests. Nothing is written anywhere. */
export async function unpack(path: string): Promise<ReadonlyMap<string, Unpacked>> {
  let zip: ZipFile;
  try {
    zip = await openPromise(path, { autoClose: false, strictFileNames: true, validateEntrySizes: true });
  } catch (error) {
    throw new UnpackError(`it is not a whole zip file: ${messageOf(error)}`);
  }
  try {
    const entries = await readAll(zip);
    if (!entries.has(ENTRIES.manifest)) throw new UnpackError(`it has no ${ENTRIES.manifest}, so it is no case file`);
    return entries;
  } catch (error) {
    if (error instanceof UnpackError) throw error;
    throw new UnpackError(`the zip cannot be read: ${messageOf(error)}`);
  } finally {
    zip.close();
  }
}

/** Whether the last bytes are the digest of all bytes before them. */
export async function isSealed(path: string): Promise<boolean> {
  const { size } = await stat(path);
  if (size < SEAL_LENGTH) return false;
  const hash = createHash('sha256');
  const body = createReadStream(path, { end: size - SEAL_LENGTH - 1 });
  for await (const chunk of body as AsyncIterable<Buffer>) hash.update(chunk);
  let seal = '';
  for await (const chunk of createReadStream(path, { start: size - SEAL_LENGTH, encoding: 'latin1' })) seal += chunk;
  return seal === `${SEAL_LABEL}${hash.digest('hex')}`;
}
