import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
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
  /** Makes it a stored file: from then on it is there under its hash, whatever happens to the machine. */
  readonly keep: () => Promise<void>;
  readonly discard: () => Promise<void>;
}

/** `FILES/ab/cd/abcd…`: by content, so that the same file is stored once and never changes under its name. */
export function pathOfFile(directory: string, sha256: string): string {
  return join(directory, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

export function temporaryDirectory(directory: string): string {
  return join(directory, 'tmp');
}

interface Receiving {
  readonly file: FileHandle;
  readonly hash: Hash;
  head: Buffer;
  type: FileType | null;
  size: number;
}

/** Writes a file as it arrives, and stops at the first byte that makes it one that is not accepted. */
export async function receiveFile(
  bytes: AsyncIterable<Uint8Array>,
  directory: string,
  name: string,
): Promise<ReceivedFile | Problem> {
  await mkdir(temporaryDirectory(directory), { recursive: true });
  const path = join(temporaryDirectory(directory), name);
  const file = await open(path, 'wx', 0o640);
  const receiving: Receiving = { file, hash: createHash('sha256'), head: Buffer.alloc(0), type: null, size: 0 };
  const discard = () => rm(path, { force: true });
  try {
    const refusal = await receive(bytes, receiving);
    if (refusal) {
      await discard();
      return refusal;
    }
    await file.sync();
  } catch (error) {
    await discard();
    throw error;
  } finally {
    await file.close();
  }
  const { type, size, hash } = receiving;
  if (!type) throw new Error('a file was received without its type');
  const sha256 = hash.digest('hex');
  return { type, size, sha256, discard, keep: () => moveDurably(path, pathOfFile(directory, sha256)) };
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

async function recognize(receiving: Receiving): Promise<Problem | null> {
  const found = await fileTypeFromBuffer(receiving.head);
  // An animated PNG is a PNG with a further chunk.
  const type = found?.mime === 'image/apng' ? 'image/png' : found?.mime;
  if (type === undefined || !isFileType(type)) return problem('UNSUPPORTED_FILE_TYPE');
  receiving.type = type;
  return null;
}

async function moveDurably(from: string, to: string): Promise<void> {
  const folder = dirname(to);
  await mkdir(folder, { recursive: true });
  await rename(from, to);
  // A rename is durable only when its folders are: the file's, and those that may be new above it.
  for (const directory of [folder, dirname(folder), dirname(dirname(folder))]) {
    const handle = await open(directory, 'r');
    await handle.sync().finally(() => handle.close());
  }
}

/** Opens a stored file; fails before anything has been sent when it is not there. */
export async function openFile(directory: string, sha256: string): Promise<Readable> {
  const file = await open(pathOfFile(directory, sha256), 'r');
  return file.createReadStream();
}
