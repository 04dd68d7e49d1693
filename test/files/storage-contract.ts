import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Area, ContentAltered, type FileStorage, NoSuchContent } from '../../src/files/storage.ts';

export const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

export async function bytesOf(stream: Readable): Promise<Buffer> {
  return Buffer.concat(await stream.toArray());
}

/** What every storage must do; `alter` changes what is kept behind the storage's back. */
export function describeStorage({
  open,
  alter,
}: {
  open: () => Promise<FileStorage>;
  alter: (area: Area, key: string, content: Buffer) => Promise<void>;
}): void {
  let folder: string;
  let storage: FileStorage;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gongdao-storage-'));
    storage = await open();
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true }));

  const local = async (content: Buffer) => {
    const path = join(folder, randomBytes(8).toString('hex'));
    await writeFile(path, content);
    return path;
  };
  const keep = async (area: Area, content: Buffer, key = sha256(content)) => {
    const path = await local(content);
    await storage.put({ area, key, path, size: content.byteLength });
    return { key, path };
  };

  it.each([1, 300_000, 40_000_000])('gives back %d bytes as they were, and takes the local file away', async (size) => {
    const content = randomBytes(size);
    const { key, path } = await keep('original', content);
    expect(existsSync(path)).toBe(false);
    expect((await bytesOf(await storage.openOriginal(key))).equals(content)).toBe(true);
  });

  it('keeps originals, derivatives and parts apart', async () => {
    const content = randomBytes(100);
    const { key } = await keep('original', content);
    await expect(storage.openDerivative(key)).rejects.toThrow(NoSuchContent);
    await keep('derivative', content);
    expect(await bytesOf(await storage.openDerivative(key))).toEqual(content);
    await keep('part', content, 'fil_abc-0');
    expect(await bytesOf(await storage.openPart('fil_abc-0'))).toEqual(content);
  });

  it('takes the same content twice', async () => {
    const content = randomBytes(1000);
    const { key } = await keep('original', content);
    const { path } = await keep('original', content);
    expect(existsSync(path)).toBe(false);
    expect(await bytesOf(await storage.openOriginal(key))).toEqual(content);
  });

  it('fails before anything is sent when there is nothing', async () => {
    await expect(storage.openOriginal('0'.repeat(64))).rejects.toThrow(NoSuchContent);
    await expect(storage.openPart('none')).rejects.toThrow(NoSuchContent);
  });

  it('fails before the end when what is kept was altered', async () => {
    const content = randomBytes(200_000);
    const { key } = await keep('original', content);
    const other = Buffer.from(content);
    other[100_000]! ^= 1;
    await alter('original', key, other);
    await expect(bytesOf(await storage.openOriginal(key))).rejects.toThrow(ContentAltered);
  });

  it('forgets what is removed, and does not mind what is not there', async () => {
    const { key } = await keep('derivative', randomBytes(10));
    await storage.remove('derivative', key);
    await storage.remove('derivative', key);
    await expect(storage.openDerivative(key)).rejects.toThrow(NoSuchContent);
  });
}
