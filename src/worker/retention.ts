import type { FileStorage } from '../files/storage.ts';
import { eraseDue } from '../store/erasure.ts';
import { forgetRemoval, removalsDue } from '../store/file-removal.ts';
import type { Store } from '../store/store.ts';

export interface Retention {
  /** For how many years the records of a trade are kept, whoever asks (R6). */
  readonly recordsKeptYears: number;
  /** Where the content of files lies. */
  readonly storage: FileStorage;
}

/** Erases whoever asked for it and whose time has come, and the content of files that nobody speaks of any more. */
export async function keepRetention(store: Store, { recordsKeptYears, storage }: Retention): Promise<number> {
  const erased = await eraseDue(store, recordsKeptYears);
  for (const removal of await removalsDue(store.pool)) {
    await storage.remove(removal.area, removal.key);
    await forgetRemoval(store.pool, removal);
  }
  return erased;
}
