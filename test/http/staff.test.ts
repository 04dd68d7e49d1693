import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import classic from '../../policies/taobao-classic.json' with { type: 'json' };
import { BUYER, createMarket, type Market, MEDIATOR, SELLER, SUPERVISOR } from './support/market.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket();
});
afterAll(() => market.close());

async function asked() {
  const claim = await market.open(await market.order());
  await market.give(SELLER, claim, 'refuse', { reason: 'goods_fine', words: '没有问题' });
  return market.give(BUYER, claim, 'request-intervention', { words: '请介入' });
}

describe('the queue', () => {
  it('is empty, fills, is taken from, the most urgent first', async () => {
    const empty = await market.ask('POST', '/v1/queue/take', { as: MEDIATOR, body: {} });
    expect(empty).toMatchObject({ status: 404, body: { code: 'QUEUE_EMPTY' } });
    const [first, second] = [await asked(), await market.advanceBy('PT1H').then(asked)];
    const { data } = await market.get('/v1/queue', { as: MEDIATOR });
    expect(data.map(({ claim_id }: { claim_id: string }) => claim_id)).toEqual([first.id, second.id]);
    const taken = await market.post('/v1/queue/take', {}, { as: MEDIATOR });
    expect(taken).toMatchObject({ id: first.id, intervention: { owner: { id: 'm1', role: 'mediator' } } });
    expect((await market.get('/v1/queue?view=mine', { as: MEDIATOR })).data).toHaveLength(1);
    expect((await market.get('/v1/queue?view=unassigned', { as: SUPERVISOR })).data).toHaveLength(1);
    expect((await market.get('/v1/queue?view=mine', { as: SUPERVISOR })).data).toEqual([]);
    expect((await market.get('/v1/queue?level=2')).data).toEqual([]);
  });

  it('pages join', async () => {
    const whole = (await market.get('/v1/queue')).data;
    const page = await market.get('/v1/queue?limit=1');
    const rest = await market.get(`/v1/queue?limit=1&cursor=${page.next_cursor}`);
    expect([...page.data, ...rest.data]).toEqual(whole);
  });

  it('is for staff', async () => {
    for (const as of [BUYER, SELLER]) {
      expect(await market.ask('GET', '/v1/queue', { as })).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    }
    const { secret } = await market.service.newKey(['orders', 'claims']);
    expect((await market.ask('GET', '/v1/queue', { key: secret })).status).toBe(403);
  });
});

/** A policy is walked through before it is published: seconds of work on a quiet machine. */
const WALK_MS = 120_000;

describe('policies', () => {
  const next = { ...classic, version: 2, effective_from: '2026-06-01T00:00:00Z' };

  it('R7: a version is published once and never changes', { timeout: WALK_MS }, async () => {
    expect(await market.ask('POST', '/v1/policies', { body: next })).toMatchObject({ status: 201, body: next });
    expect((await market.ask('POST', '/v1/policies', { body: next })).status).toBe(200);
    const other = { ...next, effective_from: '2026-07-01T00:00:00Z' };
    expect(await market.ask('POST', '/v1/policies', { body: other })).toMatchObject({
      status: 409,
      body: { code: 'POLICY_EXISTS' },
    });
    expect((await market.get('/v1/policies')).data).toEqual([next, classic]);
    const page = await market.get('/v1/policies?limit=1');
    expect((await market.get(`/v1/policies?limit=1&cursor=${page.next_cursor}`)).data).toEqual([classic]);
  });

  it('R7: a claim keeps the version it was opened under', async () => {
    const before = await market.open(await market.order());
    await market.advanceTo('2026-06-01T00:00:00Z');
    const after = await market.open(await market.order());
    expect([before.policy.version, after.policy.version]).toEqual([1, 2]);
  });

  it('what is wrong with one is told, each thing where it stands', async () => {
    const values = { ...classic.values, 'review.expected': '9WD' };
    const check = await market.post(
      '/v1/policies/check',
      { ...classic, values },
      { headers: { 'accept-language': 'en' } },
    );
    expect(check).toMatchObject({ valid: false, errors: [{ code: 'expected_after_due' }] });
    const reply = await market.ask('POST', '/v1/policies', { body: { ...next, version: 3, values } });
    expect(reply).toMatchObject({ status: 422, body: { code: 'POLICY_INVALID' } });
    expect(await market.post('/v1/policies/check', { nonsense: true })).toMatchObject({ valid: false });
    expect((await market.ask('POST', '/v1/policies', { body: { nonsense: true } })).status).toBe(400);
  });

  it('R4: one under which the right to ask never opens is refused, with the story', { timeout: WALK_MS }, async () => {
    const values = { ...classic.values, 'claim.max_modifications': 0, 'buyer.after_refusal_virtual': 'PT24H' };
    const reply = await market.ask('POST', '/v1/policies', { body: { ...next, version: 4, values } });
    expect(reply).toMatchObject({ status: 422, body: { code: 'POLICY_INVALID' } });
    expect(reply.body.errors[0].detail).toContain('the seller refuses at once');
  });

  it('R33: a valid one is checked for its traps', { timeout: WALK_MS }, async () => {
    const check = await market.post('/v1/policies/check', classic);
    expect(check).toMatchObject({ valid: true, errors: [], warnings: [{ code: 'virtual_trap' }] });
    expect(check.warnings[0].detail).toContain('虚拟商品');
  });

  it('need the scope for it', async () => {
    const { secret } = await market.service.newKey(['orders', 'claims', 'staff']);
    expect((await market.ask('POST', '/v1/policies', { key: secret, body: next })).status).toBe(403);
    expect((await market.ask('POST', '/v1/policies/check', { as: BUYER, body: next })).status).toBe(403);
    expect(await market.ask('GET', '/v1/policies/taobao-classic/1', { as: BUYER })).toMatchObject({
      status: 200,
      body: classic,
    });
    expect((await market.ask('GET', '/v1/policies/taobao-classic/99')).status).toBe(404);
  });
});

describe('calendars', () => {
  it.each([
    ['CN/2027', { days: [{ date: '2025-01-01', off: true, name: '元旦' }] }, 422, 'CALENDAR_INVALID'],
    ['CN/2027', { days: [{ date: '2027-02-30', off: true, name: '元旦' }] }, 400, 'INVALID_REQUEST'],
    ['CN/27', { days: [] }, 400, 'INVALID_REQUEST'],
    ['china/2027', { days: [] }, 400, 'INVALID_REQUEST'],
  ])('%s with %j is %d %s', async (path, body, ...[status, code]) => {
    expect(await market.ask('PUT', `/v1/calendars/${path}`, { body })).toMatchObject({ status, body: { code } });
  });
});

describe('refunds', () => {
  it('are the marketplace’s to report, and known ones alone', async () => {
    const unknown = await market.ask('POST', '/v1/refunds/rfd_unknown/succeeded', { body: {} });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect((await market.ask('POST', '/v1/refunds/rfd_unknown/succeeded', { as: BUYER, body: {} })).status).toBe(403);
  });

  it('R59a: told twice, out of order, they change once', async () => {
    const claim = await market.open(await market.order());
    const { refund } = await market.give(SELLER, claim, 'agree', {});
    const failed = await market.post(`/v1/refunds/${refund.id}/failed`, { reason: 'no such account' });
    expect(failed).toMatchObject({ status: 'failed', attempts: 1 });
    const paid = await market.post(`/v1/refunds/${refund.id}/succeeded`, { reference: 'a' });
    expect(await market.post(`/v1/refunds/${refund.id}/succeeded`, { reference: 'a' })).toEqual(paid);
    const late = await market.ask('POST', `/v1/refunds/${refund.id}/failed`, { body: { reason: 'late' } });
    expect(late).toMatchObject({ status: 409, body: { code: 'REFUND_SETTLED', rule: 'R59a' } });
  });
});

describe('reports', () => {
  it('what was set aside is shown to operators', async () => {
    const claim = await market.open(await market.order());
    await market.service.db.pool.query(
      `update claim set parked_at = now(), parked_error = 'TypeError: x' where id = $1`,
      [claim.id],
    );
    const report = await market.get('/v1/reports/parked', { as: 'operator:o1' });
    expect(report.deadlines).toMatchObject([{ claim_id: claim.id, shop_id: 'S7', error: 'TypeError: x' }]);
    expect(await market.ask('GET', '/v1/reports/parked', { as: MEDIATOR })).toMatchObject({ status: 403 });
  });
});

describe('the clock', () => {
  it('stands still, goes forward, and never back', async () => {
    const { now } = await market.get('/v1/sandbox/clock');
    expect(await market.get('/v1/sandbox/clock')).toEqual({ now });
    for (const body of [{ by: '-PT1S' }, { to: '2026-05-01T00:00:00Z' }]) {
      const reply = await market.ask('POST', '/v1/sandbox/clock/advance', { body });
      expect(reply).toMatchObject({ status: 422, body: { code: 'CLOCK_BACKWARDS' } });
    }
    expect(await market.get('/v1/sandbox/clock')).toEqual({ now });
  });

  it('goes to the next deadline of a claim, if there is one', async () => {
    const claim = await market.open(await market.order());
    const reached = await market.post('/v1/sandbox/clock/advance', { to_next_deadline: claim.id });
    expect(reached.now).toBe(claim.deadline.at);
    const refunding = await market.ask('POST', '/v1/sandbox/clock/advance', { body: { to_next_deadline: claim.id } });
    expect(refunding).toMatchObject({ status: 422, body: { code: 'NO_DEADLINE' } });
    const unknown = await market.ask('POST', '/v1/sandbox/clock/advance', {
      body: { to_next_deadline: 'clm_unknown' },
    });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });

  it('with a key is moved once', async () => {
    const headers = { 'idempotency-key': 'hour' };
    const first = await market.post('/v1/sandbox/clock/advance', { by: 'PT1H' }, { headers });
    expect(await market.post('/v1/sandbox/clock/advance', { by: 'PT1H' }, { headers })).toEqual(first);
    expect(await market.get('/v1/sandbox/clock')).toEqual(first);
  });
});
