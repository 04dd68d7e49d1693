import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import { FILE_TYPES, type FileType, isFileType } from '../contract/file.ts';
import { type Problem, problem } from './problem.ts';

/** How much of a file shows what it is. */
const HEAD_BYTES = 4100;

/** A file on disk, of known kind, that is not yet one of the stored files. */
export interface ReceivedFile {
  readonly type: FileType;
  readonly size: number;
  readonly sha256: string;
  readonly path: string;
  readonly discard: () => Promise<void>;
}

interface Receiving {
  readonly file: FileHandle;
  readonly hash: Hash;
  head: Buffer;
  type: FileType | null;
  size: number;
}

/** Writes a file into a folder as it arrives, and stops at the first byte that makes it one that is not accepted. */
export async function receiveFile(
  bytes: AsyncIterable<Uint8Array>,
  directory: string,
  name: string,
): Promise<ReceivedFile | Problem> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, name);
  const file = await open(path, 'wx', 0o640);
  const receiving: Receiving = { file, hash: createHash('sha256'), head: Buffer.alloc(0), type: null, size: 0 };
  const discard = () => rm(path, { force: true });
  try {
    const refusal = await receive(bytes, receiving);
    if (refusal) {
      await discard();
      return refusal;
    }
  } catch (error) {
    await discard();
    throw error;
  } finally {
    await file.close();
  }
  const { type, size, hash } = receiving;
  if (!type) throw new Error('a file was received without its type');
  return { type, size, sha256: hash.digest('hex'), path, discard };
}

async function receive(bytes: AsyncIterable<Uint8Array>, receiving: Receiving): Promise<Problem | null> {
  for await (const chunk of bytes) {
    const refusal = await take(chunk, receiving);
    if (refusal) return refusal;
  }
  return receiving.type ? null : await recognize(receiving);
}

async function take(chunk: Uint8Array, receiving: Receiving): Promise<Problem | null> {
  receiving.size += chunk.byteLength;
  if (!receiving.type) {
    receiving.head = Buffer.concat([receiving.head, chunk]);
    const refusal = receiving.head.byteLength >= HEAD_BYTES ? await recognize(receiving) : null;
    if (refusal) return refusal;
  }
  if (receiving.type && receiving.size > FILE_TYPES[receiving.type]) return problem('FILE_TOO_LARGE');
  receiving.hash.update(chunk);
  await receiving.file.writeFile(chunk);
  return null;
}

/** The accepted type that was recognized; null for any other. An animated PNG is a PNG with a further chunk. */
export function typeOf(mime: string | undefined): FileType | null {
  const type = mime === 'image/apng' ? 'image/png' : mime;
  return type !== undefined && isFileType(type) ? type : null;
}

async function recognize(receiving: Receiving): Promise<Problem | null> {
  const type = typeOf((await fileTypeFromBuffer(receiving.head))?.mime);
  if (type === null) return problem('UNSUPPORTED_FILE_TYPE');
  receiving.type = type;
  return null;
}
