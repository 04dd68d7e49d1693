import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/domain/claim.ts';
import { standingAt } from '../../src/domain/standing.ts';
import { DAY } from '../../src/domain/time.ts';
import { createApiKey, findApiKeys, hasApiKeys, listApiKeys, revokeApiKey } from '../../src/store/api-key.ts';
import { claimsOfOrder, eventsOf, listClaims } from '../../src/store/claim.ts';
import { execute, instantParameter } from '../../src/store/database.ts';
import { visit } from '../../src/store/execute.ts';
import { createFile, findFile, isFileVisible, missingFiles } from '../../src/store/file.ts';
import { addMessage, messagesOf } from '../../src/store/message.ts';
import { addPolicy, listPolicies } from '../../src/store/policy.ts';
import { listQueue, takeNext } from '../../src/store/queue.ts';
import { creditOf, standingEntries } from '../../src/store/standing.ts';
import { readNow } from '../../src/store/store.ts';
import { ACTORS } from '../support/actors.ts';
import { rulingOn } from '../support/bodies.ts';
import { taobaoClassic } from '../support/policies.ts';
import { createMarket, done, faultsIn, give, type Market, OK, openOn, T0 } from './market.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket({ sandboxAt: T0 });
});
afterAll(() => market.close());

const { buyer, seller, mediator, otherMediator, supervisor, otherBuyer, otherSeller } = ACTORS;

async function pass(ms: number): Promise<void> {
  const now = await readNow(market.store);
  await execute(market.pool, 'update sandbox_clock set at = $1', [instantParameter(now + ms)]);
}

/** A claim on which the buyer has asked for intervention and both have shown what they have. */
async function inReview(orderId: string): Promise<Claim> {
  const claim = await openOn(market.store, orderId);
  done(await give(market.store, { claim, actor: seller, type: 'refuse' }));
  done(await give(market.store, { claim, actor: buyer, type: 'request_intervention' }));
  done(await give(market.store, { claim, actor: seller, type: 'finish_evidence' }));
  return done(await give(market.store, { claim, actor: buyer, type: 'finish_evidence' })).visit.claim;
}

describe('lists', () => {
  it('give every claim once, page by page, for everybody, a shop, a buyer and a status', async () => {
    const opened: Claim[] = [];
    for (let index = 0; index < 25; index += 1) {
      const order = { shopId: `LS${index % 2}`, buyerId: `LB${index % 5}` };
      opened.push(await openOn(market.store, `L${index}`, { order }));
      await pass(index % 3);
    }
    const mine = opened.filter(({ buyerId }) => buyerId === 'LB3').map(({ id }) => id);
    const all = async (asked: object) => {
      const ids: string[] = [];
      for (let after: { updatedAt: number; id: string } | null | undefined = null; after !== undefined; ) {
        const { claims } = await listClaims(market.store, { ...asked, after, limit: 4 });
        ids.push(...claims.map(({ id }) => id));
        after = claims.length === 4 ? claims.at(-1) : undefined;
      }
      return ids;
    };
    expect((await all({})).sort()).toEqual(opened.map(({ id }) => id).sort());
    expect((await all({ status: 'awaiting_seller' })).length).toBe(25);
    expect(await all({ status: 'refused' })).toEqual([]);
    expect((await all({ buyerId: 'LB3' })).sort()).toEqual(mine.sort());
    expect((await all({ shopId: 'LS1' })).length).toBe(12);
    expect((await all({ shopId: 'LS1', buyerId: 'LB3', status: 'awaiting_seller' })).length).toBe(3);
    const updatedAfter = opened[20]?.updatedAt ?? 0;
    expect((await all({ updatedAfter })).length).toBe(
      opened.filter(({ updatedAt }) => updatedAt > updatedAfter).length,
    );
    expect((await claimsOfOrder(market.store, { shopId: 'LS0', orderId: 'L0' })).map(({ id }) => id)).toEqual([
      opened[0]?.id,
    ]);
  });

  it('R6: the history of a claim can be read from any version on', async () => {
    const claim = await openOn(market.store, 'H1');
    done(await give(market.store, { claim, actor: seller, type: 'refuse' }));
    const { shopId, id: claimId } = claim;
    const events = await eventsOf(market.store, { shopId, claimId });
    expect(events.map(({ version, type, actor }) => [version, type, actor.role])).toEqual([
      [1, 'claim.opened', 'buyer'],
      [2, 'order.hold', 'buyer'],
      [3, 'claim.refused', 'seller'],
    ]);
    expect(await eventsOf(market.store, { shopId, claimId, afterVersion: 1, limit: 1 })).toEqual([events[1]]);
  });
});

describe('R47: the queue', () => {
  it('gives each claim to one of those who ask at once, and nobody what they may not take', async () => {
    const waiting = [await inReview('Q1'), await inReview('Q2')];
    const knock = (actor: typeof mediator | typeof otherMediator) => ({ actor, answer: OK });
    const taken = await Promise.all([
      takeNext(market.store, knock(mediator)),
      takeNext(market.node(), knock(otherMediator)),
      takeNext(market.node(), knock(mediator)),
    ]);
    const ids = taken.flatMap((outcome) => (outcome.kind === 'done' ? [outcome.visit.claim.id] : []));
    expect(ids.sort()).toEqual(waiting.map(({ id }) => id).sort());
    expect(taken.map(({ kind }) => kind)).toContain('queue_empty');
    expect(await takeNext(market.store, { actor: buyer, answer: OK })).toEqual({ kind: 'queue_empty' });
    const mine = await listQueue(market.store, { view: 'mine', ownerId: mediator.id, limit: 10 });
    expect(mine.queued.every(({ claim }) => claim.intervention?.owner?.id === mediator.id)).toBe(true);
    expect((await listQueue(market.store, { view: 'unassigned', limit: 10 })).queued).toEqual([]);
    expect((await listQueue(market.store, { view: 'all', limit: 10 })).queued).toHaveLength(2);
  });

  it('a take under one key, sent twice, takes one claim', async () => {
    await inReview('Q3');
    await inReview('Q4');
    const idempotency = { scope: 'q', key: 'take', fingerprint: 'f' };
    const knock = { actor: mediator, idempotency, answer: OK };
    const outcomes = [await takeNext(market.store, knock), await takeNext(market.store, knock)];
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'replayed']);
    expect((await listQueue(market.store, { view: 'unassigned', limit: 10 })).queued).toHaveLength(1);
  });

  it('R2, R44: what is overdue comes first and to a supervisor, however slow the worker is', async () => {
    await pass(12 * DAY);
    const fresh = await inReview('Q5');
    const { queued } = await listQueue(market.store, { view: 'unassigned', limit: 10 });
    expect(queued.map(({ claim }) => claim.intervention?.overdue)).toEqual([true, true, true, true, false]);
    expect((await listQueue(market.store, { view: 'overdue', limit: 10 })).queued.length).toBe(4);
    const first = queued[0];
    const after = await listQueue(market.store, { view: 'unassigned', limit: 10, after: queued[3] });
    expect(after.queued.map(({ id }) => id)).toEqual([fresh.id]);
    const taken = await takeNext(market.store, { actor: supervisor, answer: OK });
    expect(taken.kind === 'done' && taken.visit.claim.id).toBe(first?.id);
  });
});

describe('standing', () => {
  it('R60, R62, R63: a dispute refund is counted in the transaction that instructs it, and shown with its rate', async () => {
    const claim = await openOn(market.store, 'E1', { order: { shopId: 'SE' }, terms: { remedy: 'refund_only' } });
    const shop = { role: 'seller', shopId: 'SE', id: 'U1' } as const;
    done(await give(market.store, { claim, actor: shop, type: 'refuse' }));
    done(await give(market.store, { claim, actor: buyer, type: 'request_intervention' }));
    done(await give(market.store, { claim, actor: shop, type: 'finish_evidence' }));
    const { claim: reviewed } = done(await give(market.store, { claim, actor: buyer, type: 'finish_evidence' })).visit;
    done(await give(market.store, { claim, actor: supervisor, type: 'take' }));
    const given = { amount: 400, remedy: 'refund_only' } as const;
    const ruled = done(await give(market.store, { claim: reviewed, actor: supervisor, type: 'rule', given }));
    expect(ruled.visit.standing).toEqual({ disputeRefundsThisMonth: 1, limit: 5 });
    const { entries, now } = await standingEntries(market.store, 'SE');
    expect(entries).toEqual([{ claimId: claim.id, countedAt: now, reversedAt: null }]);
    expect(standingAt(entries, now, taobaoClassic).disputeRefunds).toBe(1);
    const credit = await creditOf(market.store, 'SE');
    expect(credit).toMatchObject({ total: 1, last30Days: { disputeRefunds: 1, paidLines: 1, intervened: 1 } });
    expect(credit.platform.paidLines).toBeGreaterThan(20);
    const seen = await visit(market.store, { claimId: claim.id, actor: shop });
    expect(seen?.standing.disputeRefundsThisMonth).toBe(1);
    await pass(32 * DAY);
    const later = await visit(market.store, { claimId: claim.id, actor: shop });
    expect(later?.standing.disputeRefundsThisMonth).toBe(0);
    expect((await creditOf(market.store, 'SE')).last30Days.disputeRefunds).toBe(0);
  });

  it('R56, R64: an overturned ruling takes its dispute refund back, and the past stays as it was', async () => {
    const claim = await openOn(market.store, 'E2', { order: { shopId: 'SR' }, terms: { remedy: 'refund_only' } });
    const shop = { role: 'seller', shopId: 'SR', id: 'U1' } as const;
    done(await give(market.store, { claim, actor: shop, type: 'refuse' }));
    done(await give(market.store, { claim, actor: buyer, type: 'request_intervention' }));
    done(await give(market.store, { claim, actor: shop, type: 'finish_evidence' }));
    const { claim: reviewed } = done(await give(market.store, { claim, actor: buyer, type: 'finish_evidence' })).visit;
    done(await give(market.store, { claim, actor: mediator, type: 'take' }));
    const given = { amount: 400, remedy: 'refund_only' } as const;
    done(await give(market.store, { claim: reviewed, actor: mediator, type: 'rule', given }));
    const countedAt = await readNow(market.store);
    await pass(DAY);
    const { claim: appealed } = done(await give(market.store, { claim, actor: shop, type: 'appeal' })).visit;
    const ruling = rulingOn(appealed, { remedy: 'none' });
    const overturn = { outcome: 'overturned', ruling } as const;
    done(await give(market.store, { claim, actor: supervisor, type: 'decide_appeal', given: overturn }));
    const { entries, now } = await standingEntries(market.store, 'SR');
    expect(entries).toEqual([{ claimId: claim.id, countedAt, reversedAt: now }]);
    expect(standingAt(entries, countedAt, taobaoClassic).disputeRefunds).toBe(1);
    expect(standingAt(entries, now, taobaoClassic).disputeRefunds).toBe(0);
    expect(await faultsIn(market.store)).toEqual([]);
  });
});

describe('files and messages', () => {
  it('a file is seen by whoever uploaded it, and by who may see a claim in which it was shown', async () => {
    const claim = await openOn(market.store, 'F1');
    const file = { id: 'fil_1', name: '照片.jpg', contentType: 'image/jpeg', size: 5, sha256: 'a'.repeat(64) };
    await createFile(market.pool, { ...file, captured: null, uploader: buyer });
    expect(await findFile(market.pool, 'fil_1')).toMatchObject({ ...file, uploadedBy: buyer });
    const seen = async (actor: Parameters<typeof isFileVisible>[1]['actor']) =>
      isFileVisible(market.pool, { fileId: 'fil_1', actor });
    expect([await seen(buyer), await seen(seller), await seen(otherBuyer)]).toEqual([true, false, false]);
    expect(await missingFiles(market.pool, { ids: ['fil_1', 'fil_2'], actor: buyer })).toEqual(['fil_2']);
    expect(await missingFiles(market.pool, { ids: ['fil_1'], actor: seller })).toEqual(['fil_1']);
    done(await give(market.store, { claim, actor: seller, type: 'refuse' }));
    done(await give(market.store, { claim, actor: buyer, type: 'request_intervention' }));
    const given = { words: '看照片', files: ['fil_1'] };
    done(await give(market.store, { claim, actor: buyer, type: 'submit_evidence', given }));
    expect([await seen(seller), await seen(otherSeller), await seen(otherBuyer)]).toEqual([true, false, false]);
    expect(await seen(mediator)).toBe(true);
  });

  it('messages stand in the order they were said', async () => {
    const { shopId, id: claimId } = await openOn(market.store, 'F2');
    const said = ['m1', 'm2', 'm3'].map((id, index) => ({ id, at: T0 + index, author: buyer, words: id, files: [] }));
    for (const message of said) await addMessage(market.pool, { shopId, claimId }, message);
    expect(await messagesOf(market.pool, { shopId, claimId, limit: 2 })).toEqual(said.slice(0, 2));
    expect(await messagesOf(market.pool, { shopId, claimId, limit: 2, after: { at: T0 + 1, id: 'm2' } })).toEqual([
      said[2],
    ]);
  });
});

describe('keys and policies', () => {
  it('an API key works until it is revoked', async () => {
    expect(await hasApiKeys(market.pool)).toBe(false);
    const digest = Buffer.alloc(32, 7);
    const key = await createApiKey(market.pool, { id: 'key_1', name: 'shop', scopes: ['orders'], digest });
    expect(await findApiKeys(market.pool, [digest, Buffer.alloc(32)])).toMatchObject([{ id: 'key_1', digest }]);
    expect(await listApiKeys(market.pool, { limit: 5 })).toEqual([{ ...key, lastUsedAt: expect.any(Number) }]);
    expect(await revokeApiKey(market.pool, 'key_1')).toMatchObject({ id: 'key_1' });
    expect(await revokeApiKey(market.pool, 'key_1')).toBeNull();
    expect(await findApiKeys(market.pool, [digest])).toEqual([]);
    expect(await hasApiKeys(market.pool)).toBe(true);
  });

  it('R7: a claim keeps the policy version it was opened under; the next one uses the newest in effect', async () => {
    const claim = await openOn(market.store, 'V1');
    const now = await readNow(market.store);
    const version = (number: number, from: number) => ({
      ...taobaoClassic,
      version: number,
      effective_from: new Date(from).toISOString(),
      values: { ...taobaoClassic.values, 'seller.answer.shipped': `P${number}D` },
    });
    expect(await addPolicy(market.pool, version(2, now))).toBe('added');
    expect(await addPolicy(market.pool, version(3, now + DAY))).toBe('added');
    expect(await addPolicy(market.pool, version(3, now + DAY))).toBe('same');
    expect(await addPolicy(market.pool, version(3, now))).toBe('exists');
    expect((await listPolicies(market.pool)).map(({ policy }) => policy.version)).toEqual([3, 2, 1]);
    const other = market.node();
    expect((await openOn(other, 'V2')).policy.version).toBe(2);
    await pass(DAY);
    expect((await openOn(market.store, 'V3')).policy.version).toBe(3);
    const seen = await visit(other, { claimId: claim.id, actor: buyer });
    expect(seen?.rules.policy.version).toBe(1);
  });
});
