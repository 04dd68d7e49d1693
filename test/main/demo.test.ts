import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '../../src/contract/api-key.ts';
import { deadlineOf } from '../../src/domain/deadline.ts';
import { localMonth } from '../../src/domain/time.ts';
import { buildApp } from '../../src/http/app.ts';
import { createLog } from '../../src/http/log.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { DEFAULT_SETTINGS } from '../../src/http/settings.ts';
import { PEOPLE, SHOPS } from '../../src/main/demo/cast.ts';
import { admitDemo, DEMO_MARKETPLACE, leaveDemo } from '../../src/main/demo/demo.ts';
import { createDemoExecutor } from '../../src/main/demo/executor.ts';
import { GOODS } from '../../src/main/demo/goods.ts';
import { PHOTO_NAMES, photoNamed } from '../../src/main/demo/pictures/photos.ts';
import { lostParcels } from '../../src/main/demo/stories-lost.ts';
import { openFiles } from '../../src/main/files.ts';
import { SettingsError } from '../../src/main/settings-error.ts';
import { prepare, storeOver } from '../../src/main/setup.ts';
import { createApiKey } from '../../src/store/api-key.ts';
import { latestClaims } from '../../src/store/claim-of-order.ts';
import { query } from '../../src/store/database.ts';
import { advanceDemoClock, readDemoState } from '../../src/store/demo-clock.ts';
import { visit } from '../../src/store/execute.ts';
import { randomId } from '../../src/store/random-id.ts';
import { retryRefunds } from '../../src/store/refund-retry.ts';
import { readNow, type Store } from '../../src/store/store.ts';
import { executeRefunds } from '../../src/worker/refunds.ts';
import { createTestService } from '../http/support/service.ts';
import { faultsIn } from '../store/market.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { peopleOf } from '../support/people.ts';

const log = createLog('silent');
const SETTINGS = { sandbox: null, demo: true, scanner: null } as const;

let directory: string;
let db: TestDatabase;
let store: Store;
/** Milliseconds of the processor's time, which other tests beside do not lengthen. */
let took: number;

const place = (of: TestDatabase, filesDirectory = join(directory, 'files')) => ({
  pool: of.pool,
  people: peopleOf(of.pool),
  log,
  settings: { ...SETTINGS, files: { kind: 'disk', directory: filesDirectory } as const, filesDirectory },
});

async function emptyMarketplace(): Promise<TestDatabase> {
  const made = await createTestDatabase({ max: 10 });
  await prepare(made.pool, SETTINGS, log);
  return made;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gongdao-demo-'));
  db = await emptyMarketplace();
  const began = process.threadCpuUsage();
  await admitDemo(place(db), true);
  const { user, system } = process.threadCpuUsage(began);
  took = (user + system) / 1000;
  store = storeOver(db.pool, SETTINGS, true);
}, 120_000);
afterAll(async () => {
  await db.drop();
  await rm(directory, { recursive: true, force: true });
});

/** How many rows each table has: a second telling would add some. */
async function counts({ pool }: TestDatabase): Promise<Record<string, number>> {
  const tables = ['shop_order', 'claim', 'claim_event', 'message', 'file', 'refund', 'standing_entry', 'api_key'];
  const sql = tables.map((table) => `select '${table}' as name, count(*) as count from ${table}`).join(' union all ');
  const rows = await query<{ name: string; count: number }>(pool, sql);
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

async function claimOf(orderId: string, shopId: string) {
  const id = (await latestClaims(db.pool, [{ shopId, id: orderId }])).get(orderId) ?? '';
  return visit(store, { claimId: id, actor: { role: 'marketplace' } });
}

describe('the demo marketplace', () => {
  it('is told through the API in a few seconds', async () => {
    expect(took).toBeLessThan(5000);
    expect(await readDemoState(db.pool)).toEqual({ kind: 'ready' });
    expect(await counts(db)).toMatchObject({ shop_order: 71, claim: 35, standing_entry: 6, api_key: 0 });
  });

  it('has orders and claims at every stage', async () => {
    const rows = await query<{ stage: string }>(
      db.pool,
      `select distinct coalesce(stage, end_reason, status) || case when suspended then ' suspended' else '' end as stage
         from (select status, stage, state->'state'->>'endReason' as end_reason,
                      coalesce(state->'state'->'suspended', 'null') <> 'null' as suspended from claim) c`,
    );
    expect(rows.map(({ stage }) => stage).sort()).toEqual(
      [
        'awaiting_acceptance',
        'awaiting_approval',
        'awaiting_inspection',
        'awaiting_replacement',
        'awaiting_return',
        'awaiting_seller',
        'evidence',
        'expired',
        'refunding',
        'refused',
        'reply',
        'required',
        'return_not_sent',
        'review',
        'review suspended',
        'ruled_for_seller',
        'shipped',
        'succeeded',
        'withdrawn',
      ].sort(),
    );
    const [flags] = await query<{ overdue: number; appeals: number; unowned: number }>(
      db.pool,
      `select count(*) filter (where overdue) as overdue, count(*) filter (where appeal_pending) as appeals,
              count(*) filter (where stage = 'review' and owner_id is null) as unowned from claim`,
    );
    expect(flags).toEqual({ overdue: 1, appeals: 1, unowned: 2 });
    const lines = await query<{ status: string }>(db.pool, 'select distinct status from order_line order by 1');
    expect(lines.map(({ status }) => status)).toEqual(['closed', 'paid', 'shipped', 'succeeded']);
  });

  it('R5, R6: holds every invariant, and nothing in it is later than its clock', async () => {
    expect(await faultsIn(store)).toEqual([]);
    const [latest] = await query<{ at: number }>(db.pool, 'select max(at) as at from claim_event');
    expect(latest?.at).toBeLessThanOrEqual(await readNow(store));
  });

  it('R33: has a refused claim on virtual goods an hour before it closes', async () => {
    const trap = await claimOf('D1004', 'yunduan');
    const closes = trap && deadlineOf(trap.claim, trap.rules);
    expect(closes?.then).toBe('claim_expired');
    const left = (closes?.at ?? 0) - (trap?.now ?? 0);
    expect(left).toBeGreaterThan(55 * 60_000);
    expect(left).toBeLessThanOrEqual(60 * 60_000);
  });

  it('R61: has a shop that one more dispute refund restricts, however young the month is', async () => {
    expect((await claimOf('D1036', 'xinghe'))?.standing).toEqual({ disputeRefundsThisMonth: 5, limit: 5 });
    for (const end of [
      '2026-11-23T11:00:00Z',
      '2026-11-30T16:00:00.000Z',
      '2026-12-01T08:00:00Z',
      '2026-02-28T15:59:59Z',
    ]) {
      const anchor = Date.parse(end);
      const rulings = lostParcels(anchor).flatMap(({ deeds }) => deeds.filter(([, , give]) => give === 'rule'));
      const months = rulings.map(([at]) =>
        typeof at === 'number' && at <= anchor ? localMonth(at, 'Asia/Shanghai') : at,
      );
      expect(months).toEqual(Array.from({ length: 5 }, () => localMonth(anchor, 'Asia/Shanghai')));
    }
  });

  it('has a picture for all that is sold, and files that show what people say', async () => {
    expect([...GOODS.keys()].filter((name) => !DEMO_MARKETPLACE.pictures.has(name))).toEqual([]);
    expect(GOODS.size).toBe(40);
    for (const name of PHOTO_NAMES) expect(photoNamed(name).subarray(1, 4).toString()).toBe('PNG');
    const files = await query<{ content_type: string }>(db.pool, 'select distinct content_type from file');
    expect(files).toEqual([{ content_type: 'image/png' }]);
  });
});

describe('its visitors', () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    app = buildApp({
      store,
      people: peopleOf(db.pool),
      log,
      ...(await openFiles(place(db).settings, log)),
      settings: { ...DEFAULT_SETTINGS, rateLimit: null, anonymousRateLimit: null },
      newId: randomId,
      random: randomBytes,
      status: async () => ({ database: true, migrated: true, worker: null }),
      judgePolicy: async () => [],
      metrics: createMetrics(),
      demo: DEMO_MARKETPLACE,
    });
  });
  afterAll(() => app.close());

  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });
  const become = (payload: object) => app.inject({ method: 'POST', url: '/demo/sessions', payload });

  it('can be everybody, see what they are sent to, and nothing that is not theirs', async () => {
    const { people, shops } = (await get('/demo/people')).json();
    expect(shops).toHaveLength(SHOPS.length);
    expect(people).toHaveLength(PEOPLE.length);
    for (const { role, id, shop_id, claim_id } of people) {
      const session = await become({ role, id, ...(shop_id === undefined ? {} : { shop_id }) });
      expect(session.statusCode).toBe(201);
      const { token, actor } = session.json();
      expect(actor).toEqual(shop_id === undefined ? { role, id } : { role, id, shop_id });
      const see = async (url: string) => (await get(url, { authorization: `Bearer ${token}` })).statusCode;
      if (claim_id) expect(await see(`/v1/claims/${claim_id}`), id).toBe(200);
      expect(await see('/v1/queue')).toBe(role === 'buyer' || role === 'seller' ? 403 : 200);
      expect(await see('/v1/api-keys')).toBe(role === 'operator' ? 200 : 403);
      expect(await see('/v1/sandbox/clock')).toBe(200);
    }
  });

  it('are told in their language', async () => {
    const names = async (language: string) =>
      (await get('/demo/people', { 'accept-language': language })).json().people[0].name;
    expect([await names('zh-CN'), await names('zh-TW'), await names('en')]).toEqual(['赵磊', '趙磊', 'Zhao Lei']);
  });

  it('can be nobody else', async () => {
    for (const body of [
      { role: 'mediator', id: 'nobody' },
      { role: 'seller', id: 'heqing' },
      { role: 'seller', id: 'heqing', shop_id: 'mutong' },
      { role: 'buyer', id: 'zhaolei', shop_id: 'mutong' },
    ]) {
      expect((await become(body)).statusCode).toBe(404);
    }
    expect((await become({ role: 'marketplace', id: 'x' })).statusCode).toBe(400);
  });

  it('see pictures of goods', async () => {
    const answer = await get('/demo/pictures/mug.svg');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/svg+xml']);
    expect((await get('/demo/pictures/none.svg')).statusCode).toBe(404);
  });
});

describe('time in the demo', () => {
  it('ticks, and R59a: refunds come through by themselves, one after two failures', async () => {
    const before = await readNow(store);
    await expect.poll(() => readNow(store)).toBeGreaterThan(before);
    const executor = createDemoExecutor(store);
    const statuses: string[] = [];
    for (const by of [10_000, 60_000, 10_000, 600_000, 10_000]) {
      const to = (await readNow(store)) + by;
      expect(await advanceDemoClock(store, to)).toBe('advanced');
      await retryRefunds(store, to);
      await executeRefunds(store, executor);
      statuses.push((await claimOf('D1017', 'guoyuan'))?.claim.refunds[0]?.status ?? '');
    }
    expect(statuses).toEqual(['failed', 'instructed', 'failed', 'instructed', 'succeeded']);
  });

  it('R2, R33: moved an hour on, it closes the trap at its own instant; it never goes back', async () => {
    const now = await readNow(store);
    expect(await advanceDemoClock(store, now + 3_600_000)).toBe('advanced');
    expect(await advanceDemoClock(store, now)).toBe('backwards');
    const trap = await claimOf('D1004', 'yunduan');
    expect(trap?.claim.state).toMatchObject({ status: 'closed', endReason: 'expired' });
    expect(await faultsIn(store)).toEqual([]);
  });

  it('stands still while nobody is served, and the story is told once', async () => {
    const before = await counts(db);
    const now = await readNow(store);
    await leaveDemo(db.pool);
    // As if an hour of the machine's time had gone by.
    const sql = 'update demo_clock set ahead = ahead + 3600000 returning stopped_at';
    const stoppedAt = (await query<{ stopped_at: number }>(db.pool, sql))[0]?.stopped_at ?? 0;
    expect(stoppedAt).toBeGreaterThanOrEqual(now);
    expect(await admitDemo(place(db), true)).toBe(true);
    expect((await readNow(store)) - stoppedAt).toBeLessThan(600_000);
    expect(await counts(db)).toEqual(before);
  });
});

describe('where the demo may be', () => {
  it('goes on with a story that broke off, and tells nothing twice', async () => {
    const other = await emptyMarketplace();
    const blocked = join(directory, 'blocked');
    await writeFile(blocked, 'a file where a folder should be');
    await expect(admitDemo(place(other, blocked), true)).rejects.toThrow('demo D');
    expect((await readDemoState(other.pool)).kind).toBe('writing');
    expect((await counts(other)).claim).toBeLessThan(35);
    expect(await admitDemo(place(other), true)).toBe(true);
    expect(await counts(other)).toMatchObject({ shop_order: 71, claim: 35, standing_entry: 6, api_key: 0 });
    await other.drop();
  }, 120_000);

  it('is left out where somebody has begun to work, and where it is not wanted', async () => {
    const other = await emptyMarketplace();
    expect(await admitDemo(place(other), false)).toBe(false);
    const unwanted = { ...place(other), settings: { ...place(other).settings, demo: false } };
    expect(await admitDemo(unwanted, true)).toBe(false);
    const key = { id: 'key_1', name: 'backend', scopes: [...SCOPES], digest: Buffer.alloc(32) };
    await createApiKey(other.pool, key);
    expect(await admitDemo(place(other), true)).toBe(false);
    expect(await counts(other)).toMatchObject({ shop_order: 0, api_key: 1 });
    await other.drop();
  });

  it('is served by nothing but npm start, and by no sandbox', async () => {
    await expect(admitDemo(place(db), false)).rejects.toThrow(SettingsError);
    await expect(prepare(db.pool, { sandbox: { startsAt: null } }, log)).rejects.toThrow(SettingsError);
    const elsewhere = await createTestService();
    for (const url of ['/demo/people', '/demo/pictures/mug.svg']) {
      expect((await elsewhere.request({ method: 'GET', url })).statusCode).toBe(404);
    }
    const body = { role: 'mediator', id: 'xuqing' };
    expect((await elsewhere.request({ method: 'POST', url: '/demo/sessions', payload: body })).statusCode).toBe(404);
    await elsewhere.close();
  });
});
