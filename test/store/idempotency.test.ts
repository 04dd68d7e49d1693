import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execute, transaction } from '../../src/store/database.ts';
import { execute as command } from '../../src/store/execute.ts';
import { findStoredAnswer, storeAnswer, sweepIdempotency } from '../../src/store/idempotency.ts';
import { open } from '../../src/store/open.ts';
import { putOrder } from '../../src/store/order-put.ts';
import { ACTORS } from '../support/actors.ts';
import { createMarket, type Market, OK, openOn, orderOf, stored, TERMS } from './market.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket({ connections: 20 });
});
afterAll(() => market.close());

const { buyer } = ACTORS;
let keys = 0;
function newKey() {
  keys += 1;
  return { scope: 'key_1 buyer:B9', key: `k${keys}`, fingerprint: 'a' };
}
const call = { type: 'request_call', body: { words: null } } as const;

describe('a key makes a command happen once', () => {
  it('the same request again gets the answer of then', async () => {
    const claim = await openOn(market.store, 'I1');
    const idempotency = newKey();
    const knock = { claimId: claim.id, actor: buyer, command: call, idempotency };
    const body = JSON.stringify({ said: '请打电话 "now"' });
    const first = await command(market.store, {
      ...knock,
      answer: () => ({ status: 200, body, headers: { etag: '"3"' } }),
    });
    const second = await command(market.store, { ...knock, answer: () => ({ status: 500, body: 'another' }) });
    expect(first.kind).toBe('done');
    expect(second).toEqual({ kind: 'replayed', answer: { status: 200, body, headers: { etag: '"3"' } } });
    expect((await stored(market.store, claim)).version).toBe(3);
  });

  it('another request under the same key is refused, on the same claim and on a claim of another shop', async () => {
    const claim = await openOn(market.store, 'I2');
    const elsewhere = await openOn(market.store, 'I3', { order: { shopId: 'S8' } });
    const idempotency = newKey();
    await command(market.store, { claimId: claim.id, actor: buyer, command: call, idempotency, answer: OK });
    for (const claimId of [claim.id, elsewhere.id]) {
      const other = { ...idempotency, fingerprint: 'b' };
      const outcome = await command(market.store, {
        claimId,
        actor: buyer,
        command: call,
        idempotency: other,
        answer: OK,
      });
      expect(outcome).toEqual({ kind: 'key_reused' });
    }
    expect((await stored(market.store, elsewhere)).version).toBe(2);
  });

  it('of twenty at once with one key, on four nodes, one is done and the others get its answer', async () => {
    const claim = await openOn(market.store, 'I4');
    const idempotency = newKey();
    const nodes = Array.from({ length: 4 }, () => market.node());
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        command(nodes[index % 4] ?? market.store, {
          claimId: claim.id,
          actor: buyer,
          command: call,
          idempotency,
          answer: () => ({ status: 200, body: `from node ${index % 4}` }),
        }),
      ),
    );
    const [done] = outcomes.filter(({ kind }) => kind === 'done');
    const replayed = outcomes.filter((outcome) => outcome.kind === 'replayed');
    expect(replayed).toHaveLength(19);
    expect(new Set(replayed.map(({ answer }) => answer.body))).toEqual(
      new Set([done?.kind === 'done' ? done.answer.body : '']),
    );
    expect((await stored(market.store, claim)).version).toBe(3);
  });

  it('an application twice makes one claim', async () => {
    await putOrder(market.store, orderOf('I5'));
    const knock = { orderId: 'I5', lineId: '1', terms: TERMS, actor: buyer, idempotency: newKey(), answer: OK };
    const outcomes = await Promise.all([market.node(), market.node()].map((node) => open(node, knock)));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'replayed']);
    const other = { ...knock, idempotency: { ...knock.idempotency, fingerprint: 'b' } };
    expect(await open(market.store, other)).toEqual({ kind: 'key_reused' });
  });

  it('a refusal is not kept: the same request may be done later', async () => {
    const claim = await openOn(market.store, 'I6');
    const idempotency = newKey();
    const knock = { claimId: claim.id, actor: ACTORS.buyer, idempotency, answer: OK };
    const asking = { type: 'request_intervention', body: { words: 'Please look.', files: [] } } as const;
    expect((await command(market.store, { ...knock, command: asking })).kind).toBe('refused');
    const refuse = { type: 'refuse', body: { reason: 'goods_fine', words: 'No.', files: [] } } as const;
    await command(market.store, { claimId: claim.id, actor: ACTORS.seller, command: refuse, answer: OK });
    expect((await command(market.store, { ...knock, command: asking })).kind).toBe('done');
  });

  it('after a day a key is free, swept or not', async () => {
    const claim = await openOn(market.store, 'I7');
    const idempotency = newKey();
    const knock = { claimId: claim.id, actor: buyer, command: call, idempotency, answer: OK };
    await command(market.store, knock);
    const age = "update idempotency set created_at = created_at - interval '24 hours' where key = $1";
    await execute(market.pool, age, [idempotency.key]);
    expect((await command(market.store, knock)).kind).toBe('done');
    await execute(market.pool, age, [idempotency.key]);
    expect(await findStoredAnswer(market.pool, idempotency)).toBeNull();
    expect(await sweepIdempotency(market.pool)).toBeGreaterThanOrEqual(1);
    expect(await execute(market.pool, 'select 1 from idempotency where key = $1', [idempotency.key])).toBe(0);
  });
});

describe('a key of what concerns no shop', () => {
  it('is kept with the work, and taken once', async () => {
    const idempotency = newKey();
    const keep = () => transaction(market.pool, (tx) => storeAnswer(tx, idempotency, { status: 201, body: '{}' }));
    expect(await Promise.all([keep(), keep()])).toEqual(expect.arrayContaining([true, false]));
    expect(await findStoredAnswer(market.pool, idempotency)).toEqual({
      fingerprint: 'a',
      answer: { status: 201, body: '{}' },
    });
  });
});
