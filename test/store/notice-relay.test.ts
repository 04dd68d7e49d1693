import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execute, query } from '../../src/store/database.ts';
import { relayNotices } from '../../src/store/notice-relay.ts';
import { ACTORS } from '../support/actors.ts';
import { createMarket, give, type Market, openOn, T0 } from './market.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket({ sandboxAt: T0 });
});
afterAll(() => market.close());

async function relay(): Promise<void> {
  while (await relayNotices(market.store));
}

async function told(claimId: string): Promise<string[]> {
  const sql = 'select kind from notice where claim_id = $1 order by version, kind';
  return (await query<{ kind: string }>(market.pool, sql, [claimId])).map(({ kind }) => kind);
}

describe('the relay of notices', () => {
  it('misses nothing that an older transaction commits after a younger one', async () => {
    const [late, early] = [await openOn(market.store, 'L1'), await openOn(market.store, 'L2')];
    await relay();
    const slow = await market.pool.connect();
    await slow.query('begin');
    // The door itself, with all it writes inside a transaction that takes its time.
    const slowly = market.node({ pool: slow as unknown as Pool });
    await give(slowly, { claim: late, actor: ACTORS.seller, type: 'refuse' });
    await give(market.store, { claim: early, actor: ACTORS.seller, type: 'refuse' });
    await relay();
    // The younger one waits for the older, so that their order is kept.
    expect(await told(early.id)).toEqual(['claim.opened']);
    await slow.query('commit');
    slow.release();
    await relay();
    expect(await told(early.id)).toEqual(['claim.opened', 'claim.refused']);
    expect(await told(late.id)).toEqual(['claim.opened', 'claim.refused']);
  });

  it('tells once, however many nodes relay, and after a restore into a server that counts anew', async () => {
    const claim = await openOn(market.store, 'L3');
    await give(market.store, { claim, actor: ACTORS.seller, type: 'refuse' });
    const nodes = [market.node(), market.node(), market.node()];
    for (let round = 0; round < 5; round += 1) await Promise.all(nodes.map((node) => relayNotices(node)));
    expect(await told(claim.id)).toEqual(['claim.opened', 'claim.refused']);
    await execute(market.pool, 'update notice_cursor set recorded_in = 9007199254740991');
    await give(market.store, { claim, actor: ACTORS.buyer, type: 'withdraw' });
    await relay();
    expect(await told(claim.id)).toEqual(['claim.opened', 'claim.refused', 'claim.withdrawn']);
  });
});
