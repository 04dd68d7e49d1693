// The ceiling: what PostgreSQL alone does with the door's own statements and rows, sent by pgbench.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Pool } from 'pg';
import { query } from '../src/store/database.ts';
import type { Written } from './capture.ts';
import { TURN } from './life.ts';
import { CLAIMS, CONNECTIONS, type Measured } from './workload.ts';

const run = promisify(execFile);

const PER_CLIENT = Math.floor(CLAIMS / CONNECTIONS);
const DEBIAN = '/usr/lib/postgresql';

export const PGBENCH_HINT = 'pgbench is not installed (Debian, Ubuntu: apt-get install postgresql-contrib)';

/** Where pgbench is; null when it is nowhere. Debian keeps each version's programs in a folder of their own. */
export async function findPgbench(): Promise<string | null> {
  const folders = (process.env.PATH ?? '').split(':').filter((folder) => folder !== '');
  const versions = await readdir(DEBIAN).catch(() => []);
  const own = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, 'bin'));
  return [...own, ...folders].map((folder) => join(folder, 'pgbench')).find((path) => existsSync(path)) ?? null;
}

/** A row cut where a clone's own values go: the rest is sent as it is, as one parameter. */
interface Cut {
  readonly event: string;
  readonly key: string;
  readonly rest: string;
}

function cut({ row }: Written): Cut {
  const { shop_id, id, before, version, events, idempotency, ...rest } = row;
  const [event, ...more] = events as { version: number }[];
  if (!event || more.length > 0 || version !== Number(before) + 1) throw new Error(`${id} took more than one event`);
  const { version: _, ...ofEvent } = event;
  const { key: __, ...ofKey } = idempotency as { key: string };
  const inner = (value: object) => JSON.stringify(value).slice(1);
  return { event: inner(ofEvent), key: inner(ofKey), rest: inner(rest) };
}

/** The parameter's text put together by PostgreSQL; a copy of a few kilobytes, which costs it about a microsecond. */
function parameter(place: number, isMany: boolean): string {
  const pieces = [
    `'${isMany ? '[' : ''}{"shop_id":"S'`,
    ':shop::text',
    `'","id":"clm_'`,
    ':set::text',
    "lpad(:i::text, 21, '0')",
    `'","before":'`,
    ':v::text',
    `',"version":'`,
    ':w::text',
    `',"events":[{"version":'`,
    ':w::text',
    `','`,
    `:event${place}::text`,
    `'],"idempotency":{"key":"'`,
    ':set::text',
    `' '`,
    ':i::text',
    `' '`,
    ':v::text',
    `'",'`,
    `:key${place}::text`,
    `','`,
    `:rest${place}::text`,
    ...(isMany ? [`']'`] : []),
  ];
  return `(${pieces.join(' || ')})`;
}

/** Each client goes round its own claims, so that it knows every claim's version without reading it. */
function scriptOf(written: readonly Written[]): string {
  const branches = written.map(({ text }, place) => {
    const statement = text.replaceAll('$1', parameter(place, text.includes('jsonb_to_recordset($1')));
    return `\\${place === 0 ? 'if' : 'elif'} :place = ${place}\n${statement};`;
  });
  return [
    '\\set n :n + 1',
    `\\set turn :n / ${PER_CLIENT}`,
    `\\set i :client_id * ${PER_CLIENT} + :n % ${PER_CLIENT}`,
    `\\set v 2 + :i % ${TURN.length} + :turn`,
    '\\set w :v + 1',
    '\\set shop :i % 500',
    `\\set place (:i + :turn) % ${TURN.length}`,
    ...branches,
    '\\endif',
    '',
  ].join('\n');
}

interface Running {
  readonly pgbench: string;
  readonly url: string;
  readonly written: readonly Written[];
  /** The clones to work upon; fresh ones, for the script knows at which version they begin. */
  readonly set: string;
  readonly seconds: number;
}

function definitions(written: readonly Written[]): string[] {
  const pieces = written.map(cut).flatMap(({ event, key, rest }, place) => [
    [`event${place}`, event],
    [`key${place}`, key],
    [`rest${place}`, rest],
  ]);
  return pieces.flatMap(([name, value]) => ['-D', `${name}=${value}`]);
}

function numberIn(output: string, pattern: RegExp): number {
  const found = pattern.exec(output)?.[1];
  if (found === undefined) throw new Error(`pgbench said:\n${output}`);
  return Number(found);
}

/** One run of pgbench, its statements planned once as those of a pool of connections soon are. */
export async function runPgbench({ pgbench, url, written, set, seconds }: Running): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'gongdao-pgbench-'));
  const script = join(folder, 'write.sql');
  await writeFile(script, scriptOf(written));
  const clients = ['-n', '-M', 'prepared', '-c', String(CONNECTIONS), '-j', '2', '-T', String(seconds)];
  const variables = ['-D', 'n=-1', '-D', `set=${set}`, ...definitions(written)];
  try {
    const env = { ...process.env, PGOPTIONS: '-c plan_cache_mode=force_generic_plan' };
    const args = [...clients, '-f', script, ...variables, url];
    const { stdout } = await run(pgbench, args, { env, maxBuffer: 1e8 }).catch(({ stderr }: { stderr: string }) => {
      // The arguments, which the error's own message repeats, are a hundred kilobytes.
      throw new Error(`pgbench failed: ${stderr}`);
    });
    const count = numberIn(stdout, /number of transactions actually processed: (\d+)/);
    const perSecond = numberIn(stdout, /tps = ([\d.]+) \(without/);
    const medianMs = numberIn(stdout, /latency average = ([\d.]+) ms/);
    return { count, seconds: count / perSecond, medianMs, slowMs: Number.NaN };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Throws unless every transaction of a run wrote its event and its answer. */
export async function mustHaveWritten(admin: Pool, set: string, count: number): Promise<void> {
  const sql = `select count(*) as events from claim_event e join idempotency i
    on i.shop_id = e.shop_id and i.key = $1 || ' ' || substr(e.claim_id, 6)::bigint || ' ' || e.version - 1
    where e.claim_id like 'clm_' || $1 || '%'`;
  const [row] = await query<{ events: number }>(admin, sql, [set]);
  if (row?.events !== count) throw new Error(`pgbench counted ${count} transactions, the tables ${row?.events}`);
}
