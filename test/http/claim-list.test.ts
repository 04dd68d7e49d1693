import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsInEveryPosition } from './support/claim-positions.ts';
import { type Body, BUYER, createMarket, type Market, MEDIATOR, SELLER, T0 } from './support/market.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket(T0, { logLevel: 'silent' });
  await claimsInEveryPosition(market);
}, 60_000);
afterAll(() => market.close());

async function all(as: string, query = ''): Promise<Body[]> {
  const found: Body[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Body = await market.get(`/v1/claims?limit=7${query}${cursor && `&cursor=${cursor}`}`, { as });
    found.push(...page.data);
    cursor = page.next_cursor;
  }
  return found;
}

const idsOf = (claims: readonly Body[]) => claims.map(({ id }) => id).sort();

describe('the list of one side', () => {
  it.each([BUYER, SELLER])('says of every claim what the claim says: %s', async (as) => {
    const claims = await all(as);
    expect(claims.length).toBeGreaterThan(15);
    for (const state of ['action_required', 'waiting_for_other_party', 'under_review', 'ended']) {
      const wanted = claims.filter(({ viewer_state: own }) => own === state);
      expect([state, idsOf(await all(as, `&viewer_state=${state}`))]).toEqual([state, idsOf(wanted)]);
    }
    const open = claims.filter(({ ended_at: ended }) => ended === null);
    const counted = (state: string) => open.filter(({ viewer_state: own }) => own === state).length;
    expect(await market.get('/v1/claims/counts', { as })).toEqual({
      action_required: counted('action_required'),
      waiting_for_other_party: counted('waiting_for_other_party'),
      under_review: counted('under_review'),
    });
  });

  it('filters, searches and sorts, page by page', async () => {
    const claims = await all(SELLER);
    const [one] = claims;
    expect(idsOf(await all(SELLER, `&q=${one.id}`))).toEqual([one.id]);
    expect(idsOf(await all(SELLER, `&q=${one.order_id}`))).toContain(one.id);
    expect((await all(SELLER, `&q=${encodeURIComponent(one.line.title.slice(0, 2))}`)).length).toBeGreaterThan(0);
    expect(await all(SELLER, '&q=100%25')).toEqual([]);
    const reasons = claims.filter(({ terms }) => terms.reason === one.terms.reason);
    expect(idsOf(await all(SELLER, `&reason=${one.terms.reason}`))).toEqual(idsOf(reasons));
    const dear = claims.filter(({ terms }) => terms.amount >= 10_000 && terms.amount <= 12_900);
    expect(idsOf(await all(SELLER, '&amount_from=10000&amount_to=12900'))).toEqual(idsOf(dear));
    expect(await all(SELLER, '&deadline_before=2000-01-01T00:00:00Z')).toEqual([]);
    const byDeadline = await all(SELLER, '&sort=deadline');
    const due = byDeadline.flatMap(({ deadline }) => deadline?.at ?? []);
    expect(due).toEqual(due.toSorted());
    const changed = (await all(SELLER, '&sort=latest')).map(({ updated_at: at }) => at);
    expect(changed).toEqual(changed.toSorted().reverse());
    expect([byDeadline.length, changed.length]).toEqual([claims.length, claims.length]);
    expect(await all(SELLER, '&sort=latest&buyer_id=nobody')).toEqual([]);
    expect(await all('seller:S8/u1', '&sort=latest')).toEqual([]);
    expect((await market.ask('GET', '/v1/claims?sort=latest', { as: MEDIATOR })).status).toBe(400);
  });
});
