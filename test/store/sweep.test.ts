import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/domain/claim.ts';
import { DAY } from '../../src/domain/time.ts';
import { execute, instantParameter, openDatabase, query } from '../../src/store/database.ts';
import { deadlineLag } from '../../src/store/due.ts';
import { parkedClaims, unpark } from '../../src/store/parking.ts';
import { readNow, type Store } from '../../src/store/store.ts';
import { sweepDue } from '../../src/store/sweep.ts';
import { copyClaim } from './copies.ts';
import { createMarket, faultsIn, type Market, openOn, stored, T0 } from './market.ts';

let market: Market;
let now = T0;
beforeAll(async () => {
  market = await createMarket({ sandboxAt: T0, connections: 20 });
});
afterAll(() => market.close());

/** Time passes, and no worker looks. */
async function pass(ms: number): Promise<void> {
  now += ms;
  await execute(market.pool, 'update sandbox_clock set at = $1', [instantParameter(now)]);
}

describe('a row that cannot be fired', () => {
  it('is parked and seen, its neighbours go on, and it can be tried again', async () => {
    const claims = await Promise.all(['P1', 'P2', 'P3', 'P4'].map((id) => openOn(market.store, id)));
    const [undecidable, unwritable, ...healthy] = claims as [Claim, Claim, Claim, Claim];
    const { state } = await stored(market.store, undecidable);
    const set = 'update claim set state = $2 where id = $1';
    // One that no rule can decide, and one that the database will not write.
    await execute(market.pool, set, [undecidable.id, { ...state, policy: { name: 'lost', version: 1 } }]);
    await execute(market.pool, 'update order_line set held = 0 where order_id = $1', ['P2']);
    await execute(market.pool, 'delete from contact');
    const broken = { ...unwritable, terms: { ...unwritable.terms, amount: 99_999_999 } };
    await execute(market.pool, set, [unwritable.id, broken]);
    await pass(12 * DAY);
    const swept = await sweepDue(market.store, { now, limit: 200 });
    expect(swept.parked.map(({ claimId }) => claimId).sort()).toEqual([undecidable.id, unwritable.id].sort());
    for (const claim of healthy) expect((await stored(market.store, claim)).state.state.status).toBe('closed');
    expect((await sweepDue(market.store, { now, limit: 200 })).found).toBe(0);

    const parked = await parkedClaims(market.pool, 10);
    expect(parked.map(({ claimId, dueAt }) => [claimId, dueAt])).toContainEqual([
      undecidable.id,
      undecidable.appliedAt + 5 * DAY,
    ]);
    expect(parked.find(({ claimId }) => claimId === undecidable.id)?.error).toContain('policy lost 1 is not stored');

    await execute(market.pool, set, [undecidable.id, state]);
    await execute(market.pool, 'update order_line set held = 12900 where order_id = $1', ['P2']);
    await execute(market.pool, set, [unwritable.id, unwritable]);
    for (const claim of [undecidable, unwritable]) expect(await unpark(market.store, claim.id)).not.toBeNull();
    expect(await unpark(market.store, undecidable.id)).toBeNull();
    expect(await sweepDue(market.store, { now, limit: 200 })).toMatchObject({ fired: 2, parked: [] });
    expect(await faultsIn(market.store)).toEqual([]);
  });
});

describe('many at once', () => {
  it('two sweepers over the same two thousand deadlines fire each once', async () => {
    const pattern = await openOn(market.store, 'M0');
    await copyClaim(market.pool, pattern, { prefix: 'M', count: 1999 });
    await pass(5 * DAY);
    const other = openDatabase({ url: market.db.url, max: 5 });
    const sweepers: Store[] = [market.node(), market.node({ pool: other })];
    const fired = await Promise.all(sweepers.map((store) => sweepAll(store)));
    await other.end();
    expect(fired.reduce((sum, count) => sum + count)).toBe(2000);
    expect(Math.min(...fired)).toBeGreaterThan(0);
    const agreed = await query<{ count: number }>(
      market.pool,
      `select count(*) as count from claim_event e join claim c on c.shop_id = e.shop_id and c.id = e.claim_id
        where e.type = 'terms.agreed' and c.order_id like 'M%'`,
    );
    expect(agreed[0]?.count).toBe(2000);
    expect(await deadlineLag(market.store)).toBe(0);
    expect(await faultsIn(market.store)).toEqual([]);
  });

  async function sweepAll(store: Store): Promise<number> {
    await readNow(store);
    let all = 0;
    for (let found = 100; found > 0; ) {
      const swept = await sweepDue(store, { now, limit: 100 });
      all += swept.fired;
      found = swept.found;
    }
    return all;
  }
});
