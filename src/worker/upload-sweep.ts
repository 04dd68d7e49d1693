import type { Pool } from 'pg';
import type { FileStorage } from '../files/storage.ts';
import { expiredUploads, forgetUpload } from '../store/upload.ts';

const BATCH = 100;

/** Removes uploads whose time is up, and what has arrived of them. */
export async function sweepUploads(pool: Pool, storage: FileStorage): Promise<void> {
  for (const { id, parts } of await expiredUploads(pool, BATCH)) {
    for (let number = 0; number < parts; number += 1) await storage.remove('part', `${id}-${number}`);
    await forgetUpload(pool, id);
  }
}
