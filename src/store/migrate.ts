// Forward-only migrations: db/migrations/NNNN_name.sql, each applied once, in order, in a transaction of its own.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseError, type Pool, type PoolClient } from 'pg';
import { openDatabase, query, transaction } from './database.ts';

export type Migration = { number: number; name: string; sha256: string; sql: string };
export type AppliedMigration = Pick<Migration, 'number' | 'name' | 'sha256'>;

export type MigrateOptions = {
  /** db/migrations of this version unless told. */
  directory?: string;
  log?: (line: string) => void;
};

/** The files, or the files and the database, do not fit together. The message is a sentence for the operator. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

export const migrationsDirectory = fileURLToPath(new URL('../../db/migrations', import.meta.url));

const fileName = /^(\d{4})_([a-z0-9_]+)\.sql$/;

/** Held to the end of the transaction, so that it works behind pgbouncer too; other nodes wait and find it done. */
const takeTurn = "select pg_advisory_xact_lock(hashtextextended('gongdao: migrations', 0))";

/**
 * Brings the database up to this version and returns what was applied now. Any number of nodes may do this at once.
 * Throws `MigrationError` before anything is changed if a number is missing, an applied file was changed, or the
 * database is newer than the files; what PostgreSQL refuses rolls back that one file.
 */
export async function migrate(database: string | Pool, options: MigrateOptions = {}): Promise<AppliedMigration[]> {
  const migrations = await readMigrations(options.directory ?? migrationsDirectory);
  if (typeof database !== 'string') return applyAll(database, migrations, options);
  const pool = openDatabase({ url: database, max: 1, applicationName: 'gongdao migrate' });
  return applyAll(pool, migrations, options).finally(() => pool.end());
}

/** The migrations in a folder, in order, complete from 1 on. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort();
  const migrations = await Promise.all(files.map((file) => readMigration(directory, file)));
  for (const [index, { number, name }] of migrations.entries()) {
    const expected = index + 1;
    if (number < expected)
      throw new MigrationError(`Two migrations have the number ${number}; one of them is ${name}.`);
    if (number > expected) throw new MigrationError(`Migration ${expected} is missing: the next file is ${name}.`);
  }
  return migrations;
}

async function readMigration(directory: string, file: string): Promise<Migration> {
  const number = fileName.exec(file)?.[1];
  if (number === undefined) throw new MigrationError(`${file} is not named like a migration: NNNN_name.sql.`);
  // A checkout that turns line ends into CRLF must not count as a change.
  const sql = (await readFile(join(directory, file), 'utf8')).replaceAll('\r\n', '\n');
  const sha256 = createHash('sha256').update(sql).digest('hex');
  return { number: Number(number), name: file.slice(0, -'.sql'.length), sha256, sql };
}

async function applyAll(pool: Pool, migrations: Migration[], { log }: MigrateOptions): Promise<AppliedMigration[]> {
  const done: AppliedMigration[] = [];
  for (;;) {
    const applied = await transaction(pool, (client) => applyNext(client, migrations));
    if (applied === null) return done;
    log?.(`applied migration ${applied.name}`);
    done.push(applied);
  }
}

/** Applies the first migration that the database lacks. null: it lacks none. */
async function applyNext(client: PoolClient, migrations: Migration[]): Promise<AppliedMigration | null> {
  await client.query('set local statement_timeout = 0');
  await client.query('set local idle_in_transaction_session_timeout = 0');
  await client.query(takeTurn);
  const applied = await readApplied(client);
  checkHistory(migrations, applied);
  const next = migrations[applied.length];
  if (next === undefined) return null;
  await runMigration(client, next);
  const { number, name, sha256 } = next;
  await client.query('insert into schema_migration (number, name, sha256) values ($1, $2, $3)', [number, name, sha256]);
  return { number, name, sha256 };
}

async function runMigration(client: PoolClient, { name, sql }: Migration): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    const at = lineOf(sql, error);
    throw new MigrationError(`Migration ${name} failed${at} and was rolled back: ${messageOf(error)}`, {
      cause: error,
    });
  }
  // A commit inside the file would leave half of it behind when the rest fails.
  if (client.getTransactionStatus() !== 'T') {
    throw new MigrationError(`Migration ${name} ends its own transaction; it must not.`);
  }
}

/** Where in the file PostgreSQL met the error, when it says so. */
function lineOf(sql: string, error: unknown): string {
  const position = error instanceof DatabaseError ? Number(error.position) : Number.NaN;
  return Number.isNaN(position) ? '' : ` in line ${sql.slice(0, position).split('\n').length}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function readApplied(client: PoolClient): Promise<AppliedMigration[]> {
  // Asked first, so that a role that may not create tables can still find that nothing is to be done.
  const [table] = await query<{ exists: boolean }>(
    client,
    "select to_regclass('schema_migration') is not null as exists",
  );
  if (!table?.exists) await createHistory(client);
  return query<AppliedMigration>(client, 'select number, name, sha256 from schema_migration order by number');
}

async function createHistory(client: PoolClient): Promise<void> {
  await client.query(
    `create table schema_migration (
       number integer primary key,
       name text not null,
       sha256 text not null,
       applied_at timestamptz not null default now()
     )`,
  );
}

function checkHistory(migrations: Migration[], applied: AppliedMigration[]): void {
  for (const [index, { number, name, sha256 }] of applied.entries()) {
    if (number !== index + 1) throw new MigrationError(`The database lacks migration ${index + 1} but has ${name}.`);
    const file = migrations[index];
    if (file === undefined) {
      throw new MigrationError(
        `The database is newer than this version of Gongdao: it has migration ${name}, and this version ends at ${migrations.length}. Start the newer version.`,
      );
    }
    if (file.name !== name || file.sha256 !== sha256) {
      throw new MigrationError(
        `Migration ${name} was changed after it was applied (now ${file.name}): restore the file, and put the change into a new migration.`,
      );
    }
  }
}
