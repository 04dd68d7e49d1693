import { randomBytes } from 'node:crypto';
import { Client, type Pool } from 'pg';
import { inject } from 'vitest';
import { type DatabaseOptions, openDatabase } from '../../src/store/database.ts';

export type TestDatabase = { url: string; pool: Pool; drop: () => Promise<void> };

/** A fresh database with all migrations, as its superuser; `drop` closes the pool first. */
export async function createTestDatabase(options: Omit<DatabaseOptions, 'url'> = {}): Promise<TestDatabase> {
  const { template, unsynced } = inject('testServer');
  return createFrom(`template ${template} ${unsynced ? 'strategy file_copy' : ''}`, options);
}

/** A fresh database with nothing in it, not even migrations. */
export async function createEmptyDatabase(options: Omit<DatabaseOptions, 'url'> = {}): Promise<TestDatabase> {
  return createFrom('template template0', options);
}

async function createFrom(template: string, options: Omit<DatabaseOptions, 'url'>): Promise<TestDatabase> {
  const { adminUrl } = inject('testServer');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await runAsAdmin(adminUrl, `create database ${name} ${template}`);
  const url = new URL(adminUrl);
  url.pathname = name;
  const pool = openDatabase({ max: 5, applicationName: 'gongdao test', ...options, url: url.href });
  const drop = async () => {
    if (!pool.ended) await pool.end();
    await runAsAdmin(adminUrl, `drop database if exists ${name} with (force)`);
  };
  return { url: url.href, pool, drop };
}

async function runAsAdmin(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
