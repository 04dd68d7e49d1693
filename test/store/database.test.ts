import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  execute,
  instantParameter,
  jsonParameter,
  openDatabase,
  query,
  statement,
  transaction,
} from '../../src/store/database.ts';
import { createEmptyDatabase, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;

beforeEach(async () => {
  database = await createEmptyDatabase();
  await database.pool.query('create table t (n int primary key)');
});
afterEach(() => database.drop());

const numbers = async () => (await query<{ n: number }>(database.pool, 'select n from t order by n')).map(({ n }) => n);

describe('values', () => {
  test('bigint is a number, and refused where a number would not be exact', async () => {
    expect(await query(database.pool, `select 9007199254740991 as a, '{1,null}'::bigint[] as b`)).toEqual([
      { a: Number.MAX_SAFE_INTEGER, b: [1, null] },
    ]);
    await expect(query(database.pool, 'select 9007199254740993 as a')).rejects.toThrow(RangeError);
  });

  test('an instant goes in and comes out as the same millisecond, whatever the zone of the session', async () => {
    const instants = Array.from({ length: 1000 }, (_, index) => 1_777_600_000_000 + index * 1_000_001);
    await transaction(database.pool, async (client) => {
      await client.query("set local timezone = 'Asia/Kathmandu'");
      const rows = await query<{ at: number }>(
        client,
        'select at from unnest($1::timestamptz[]) with ordinality u (at, place) order by place',
        [instants.map((at) => instantParameter(at))],
      );
      expect(rows.map(({ at }) => at)).toEqual(instants);
    });
    expect(
      await query(
        database.pool,
        `select 'infinity'::timestamptz as a, null::timestamptz as b, array[to_timestamp(1)] as c`,
      ),
    ).toEqual([{ a: Number.POSITIVE_INFINITY, b: null, c: [1000] }]);
  });

  test('dates and zoneless times stay text, json is parsed', async () => {
    const [row] = await query(
      database.pool,
      `select '2026-02-28'::date as day, '{2026-03-01}'::date[] as days, '2026-01-01 00:00'::timestamp as local, $1::jsonb as json`,
      [jsonParameter(['中', { a: 1 }])],
    );
    expect(row).toEqual({
      day: '2026-02-28',
      days: ['2026-03-01'],
      local: '2026-01-01 00:00:00',
      json: ['中', { a: 1 }],
    });
  });
});

describe('transaction', () => {
  test('commits what returns, rolls back what throws, and gives the connection back', async () => {
    const pool = openDatabase({ url: database.url, max: 1 });
    await transaction(pool, (client) => client.query('insert into t values (1)'));
    const failing = transaction(pool, async (client) => {
      await client.query('insert into t values (2)');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await execute(pool, 'insert into t values ($1)', [3])).toBe(1);
    await pool.end();
    expect(await numbers()).toEqual([1, 3]);
  });

  test('a connection that breaks inside fails the transaction and not the process', async () => {
    const work = transaction(database.pool, async (client) => {
      const [own] = await query<{ pid: number }>(client, 'select pg_backend_pid() as pid');
      await query(database.pool, 'select pg_terminate_backend($1)', [own?.pid]);
      await until('the session is gone', async () => {
        const found = await query(database.pool, 'select from pg_stat_activity where pid = $1', [own?.pid]);
        return found.length === 0;
      });
      await client.query('insert into t values (1)');
    });
    await expect(work).rejects.toThrow();
    expect(await numbers()).toEqual([]);
  });
});

describe('connections', () => {
  test('an idle one that breaks is reported and replaced', async () => {
    const broken: Error[] = [];
    const pool = openDatabase({ url: database.url, max: 1, onConnectionError: (error) => broken.push(error) });
    const [own] = await query<{ pid: number }>(pool, 'select pg_backend_pid() as pid');
    await query(database.pool, 'select pg_terminate_backend($1)', [own?.pid]);
    await until('the report', () => broken.length > 0);
    expect(await query(pool, 'select 1 as one')).toEqual([{ one: 1 }]);
    await pool.end();
  });

  test('a statement that runs too long is ended', async () => {
    const pool = openDatabase({ url: database.url, statementTimeoutMs: 20 });
    await expect(query(pool, 'select pg_sleep(10)')).rejects.toThrow('statement timeout');
    await pool.end();
  });

  test.each([true, false])('statements have names on the server: %s', async (preparedStatements) => {
    const pool = openDatabase({ url: database.url, max: 1, preparedStatements });
    const named = statement('double', 'select $1::int * 2 as n');
    expect(await query(pool, named, [2])).toEqual([{ n: 4 }]);
    expect(await transaction(pool, (client) => query(client, named, [3]))).toEqual([{ n: 6 }]);
    const names = await query(pool, 'select name from pg_prepared_statements');
    expect(names).toEqual(preparedStatements ? [{ name: 'double' }] : []);
    await pool.end();
  });
});
