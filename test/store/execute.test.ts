import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseContacts } from '../../src/store/contact.ts';
import { query } from '../../src/store/database.ts';
import { execute, visit } from '../../src/store/execute.ts';
import { open } from '../../src/store/open.ts';
import { ACTORS } from '../support/actors.ts';
import { createMarket, done, faultsIn, give, type Market, OK, openOn, stored, TERMS } from './market.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket({ connections: 20 });
});
afterAll(() => market.close());

const { buyer, seller, otherBuyer, otherSeller, mediator } = ACTORS;

describe('the door', () => {
  it('R6: opens a claim with its events, and holds the money on the line', async () => {
    const claim = await openOn(market.store, 'T1');
    const { events, state, version, deadline_at } = await stored(market.store, claim);
    expect(events.map(({ type }) => type)).toEqual(['claim.opened', 'order.hold']);
    expect(version).toBe(2);
    expect(state).toEqual(claim);
    expect(deadline_at).toBe(claim.appliedAt + 5 * 86_400_000);
    expect(await faultsIn(market.store)).toEqual([]);
  });

  it('R10: forty applications at once on one line make one claim', async () => {
    await openOn(market.store, 'T2').then((claim) => give(market.store, { claim, actor: buyer, type: 'withdraw' }));
    const knock = { orderId: 'T2', lineId: '1', terms: TERMS, actor: buyer, answer: OK };
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => open(market.node(), knock)));
    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    const refused = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.refused.code] : []));
    expect(refused).toEqual(Array.from({ length: 39 }, () => 'LIVE_CLAIM_EXISTS'));
    expect(await faultsIn(market.store)).toEqual([]);
  });

  it.each([
    ['one node', 1],
    ['four nodes', 4],
  ])('of forty simultaneous commands on one claim one wins and none hangs: %s', async (_, nodes) => {
    const claim = await openOn(market.store, `T3-${nodes}`);
    const stores = Array.from({ length: nodes }, () => market.node());
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (__, index) =>
        give(stores[index % nodes] ?? market.store, { claim, actor: seller, type: 'refuse' }),
      ),
    );
    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'refused' || kind === 'done')).toHaveLength(40);
    expect(await faultsIn(market.store)).toEqual([]);
  });

  it('commands that all may be given are all given, one after another', async () => {
    const claim = await openOn(market.store, 'T4');
    const stores = [market.node(), market.node(), market.node()];
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        give(stores[index % 3] ?? market.store, { claim, actor: buyer, type: 'request_call' }),
      ),
    );
    expect(outcomes.every(({ kind }) => kind === 'done')).toBe(true);
    expect((await stored(market.store, claim)).version).toBe(42);
  });

  it('R10: to strangers a claim does not exist', async () => {
    const claim = await openOn(market.store, 'T5');
    for (const actor of [otherBuyer, otherSeller]) {
      expect(await give(market.store, { claim, actor, type: 'withdraw' })).toEqual({ kind: 'not_found' });
      expect(await visit(market.store, { claimId: claim.id, actor })).toBeNull();
      const knock = { orderId: 'T5', lineId: '1', terms: TERMS, actor, answer: OK };
      expect(await open(market.store, knock)).toEqual({ kind: 'not_found' });
    }
    expect(await give(market.store, { claim: { ...claim, id: 'clm_none' }, actor: buyer, type: 'withdraw' })).toEqual({
      kind: 'not_found',
    });
    expect((await visit(market.store, { claimId: claim.id, actor: mediator }))?.claim).toEqual(claim);
  });

  it('a command for another version is told the version there is', async () => {
    const claim = await openOn(market.store, 'T6');
    const knock = { claimId: claim.id, actor: buyer, command: { type: 'withdraw', body: {} }, answer: OK } as const;
    expect(await execute(market.store, { ...knock, expectedVersion: 1 })).toEqual({
      kind: 'version_mismatch',
      version: 2,
    });
    expect((await execute(market.store, { ...knock, expectedVersion: 2 })).kind).toBe('done');
  });

  it('keeps personal data beside the events, and forgets it when told', async () => {
    const claim = await openOn(market.store, 'T7');
    const contact = { kind: 'return_address', name: '王五', phone: '13800000000', address: '杭州' } as const;
    const command = { type: 'agree', body: { addressGiven: true } } as const;
    const knock = { claimId: claim.id, actor: seller, command, contact, answer: OK };
    const { visit: visited } = done(await execute(market.store, knock));
    expect(visited.contacts).toEqual([{ ...contact, party: 'seller', at: visited.now }]);
    expect((await visit(market.store, { claimId: claim.id, actor: buyer }))?.contacts).toEqual(visited.contacts);
    const texts = await query<{ text: string }>(
      market.pool,
      `select data::text || actor::text as text from claim_event where claim_id = $1
       union all select state::text from claim where id = $1`,
      [claim.id],
    );
    expect(texts.filter(({ text }) => text.includes('13800000000') || text.includes('王五'))).toEqual([]);
    expect(await eraseContacts(market.pool, claim)).toBe(1);
    expect((await visit(market.store, { claimId: claim.id, actor: buyer }))?.contacts).toEqual([]);
    expect(await faultsIn(market.store)).toEqual([]);
  });
});
