import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { type Area, type FileStorage, type LocalContent, NoSuchContent, spread } from './storage.ts';
import { verified } from './verified-stream.ts';

/** Originals lie at the top: `FILES/ab/cd/abcd…`. */
const FOLDERS: Record<Area, string> = { original: '', derivative: 'derived', part: 'parts' };

export function pathOfContent(directory: string, area: Area, key: string): string {
  return join(directory, FOLDERS[area], spread(key));
}

/** For files that are not yet, or no longer, stored ones; on the disk of the stored ones, so that they can be renamed. */
export function scratchDirectory(directory: string): string {
  return join(directory, 'tmp');
}

/** Makes sure that there is a folder for files that are not yet stored ones. */
export async function scratchReady(directory: string): Promise<string> {
  const scratch = scratchDirectory(directory);
  await mkdir(scratch, { recursive: true });
  return scratch;
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

async function moveDurably(from: string, to: string): Promise<void> {
  const file = await open(from, 'r');
  await file.sync().finally(() => file.close());
  const folder = dirname(to);
  await mkdir(folder, { recursive: true });
  await rename(from, to);
  // A rename is durable only when its folders are: the file's, and those that may be new above it.
  for (const directory of [folder, dirname(folder), dirname(dirname(folder))]) await syncFolder(directory);
}

/** Content in a directory of this machine, or one that all machines share. */
export function createDiskStorage(directory: string): FileStorage {
  const openStream = async (area: Area, key: string): Promise<Readable> => {
    const file = await open(pathOfContent(directory, area, key), 'r').catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new NoSuchContent(area, error) : error;
    });
    return file.createReadStream();
  };
  const openVerified = (area: Area) => async (sha256: string) => verified(await openStream(area, sha256), area, sha256);
  return {
    put: ({ area, key, path }: LocalContent) => moveDurably(path, pathOfContent(directory, area, key)),
    openOriginal: openVerified('original'),
    openDerivative: openVerified('derivative'),
    openPart: (key) => openStream('part', key),
    remove: (area, key) => rm(pathOfContent(directory, area, key), { force: true }),
  };
}
