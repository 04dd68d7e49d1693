import { type ClientBase, Pool, type PoolClient, types } from 'pg';

export type DatabaseOptions = {
  url: string;
  /** Most connections at once; 10 unless told. */
  max?: number;
  /** What PostgreSQL shows for these connections in pg_stat_activity. */
  applicationName?: string;
  /** Longest a statement may run; 30 s unless told. 0: no limit is sent, as pgbouncer needs that refuses start-up parameters. */
  statementTimeoutMs?: number;
  /** Longest a transaction may wait for its program; 30 s unless told, 0 as above. */
  idleInTransactionTimeoutMs?: number;
  /** How long to wait for a connection before a query fails; 10 s unless told. */
  connectTimeoutMs?: number;
  /** False where connections are shared between statements (pgbouncer before 1.21 in transaction mode). */
  preparedStatements?: boolean;
  /** A connection broke while idle. The pool has replaced it already; this is for the log. */
  onConnectionError?: (error: Error) => void;
};

/** A pool of connections, or the one connection of a transaction. */
export type Queryable = Pool | PoolClient;

/** SQL with a name under which the server keeps its plan. */
export type Statement = { name: string; text: string };

/** Pools and connections on which the names of statements are left away. */
const unprepared = new WeakSet<object>();

/**
 * Opens a pool. What comes back: bigint as number (a RangeError beyond 2^53), timestamptz as epoch milliseconds,
 * date and timestamp without zone as the text they are, numeric as text, json parsed.
 */
export function openDatabase(options: DatabaseOptions): Pool {
  const pool = new Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'gongdao',
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? 30_000,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    types: { getTypeParser },
  });
  // Without these listeners a connection that breaks while nothing runs on it would end the process: the first is for
  // connections waiting in the pool, the second for those inside a transaction, whose next statement fails anyway.
  pool.on('error', options.onConnectionError ?? (() => undefined));
  pool.on('connect', (client: ClientBase) => client.on('error', () => undefined));
  if (options.preparedStatements === false) leaveUnprepared(pool);
  return pool;
}

function leaveUnprepared(pool: Pool): void {
  unprepared.add(pool);
  pool.on('connect', (client: ClientBase) => unprepared.add(client));
}

const oid = {
  int8: 20,
  int8Array: 1016,
  textArray: 1009,
  date: 1082,
  dateArray: 1182,
  timestamp: 1114,
  timestamptz: 1184,
  timestamptzArray: 1185,
} as const;

type TextParser = (text: string) => unknown;

/** The driver's own reading of a type, which its typings know for few of them. */
const driverParser = types.getTypeParser as (id: number, format?: 'text' | 'binary') => TextParser;
const parseTimestamp = driverParser(oid.timestamptz) as (text: string) => Date | number | null;
const parseTextArray = driverParser(oid.textArray) as (text: string) => (string | null)[];

const parsers: Record<number, TextParser> = {
  [oid.int8]: parseSafeInteger,
  [oid.int8Array]: arrayOf(parseSafeInteger),
  [oid.timestamptz]: parseInstant,
  [oid.timestamptzArray]: arrayOf(parseInstant),
  [oid.date]: (text) => text,
  [oid.dateArray]: parseTextArray,
  [oid.timestamp]: (text) => text,
};

/** Only for the pools opened here: the driver's own table is shared by everything in the process. */
const getTypeParser = ((id: number, format?: 'text' | 'binary') =>
  (format !== 'binary' && parsers[id]) || driverParser(id, format)) as typeof types.getTypeParser;

function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond what a number can hold exactly`);
  return value;
}

/** Infinity and -Infinity are what PostgreSQL's `infinity` and `-infinity` become. */
function parseInstant(text: string): number {
  return Number(parseTimestamp(text));
}

function arrayOf(parse: (text: string) => number): TextParser {
  return (text) => parseTextArray(text).map((element) => (element === null ? null : parse(element)));
}

/** Names a statement, so that each connection parses and plans it once. The name stands for this text only. */
export function statement(name: string, text: string): Statement {
  return { name, text };
}

/** Runs one statement and returns its rows. `Row` is the caller's word for what the SQL selects. */
export async function query<Row extends object>(
  db: Queryable,
  sql: string | Statement,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const { rows } = await db.query<Row>(configOf(db, sql, values));
  return rows;
}

/** Runs one statement and returns how many rows it touched. */
export async function execute(
  db: Queryable,
  sql: string | Statement,
  values: readonly unknown[] = [],
): Promise<number> {
  const { rowCount } = await db.query(configOf(db, sql, values));
  return rowCount ?? 0;
}

function configOf(db: Queryable, sql: string | Statement, values: readonly unknown[]) {
  const named = typeof sql === 'string' ? { text: sql } : sql;
  const config = unprepared.has(db) ? { text: named.text } : named;
  return { ...config, values: [...values] };
}

export type Isolation = 'read committed' | 'repeatable read' | 'serializable';

/**
 * Runs `work` in one transaction: committed when it returns, rolled back when it throws. Nothing is tried again here:
 * what may be repeated, only the caller knows.
 */
export async function transaction<Result>(
  db: Pool,
  work: (client: PoolClient) => Promise<Result>,
  isolation: Isolation = 'read committed',
): Promise<Result> {
  const client = await db.connect();
  let broken: Error | undefined;
  try {
    await client.query(`begin isolation level ${isolation}`);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    broken = await rollback(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

/** What went wrong with the rollback, if anything: such a connection must not go back into the pool. */
async function rollback(client: PoolClient): Promise<Error | undefined> {
  return client.query('rollback').then(
    () => undefined,
    (error: Error) => error,
  );
}

/** An instant as a parameter for timestamptz. */
export function instantParameter(at: number): string;
export function instantParameter(at: number | null): string | null;
export function instantParameter(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** A value as a parameter for jsonb; the driver would take a list for a PostgreSQL array. */
export function jsonParameter(value: unknown): string {
  return JSON.stringify(value);
}
