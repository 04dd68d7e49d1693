import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { SCOPES, type Scope } from '../../../src/contract/api-key.ts';
import { createDecoder } from '../../../src/files/decoding/decoder.ts';
import { createDiskStorage, scratchDirectory } from '../../../src/files/disk-storage.ts';
import { createFileDecoding } from '../../../src/files/file-decoding.ts';
import { buildApp } from '../../../src/http/app.ts';
import { digestOf } from '../../../src/http/authentication.ts';
import { newSecret } from '../../../src/http/bootstrap-key.ts';
import type { HttpDeps, ServiceStatus } from '../../../src/http/deps.ts';
import { createLog, type LogLevel } from '../../../src/http/log.ts';
import { createMetrics } from '../../../src/http/metrics.ts';
import type { Route } from '../../../src/http/route.ts';
import { DEFAULT_SETTINGS, type HttpSettings } from '../../../src/http/settings.ts';
import { createPolicyJudge } from '../../../src/main/policy-judge.ts';
import { createApiKey } from '../../../src/store/api-key.ts';
import { randomId } from '../../../src/store/random-id.ts';
import { createStore } from '../../../src/store/store.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { peopleOf } from '../../support/people.ts';

export interface TestService {
  readonly app: FastifyInstance;
  readonly deps: HttpDeps;
  readonly db: TestDatabase;
  /** The secret of a key with every scope. */
  readonly key: string;
  readonly filesDirectory: string;
  readonly logLines: () => Record<string, unknown>[];
  /** A request as the marketplace's backend sends it, for somebody where `as` says so. */
  readonly request: (options: RequestOptions) => Promise<LightMyRequestResponse>;
  readonly newKey: (scopes: readonly Scope[]) => Promise<{ id: string; secret: string }>;
  readonly close: () => Promise<void>;
}

export type RequestOptions = InjectOptions & { readonly as?: string; readonly key?: string | null };

export interface ServiceOptions {
  readonly settings?: Partial<HttpSettings>;
  readonly routes?: readonly Route[];
  readonly status?: () => Promise<ServiceStatus>;
  readonly logLevel?: LogLevel;
}

/** One for all services of a file: the same policy is walked through once. */
const judgePolicy = createPolicyJudge();

const HEALTHY: ServiceStatus = { database: true, migrated: true, worker: { lagSeconds: 0, parked: 0, alarm: null } };

/** The whole service on a database and a files folder of its own, not listening. */
export async function createTestService(options: ServiceOptions = {}): Promise<TestService> {
  const db = await createTestDatabase();
  const filesDirectory = await mkdtemp(join(tmpdir(), 'gongdao-files-'));
  const lines: string[] = [];
  const deps = depsOf(db, lines, { ...options, settings: { ...options.settings, filesDirectory } });
  const app = buildApp(deps, options.routes);
  await app.ready();
  const newKey = async (scopes: readonly Scope[]) => {
    const secret = newSecret(randomBytes);
    const { id } = await createApiKey(db.pool, {
      id: randomId('key'),
      name: 'test',
      scopes: [...scopes],
      digest: digestOf(secret),
    });
    return { id, secret };
  };
  const { secret } = await newKey(SCOPES);
  return {
    app,
    deps,
    db,
    key: secret,
    filesDirectory,
    logLines: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    request: ({ as, key = secret, ...inject }) =>
      app.inject({ ...inject, headers: { ...credentials(as, key), ...inject.headers } }),
    newKey,
    close: async () => {
      await app.close();
      await db.drop();
      await rm(filesDirectory, { recursive: true, force: true });
    },
  };
}

function credentials(as: string | undefined, key: string | null): Record<string, string> {
  return { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...(as === undefined ? {} : { 'act-as': as }) };
}

function depsOf(db: TestDatabase, lines: string[], options: ServiceOptions): HttpDeps {
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString('utf8'));
      done();
    },
  });
  // Deriving keys of passwords is slow on purpose; not here, where nobody guesses.
  const passwordCost = { n: 16, r: 1, p: 1 };
  const settings = { ...DEFAULT_SETTINGS, sandbox: true, passwordCost, ...options.settings };
  const storage = createDiskStorage(settings.filesDirectory);
  const scratch = scratchDirectory(settings.filesDirectory);
  const libraryNotices = () => ({ years: new Set<number>(), off: new Set<string>(), makeUp: new Set<string>() });
  return {
    store: createStore({ pool: db.pool, sandbox: settings.sandbox, newId: randomId, libraryNotices }),
    people: peopleOf(db.pool),
    log: createLog(options.logLevel ?? 'info', destination),
    settings,
    storage,
    decoding: createFileDecoding({ storage, decoder: createDecoder(), scratch, scan: null }),
    newId: randomId,
    random: randomBytes,
    status: options.status ?? (async () => HEALTHY),
    judgePolicy,
    metrics: createMetrics(),
  };
}

/** What stands in every table, as one checksum each: the same before and after a request that changes nothing. */
export async function contentsOf({ pool }: TestDatabase): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const sums = tables.map(async ({ name }): Promise<[string, string]> => {
    // That a key or session was used is noted, whatever came of the request.
    const used: Record<string, string> = { api_key: 'last_used_at', staff_session: 'last_seen_at' };
    const row = name in used ? `(to_jsonb(t) - '${used[name]}')` : 't';
    const sql = `select count(*) || ' ' || coalesce(md5(string_agg(${row}::text, '|' order by ${row}::text)), '') as sum from "${name}" t`;
    const { rows } = await pool.query<{ sum: string }>(sql);
    return [name, rows[0]?.sum ?? ''];
  });
  return Object.fromEntries(await Promise.all(sums));
}

/** The problem of an answer, after making sure that it is one. */
export function problemOf(answer: LightMyRequestResponse) {
  const type = answer.headers['content-type'];
  if (type !== 'application/problem+json; charset=utf-8')
    throw new Error(`${answer.statusCode} ${type}: ${answer.body.slice(0, 500)}`);
  const problem = answer.json<{
    type: string;
    title: string;
    status: number;
    detail: string;
    code: string;
    instance: string;
    rule?: string;
    errors?: { pointer: string; code: string; detail: string }[];
  }>();
  if (problem.status !== answer.statusCode) throw new Error(`${answer.statusCode} with a problem of ${problem.status}`);
  return problem;
}
