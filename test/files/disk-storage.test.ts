import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { createDiskStorage, pathOfContent } from '../../src/files/disk-storage.ts';
import { describeStorage } from './storage-contract.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gongdao-disk-'));
});
afterAll(() => rm(directory, { recursive: true }));

describe('a directory as storage', () => {
  describeStorage({
    open: async () => createDiskStorage(directory),
    alter: (area, key, content) => writeFile(pathOfContent(directory, area, key), content),
  });
});
