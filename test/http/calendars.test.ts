import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUYER, createMarket, type Market, MEDIATOR, SELLER } from './support/market.ts';

const OPERATOR = 'operator:o1';
const DAYS = [
  { date: '2026-12-31', off: true, name: '元旦' },
  { date: '2027-01-01', off: true, name: '元旦' },
  { date: '2027-01-03', off: false, name: '元旦' },
];

let market: Market;
beforeAll(async () => {
  market = await createMarket('2026-12-21T02:00:00Z');
});
afterAll(() => market.close());

const years = async () => (await market.get('/v1/calendars', { as: OPERATOR })).data;
const put = (year: number, days: unknown) =>
  market.ask('PUT', `/v1/calendars/CN/${year}`, { body: { days }, as: OPERATOR });

async function inReview() {
  const shipped_at = '2026-12-20T02:00:00Z';
  const claim = await market.open(await market.order({ shipped_at }, { paid_at: shipped_at }));
  await market.give(SELLER, claim, 'refuse', { reason: 'goods_fine', words: '没有问题' });
  await market.give(BUYER, claim, 'request-intervention', { words: '请介入' });
  for (const as of [BUYER, SELLER]) await market.give(as, claim, 'finish-evidence');
  return claim;
}

describe('calendars', () => {
  it('R45: tell which years are not known, and how many claims that leaves provisional', async () => {
    expect((await put(2026, [])).status).toBe(200);
    const claim = await inReview();
    expect((await market.see(MEDIATOR, claim)).deadline.provisional).toBe(true);
    expect(await years()).toEqual([
      { region: 'CN', year: 2027, source: null, days_off: 0, make_up_days: 0, provisional_claims: 1 },
      { region: 'CN', year: 2026, source: 'put', days_off: 0, make_up_days: 0, provisional_claims: 0 },
    ]);
    const reply = await put(2027, DAYS);
    expect(reply.body).toMatchObject({ region: 'CN', year: 2027, days: 3, deadlines_changed: 1 });
    expect((await market.see(MEDIATOR, claim)).deadline.provisional).toBe(false);
    expect(await years()).toMatchObject([
      { year: 2027, source: 'put', days_off: 1, make_up_days: 1, provisional_claims: 0 },
      { year: 2026, source: 'put', days_off: 1 },
    ]);
  });

  it('show a year’s days in order, with what they are called', async () => {
    expect(await market.get('/v1/calendars/CN/2027', { as: MEDIATOR })).toEqual({
      region: 'CN',
      year: 2027,
      source: 'put',
      time_zone: 'Asia/Shanghai',
      days: DAYS.slice(1),
    });
    // The notice of 2027 reaches back into 2026.
    expect((await market.get('/v1/calendars/CN/2026')).days).toEqual(DAYS.slice(0, 1));
    expect(await market.get('/v1/calendars/CN/2040')).toMatchObject({ source: null, days: [] });
    expect((await market.ask('GET', '/v1/calendars/JP/2027')).body.code).toBe('NOT_FOUND');
    expect((await market.ask('GET', '/v1/calendars/CN/27')).body.code).toBe('INVALID_REQUEST');
  });

  it('come in pages that join', async () => {
    const first = await market.get('/v1/calendars?limit=1');
    const second = await market.get(`/v1/calendars?limit=1&cursor=${first.next_cursor}`);
    expect([...first.data, ...second.data]).toEqual(await years());
    expect(second.next_cursor).toBeNull();
  });

  it('are not for parties', async () => {
    for (const as of [BUYER, SELLER]) {
      expect((await market.ask('GET', '/v1/calendars', { as })).status).toBe(403);
      expect((await market.ask('GET', '/v1/calendars/CN/2027', { as })).status).toBe(403);
    }
    expect((await market.ask('PUT', '/v1/calendars/CN/2028', { as: MEDIATOR, body: { days: [] } })).status).toBe(403);
  });
});
