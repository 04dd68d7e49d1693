import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import classic from '../policies/taobao-classic.json' with { type: 'json' };
import { SCOPES } from '../src/contract/api-key.ts';
import type { Policy } from '../src/domain/policy.ts';
import { digestOf } from '../src/http/authentication.ts';
import { libraryNotices } from '../src/main/holidays.ts';
import { createApiKey } from '../src/store/api-key.ts';
import { openDatabase } from '../src/store/database.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/store/embedded-postgres.ts';
import { migrate } from '../src/store/migrate.ts';
import { addPolicy } from '../src/store/policy.ts';
import { createStore, type Store } from '../src/store/store.ts';

export const API_KEY = 'sk_bench';

export interface Cluster {
  readonly url: string;
  /** A superuser's connections whose statements fire no triggers; for cloning and statistics only. */
  readonly admin: Pool;
  readonly postmaster: () => number;
  readonly stop: () => Promise<void>;
}

/** The embedded server with its default settings, fsync on, on a disk and not in memory. */
export async function startCluster(settings: Record<string, string> = {}): Promise<Cluster> {
  const parent = process.env.BENCH_DIR ?? tmpdir();
  await mkdir(parent, { recursive: true });
  const dataDir = await mkdtemp(join(parent, 'gongdao-bench-'));
  const server = await startEmbeddedPostgres({ dataDir, settings, log: () => undefined });
  const admin = adminPool(server);
  const stop = async () => {
    await admin.end();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await migrate(server.url);
    await configure(server.url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: server.url, admin, postmaster: server.serverPid, stop };
}

/** A superuser's pool whose statements fire no triggers. */
export function openUntriggered(url: string): Pool {
  const untriggered = new URL(url);
  untriggered.searchParams.set('options', '-c session_replication_role=replica');
  const limits = { statementTimeoutMs: 0, idleInTransactionTimeoutMs: 0 };
  return openDatabase({ url: untriggered.href, max: 4, applicationName: 'gongdao bench', ...limits });
}

function adminPool({ adminUrl }: EmbeddedPostgres): Pool {
  const url = new URL(adminUrl);
  url.pathname = 'gongdao';
  return openUntriggered(url.href);
}

async function configure(url: string): Promise<void> {
  const pool = openDatabase({ url, max: 1 });
  await addPolicy(pool, classic as Policy);
  const digest = digestOf(API_KEY);
  await createApiKey(pool, { id: 'key_bench', name: 'bench', scopes: [...SCOPES], digest });
  await pool.end();
}

/** The store as the product makes it. `newId` mints the ids of templates. */
export function benchStore(
  pool: Pool,
  { newId, sandbox = false }: { newId: Store['newId']; sandbox?: boolean },
): Store {
  return createStore({ pool, sandbox, newId, libraryNotices });
}
