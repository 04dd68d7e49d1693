// Writes db/schema.sql: an empty database, all migrations, and what the catalog then says.

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../src/store/database.ts';
import { startEmbeddedPostgres } from '../src/store/embedded-postgres.ts';
import { migrate } from '../src/store/migrate.ts';
import { dumpSchema } from '../src/store/schema-dump.ts';

export const schemaFile = fileURLToPath(new URL('../db/schema.sql', import.meta.url));

/** The text of db/schema.sql as the migrations make it now, from a database of its own. */
export async function generateSchema(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gongdao-schema-'));
  const server = await startEmbeddedPostgres({ dataDir, ephemeral: true, log: () => undefined });
  const pool = openDatabase({ url: server.url, max: 1 });
  try {
    await migrate(pool);
    return await dumpSchema(pool);
  } finally {
    await pool.end();
    await server.stop();
  }
}

if (import.meta.main) {
  await writeFile(schemaFile, await generateSchema());
  console.log('db/schema.sql is up to date.');
}
