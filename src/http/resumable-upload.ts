import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import { FILE_TYPES } from '../contract/file.ts';
import { scratchDirectory } from '../files/disk-storage.ts';
import { transaction } from '../store/database.ts';
import { findFile } from '../store/file.ts';
import { addPart, forgetUpload, type StoredUpload } from '../store/upload.ts';
import type { HttpDeps } from './deps.ts';
import { decodeAtOnce, enterFile } from './file-intake.ts';
import { receiveFile, typeOf } from './file-receiving.ts';
import { HttpProblem, problem } from './problem.ts';
import type { CallerActor } from './route.ts';

/** What has arrived is kept at least every so many bytes: no more than that is lost with the machine. */
const PART_BYTES = 8 * 1024 * 1024;

const partName = (id: string, number: number) => `${id}-${number}`;

/** The first bytes say what it is; an upload that is nothing we take ends there, and not 200 MB later. */
async function refuseForeign(head: Uint8Array, { id, size }: StoredUpload, { store }: HttpDeps): Promise<void> {
  const type = typeOf((await fileTypeFromBuffer(head))?.mime);
  if (type !== null && size <= FILE_TYPES[type]) return;
  await forgetUpload(store.pool, id);
  throw new HttpProblem(problem(type === null ? 'UNSUPPORTED_FILE_TYPE' : 'FILE_TOO_LARGE'));
}

interface Cut {
  readonly path: string;
  readonly bytes: number;
}

/** Writes bytes to files of at most a part's size; what came before a break is a part too. */
async function* cut(bytes: AsyncIterable<Buffer>, nextPath: () => string): AsyncGenerator<Cut> {
  const source = bytes[Symbol.asyncIterator]();
  let ended = false;
  let failure: unknown;
  while (!ended) {
    const path = nextPath();
    const file = await open(path, 'wx', 0o640);
    let size = 0;
    try {
      while (size < PART_BYTES && !ended) {
        const next = await source.next().catch((error: unknown) => {
          failure = error;
          return { done: true as const, value: undefined };
        });
        if (next.done) ended = true;
        else {
          await file.writeFile(next.value);
          size += next.value.byteLength;
        }
      }
    } finally {
      await file.close();
    }
    if (size > 0) yield { path, bytes: size };
    else await rm(path, { force: true });
  }
  if (failure !== undefined) throw failure;
}

/** Keeps the bytes that go on from `offset`, and resolves to how many there are then. */
export async function appendBytes(
  deps: HttpDeps,
  upload: StoredUpload,
  { bytes, offset }: { bytes: Readable; offset: number },
): Promise<number> {
  const { store, storage, settings, newId } = deps;
  const scratch = scratchDirectory(settings.filesDirectory);
  let at = offset;
  let number = upload.parts;
  let looked = offset > 0;
  for await (const { path, bytes: size } of cut(bytes, () => join(scratch, newId('part')))) {
    if (!looked) {
      const file = await open(path, 'r');
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4100), 0, 4100, 0).finally(() => file.close());
      // Fewer than a head's bytes say too little; the whole is looked at in the end anyway.
      if (bytesRead >= Math.min(4100, upload.size)) {
        await refuseForeign(buffer.subarray(0, bytesRead), upload, deps).catch(async (error: unknown) => {
          await rm(path, { force: true });
          throw error;
        });
      }
      looked = true;
    }
    const part = partName(upload.id, number);
    await storage.put({ area: 'part', key: part, path, size });
    if (!(await addPart(store.pool, { id: upload.id, from: at, bytes: size })))
      throw new HttpProblem(problem('UPLOAD_OFFSET_MISMATCH'));
    at += size;
    number += 1;
  }
  return at;
}

async function* allParts({ storage }: HttpDeps, { id, parts }: StoredUpload): AsyncGenerator<Uint8Array> {
  for (let number = 0; number < parts; number += 1) {
    yield* (await storage.openPart(partName(id, number))) as AsyncIterable<Uint8Array>;
  }
}

export async function removeParts({ storage }: Pick<HttpDeps, 'storage'>, id: string, parts: number): Promise<void> {
  for (let number = 0; number < parts; number += 1) await storage.remove('part', partName(id, number));
}

/** Makes the file of an upload that has arrived whole; a second time nothing. */
export async function finishUpload(deps: HttpDeps, upload: StoredUpload, uploader: CallerActor): Promise<void> {
  const { store, storage, settings, newId } = deps;
  const { id, name, captured, parts } = upload;
  if (await findFile(store.pool, id)) return;
  const scratch = scratchDirectory(settings.filesDirectory);
  const received = await receiveFile(allParts(deps, upload), scratch, newId('upload'));
  if ('code' in received) {
    await forgetUpload(store.pool, id);
    await removeParts(deps, id, parts);
    throw new HttpProblem(received);
  }
  const { type, size, sha256, path } = received;
  await storage.put({ area: 'original', key: sha256, path, size });
  const outcome = await decodeAtOnce({ type, size, sha256 }, deps);
  await transaction(store.pool, (tx) => enterFile(tx, { id, name, type, size, sha256, uploader, captured }, outcome));
  await removeParts(deps, id, parts);
}
