import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { query } from '../../src/store/database.ts';
import { migrate, migrationsDirectory } from '../../src/store/migrate.ts';
import { dumpSchema } from '../../src/store/schema-dump.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/database.ts';

const schemaFile = new URL('../../db/schema.sql', import.meta.url);

let database: TestDatabase;
let directory: string;

beforeEach(async () => {
  database = await createEmptyDatabase();
  directory = await mkdtemp(join(tmpdir(), 'gongdao-migrations-'));
});

afterEach(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

async function writeMigrations(files: Record<string, string>): Promise<void> {
  for (const [name, sql] of Object.entries(files)) await writeFile(join(directory, name), sql);
}

function run(): Promise<string[]> {
  return migrate(database.pool, { directory }).then((applied) => applied.map(({ name }) => name));
}

async function tableExists(name: string): Promise<boolean> {
  const [row] = await query<{ found: boolean }>(database.pool, 'select to_regclass($1) is not null as found', [name]);
  return row?.found === true;
}

describe('migrate', () => {
  test('applies what is missing, in order, and nothing twice', async () => {
    await writeMigrations({ '0002_more.sql': 'alter table a add y int;', '0001_start.sql': 'create table a (x int);' });
    expect(await run()).toEqual(['0001_start', '0002_more']);
    expect(await run()).toEqual([]);
    await writeMigrations({ '0003_b.sql': 'create table b (x int);' });
    expect(await migrate(database.url, { directory })).toEqual([
      { number: 3, name: '0003_b', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });

  test('a file that fails is rolled back whole; those before it stay', async () => {
    await writeMigrations({
      '0001_start.sql': 'create table a (x int);',
      '0002_broken.sql': 'create table b (x int);\nselect 1/0;',
    });
    await expect(run()).rejects.toThrow('Migration 0002_broken failed and was rolled back: division by zero');
    expect([await tableExists('a'), await tableExists('b')]).toEqual([true, false]);
    await writeMigrations({ '0002_broken.sql': 'create table b (x int);\nselekt 1;' });
    await expect(run()).rejects.toThrow('Migration 0002_broken failed in line 2 and was rolled back: syntax error');
    await writeMigrations({ '0002_broken.sql': 'create table b (x int);' });
    expect(await run()).toEqual(['0002_broken']);
  });

  test('many nodes at once apply each file once', async () => {
    await writeMigrations({
      '0001_start.sql': 'create table a (x int); insert into a values (1);',
      '0002_more.sql': 'insert into a values (2); select pg_sleep(0.05);',
    });
    const nodes = await Promise.all([1, 2, 3, 4].map(() => migrate(database.url, { directory })));
    expect(
      nodes
        .flat()
        .map(({ number }) => number)
        .sort(),
    ).toEqual([1, 2]);
    expect(await query(database.pool, 'select x from a order by x')).toEqual([{ x: 1 }, { x: 2 }]);
  });

  test('an applied file that was changed is refused, another line end is no change', async () => {
    await writeMigrations({ '0001_start.sql': 'create table a (\n x int);\n' });
    await run();
    await writeMigrations({ '0001_start.sql': 'create table a (\r\n x int);\r\n' });
    expect(await run()).toEqual([]);
    await writeMigrations({ '0001_start.sql': 'create table a (x bigint);' });
    await expect(run()).rejects.toThrow('Migration 0001_start was changed after it was applied');
  });

  test('a missing number, a doubled one and a wrong name are refused before anything is done', async () => {
    await writeMigrations({ '0001_start.sql': 'create table a (x int);', '0003_c.sql': 'select 1;' });
    await expect(run()).rejects.toThrow('Migration 2 is missing: the next file is 0003_c.');
    await writeMigrations({ '0001_again.sql': 'select 1;' });
    await expect(run()).rejects.toThrow('Two migrations have the number 1');
    await writeMigrations({ '4_d.sql': 'select 1;' });
    await expect(run()).rejects.toThrow('4_d.sql is not named like a migration');
    expect(await tableExists('a')).toBe(false);
  });

  test('a database newer than the files is refused', async () => {
    await writeMigrations({ '0001_start.sql': 'select 1;', '0002_more.sql': 'select 1;' });
    await run();
    await rm(join(directory, '0002_more.sql'));
    await expect(run()).rejects.toThrow(
      'The database is newer than this version of Gongdao: it has migration 0002_more, and this version ends at 1.',
    );
  });

  test('a file that ends its transaction is refused', async () => {
    await writeMigrations({ '0001_start.sql': 'create table a (x int); commit; create table b (x int);' });
    await expect(run()).rejects.toThrow('Migration 0001_start ends its own transaction');
  });
});

describe('dumpSchema', () => {
  test('prints tables with all that belongs to them, the same on every server', async () => {
    await database.pool.query(everything);
    await expect(await dumpSchema(database.pool)).toMatchFileSnapshot('schema-dump.sql');
  });

  test.skipIf(!existsSync(migrationsDirectory))('db/schema.sql is what the migrations make', async () => {
    const migrated = await createTestDatabase();
    const dump = await dumpSchema(migrated.pool).finally(migrated.drop);
    expect(dump, 'run npm run docs:generate').toBe(await readFile(schemaFile, 'utf8'));
  });
});

const everything = `
  create extension pg_trgm;
  create schema side;
  create type mood as enum ('calm', 'cross');
  create domain amount as bigint not null default 0 check (value >= 0);
  create sequence ticket;
  create table shop (id text primary key, name text collate "C" not null, mood mood default 'calm');
  create table "Order" (
    shop_id text not null references shop, id bigint generated always as identity, paid amount,
    at timestamptz not null default now(), body jsonb not null default '{}', tags text[] not null default '{}',
    size int generated always as (cardinality(tags)) stored,
    primary key (shop_id, id), constraint sane check (at > 'epoch' and body ? 'x'), unique (id)
  ) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
  create index on "Order" (at desc) include (paid) where paid > 0;
  create index on shop using gin (name gin_trgm_ops);
  create unlogged table scratch ();
  create table side.log (at date not null, line text) partition by range (at);
  create table side.log_2026 partition of side.log for values from ('2026-01-01') to ('2027-01-01');
  create index on side.log (at);
  create statistics shop_names on id, name from shop;
  create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
  create trigger keep before update or delete on shop for each row execute function refuse();
  revoke execute on function refuse from public;
  comment on table shop is 'One seller''s shop';
  comment on column shop.mood is 'How it is';
  grant select, insert on shop to public;
  grant update (name) on shop to public;
`;
