import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUYER, createMarket, type Market, MEDIATOR, SELLER } from './support/market.ts';

const OPERATOR = 'operator:o1';

let market: Market;
beforeAll(async () => {
  market = await createMarket();
});
afterAll(() => market.close());

const sql = (text: string, values: unknown[] = []) => market.service.db.pool.query(text, values);
const parked = () => market.get('/v1/reports/parked', { as: OPERATOR });
const retries = async () =>
  (await market.get('/v1/audit-log?limit=100')).data.map((entry: { action: string }) => entry.action);

/** A claim whose refund the provider has refused for good. */
async function givenUp() {
  const claim = await market.open(await market.order());
  const { refund } = await market.give(SELLER, claim, 'agree');
  await market.post(`/v1/refunds/${refund.id}/failed`, { reason: '账户已注销' });
  await sql('update refund set attempts = 6, next_attempt_at = null where id = $1', [refund.id]);
  return { claim, refund };
}

describe('a refund that was given up', () => {
  it('R59a: is instructed again under its own id, once however often it is asked', async () => {
    const { claim, refund } = await givenUp();
    expect((await parked()).refunds).toMatchObject([{ id: refund.id, claim_id: claim.id, reason: '账户已注销' }]);
    const headers = { 'idempotency-key': 'again' };
    const path = `/v1/refunds/${refund.id}/retry`;
    const first = await market.ask('POST', path, { as: OPERATOR, body: {}, headers });
    expect(first).toMatchObject({ status: 200, body: { id: refund.id, status: 'instructed' } });
    const second = await market.ask('POST', path, { as: OPERATOR, body: {}, headers });
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect((await market.ask('POST', path, { as: OPERATOR, body: {} })).status).toBe(200);
    expect((await parked()).refunds).toEqual([]);
    const events = (await market.get(`/v1/claims/${claim.id}/events?limit=100`)).data;
    const requested = events.filter(({ type }: { type: string }) => type === 'refund.requested');
    expect(requested).toHaveLength(2);
    expect(requested[1]).toMatchObject({ actor: { role: 'operator', id: 'o1' } });
    expect(new Set(requested.map(({ data }: { data: { refund_id: string } }) => data.refund_id)).size).toBe(1);
    expect((await sql('select count(*) as count from refund where claim_id = $1', [claim.id])).rows).toEqual([
      { count: 1 },
    ]);
    expect((await retries()).filter((action: string) => action === 'refund.retried')).toHaveLength(1);
  });

  it('is left alone once the money has moved', async () => {
    const { refund } = await givenUp();
    await market.post(`/v1/refunds/${refund.id}/succeeded`, {});
    const before = await retries();
    const reply = await market.post(`/v1/refunds/${refund.id}/retry`, {}, { as: OPERATOR });
    expect(reply.status).toBe('succeeded');
    expect(await retries()).toEqual(before);
  });
});

describe('a deadline that was set aside', () => {
  it('is tried again, and what became of it is seen at once', async () => {
    const claim = await market.open(await market.order());
    const broken = "update claim set state = jsonb_set(state, '{policy,name}', to_jsonb($2::text)) where id = $1";
    await sql(broken, [claim.id, 'lost']);
    await market.advanceBy('P6D');
    const path = `/v1/parked-deadlines/${claim.id}/retry`;
    expect((await parked()).deadlines).toMatchObject([{ claim_id: claim.id }]);
    // What was wrong is wrong still: it is set aside again.
    expect((await market.ask('POST', path, { as: OPERATOR, body: {} })).body).toMatchObject({ claim_id: claim.id });
    expect((await parked()).deadlines).toHaveLength(1);
    await sql(broken, [claim.id, 'taobao-classic']);
    const headers = { 'idempotency-key': 'deadline' };
    const first = await market.ask('POST', path, { as: OPERATOR, body: {}, headers });
    expect((await parked()).deadlines).toEqual([]);
    expect((await market.see(BUYER, claim)).status).toBe('refunding');
    expect(await market.ask('POST', path, { as: OPERATOR, body: {}, headers })).toMatchObject({ body: first.body });
    expect((await retries()).filter((action: string) => action === 'deadline.retried')).toHaveLength(2);
  });

  it('is not there where nothing is parked', async () => {
    const claim = await market.open(await market.order());
    for (const id of [claim.id, 'clm_unknown']) {
      const reply = await market.ask('POST', `/v1/parked-deadlines/${id}/retry`, { as: OPERATOR, body: {} });
      expect(reply).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    }
    const refund = await market.ask('POST', '/v1/refunds/rfd_unknown/retry', { as: OPERATOR, body: {} });
    expect(refund).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });
});

describe('parked work', () => {
  it('is the operator’s to retry', async () => {
    const { claim, refund } = await givenUp();
    for (const as of [BUYER, SELLER, MEDIATOR, 'supervisor:s1']) {
      for (const path of [`/v1/refunds/${refund.id}/retry`, `/v1/parked-deadlines/${claim.id}/retry`]) {
        expect((await market.ask('POST', path, { as, body: {} })).body.code).toBe('FORBIDDEN');
      }
    }
    const nonsense = await market.ask('POST', `/v1/refunds/${refund.id}/retry`, { as: OPERATOR, body: { id: 'new' } });
    expect(nonsense.body.code).toBe('INVALID_REQUEST');
    expect((await parked()).refunds).toHaveLength(1);
  });
});
