import { cpus, loadavg, totalmem } from 'node:os';
import type { Pool } from 'pg';
import { query } from '../src/store/database.ts';

const SETTINGS = [
  'server_version',
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'shared_buffers',
  'max_wal_size',
];

/** What the figures depend on. */
export async function describeMachine(admin: Pool): Promise<string[]> {
  const [cpu] = cpus();
  const rows = await query<{ name: string; value: string }>(
    admin,
    `select name, current_setting(name) as value from unnest($1::text[]) as name`,
    [SETTINGS],
  );
  return [
    `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`,
    `PostgreSQL: ${rows.map(({ name, value }) => `${name} ${value}`).join(', ')}`,
    `Load of the machine at the beginning: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  ];
}
