import type { ServiceStatus, WorkerStatus } from '../http/deps.ts';
import { query } from '../store/database.ts';
import { deadlineLag } from '../store/due.ts';
import { migrationsDirectory, readMigrations } from '../store/migrate.ts';
import { countParked } from '../store/parking.ts';
import type { Store } from '../store/store.ts';
import type { Worker } from '../worker/worker.ts';

async function statusOfWorker(worker: Worker): Promise<WorkerStatus> {
  const { lagMs, parked, stoppedByClock, error } = await worker.status();
  const jumped =
    stoppedByClock && `the database's clock jumped forward by ${Math.round(stoppedByClock.by / 60_000)} minutes`;
  return { lagSeconds: lagMs / 1000, parked, alarm: jumped ?? error };
}

/** Where another process does the work, only what the database shows of it is known here. */
async function statusOfOthers(store: Store): Promise<WorkerStatus> {
  return { lagSeconds: (await deadlineLag(store)) / 1000, parked: await countParked(store.pool), alarm: null };
}

async function isMigrated({ pool }: Store, wanted: number): Promise<boolean> {
  const [row] = await query<{ applied: number }>(pool, 'select count(*) as applied from schema_migration');
  return (row?.applied ?? 0) >= wanted;
}

/** What `/readyz` and `/metrics` ask: the database, its schema, the deadlines. */
export async function createStatus(store: Store, worker: Worker | null): Promise<() => Promise<ServiceStatus>> {
  const wanted = (await readMigrations(migrationsDirectory)).length;
  return async () => {
    try {
      const migrated = await isMigrated(store, wanted);
      const status = () => (worker ? statusOfWorker(worker) : statusOfOthers(store));
      return { database: true, migrated, worker: migrated ? await status() : null };
    } catch {
      return { database: false, migrated: false, worker: null };
    }
  };
}
