import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rulingOf } from './support/claim-positions.ts';
import { type Body, BUYER, createMarket, type Market, SELLER } from './support/market.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket();
});
afterAll(() => market.close());

const LARGE = 60_000;
const RULING = rulingOf({ amount: LARGE, remedy: 'return_refund', return_goods: true });

/** A claim over a sum for which a ruling needs a second pair of eyes, under review, owned by the mediator x. */
async function underReview(owner = 'mediator:x'): Promise<Body> {
  const order = await market.order({ amount: LARGE });
  const claim = await market.open(order, { amount: LARGE, remedy: 'return_refund' });
  await market.give(SELLER, claim, 'refuse', { reason: 'goods_fine', words: '商品没有问题' });
  await market.give(BUYER, claim, 'request-intervention', { words: '请介入' });
  await market.give(owner, claim, 'take');
  await market.give(SELLER, claim, 'finish-evidence');
  return market.give(BUYER, claim, 'finish-evidence');
}

const CONFLICT = { status: 403, code: 'CONFLICT_OF_INTEREST' };

describe('R52: four eyes are two people', () => {
  it('who ruled as a mediator does not approve as a supervisor, nor send it back; somebody else does', async () => {
    const claim = await underReview();
    expect((await market.give('mediator:x', claim, 'rule', RULING)).stage).toBe('awaiting_approval');
    expect(await market.refusal('supervisor:x', claim, 'approve-ruling')).toMatchObject(CONFLICT);
    expect(await market.refusal('supervisor:x', claim, 'send-back-ruling', { words: '再看看' })).toMatchObject(
      CONFLICT,
    );
    const { ruling } = await market.give('supervisor:y', claim, 'approve-ruling');
    expect(ruling).toMatchObject({ by: 'x', approved_by: 'y' });
  });

  it('a supervisor who ruled does not approve', async () => {
    const claim = await underReview();
    await market.give('supervisor:v', claim, 'rule', RULING);
    expect(await market.refusal('supervisor:v', claim, 'approve-ruling')).toMatchObject(CONFLICT);
    expect(await market.refusal('mediator:v', claim, 'approve-ruling')).toMatchObject({ code: 'WRONG_PARTY' });
    await market.give('supervisor:w', claim, 'approve-ruling');
  });

  it.each([
    ['the buyer', 'supervisor:B9'],
    ['the shop’s user', 'supervisor:u1'],
    ['the shop', 'supervisor:S7'],
  ])('%s does not rule or approve as staff (R47)', async (_who, as) => {
    const claim = await underReview();
    const mediator = as.replace('supervisor', 'mediator');
    expect(await market.refusal(as, claim, 'rule', RULING)).toMatchObject(CONFLICT);
    expect(await market.refusal(as, claim, 'suspend', { ground: 'court', words: '等法院' })).toMatchObject(CONFLICT);
    expect(await market.refusal(mediator, claim, 'rule', RULING)).toMatchObject({ code: 'NOT_OWNER' });
    await market.give('mediator:x', claim, 'release');
    expect(await market.refusal(mediator, claim, 'take')).toMatchObject(CONFLICT);
    expect(await market.refusal('supervisor:y', claim, 'assign', { mediator_id: as.slice(11) })).toMatchObject(
      CONFLICT,
    );
    await market.give('mediator:x', claim, 'take');
    await market.give('mediator:x', claim, 'rule', RULING);
    expect(await market.refusal(as, claim, 'approve-ruling')).toMatchObject(CONFLICT);
  });

  it('a name in another spelling is another person’s, and no way around', async () => {
    const claim = await underReview('mediator:%78');
    await market.give('mediator:x', claim, 'rule', RULING);
    expect(await market.refusal('supervisor:%78', claim, 'approve-ruling')).toMatchObject(CONFLICT);
  });
});

describe('R56: an appeal is decided by somebody else', () => {
  it('neither who ruled nor who approved, in whatever role', async () => {
    const claim = await underReview();
    await market.give('mediator:x', claim, 'rule', RULING);
    await market.give('supervisor:y', claim, 'approve-ruling');
    const file = await market.upload(SELLER);
    await market.give(SELLER, claim, 'appeal', { words: '有新证据', files: [file] });
    const decision = { outcome: 'upheld', words: '维持' };
    expect(await market.refusal('supervisor:x', claim, 'decide-appeal', decision)).toMatchObject(CONFLICT);
    expect(await market.refusal('supervisor:y', claim, 'decide-appeal', decision)).toMatchObject(CONFLICT);
    expect(await market.refusal('supervisor:u1', claim, 'decide-appeal', decision)).toMatchObject(CONFLICT);
    expect(await market.refusal('mediator:z', claim, 'decide-appeal', decision)).toMatchObject({ code: 'WRONG_PARTY' });
    expect((await market.give('supervisor:z', claim, 'decide-appeal', decision)).appeal).toMatchObject({
      outcome: 'upheld',
    });
  });

  it('who decided one appeal by a new ruling does not decide the next', async () => {
    const claim = await underReview();
    await market.give('mediator:x', claim, 'rule', RULING);
    await market.give('supervisor:y', claim, 'approve-ruling');
    await market.give(SELLER, claim, 'appeal', { words: '有新证据', files: [await market.upload(SELLER)] });
    const overturn = { outcome: 'overturned', ruling: { ...RULING, amount: 30_000 }, words: '改判' };
    await market.give('supervisor:z', claim, 'decide-appeal', overturn);
    await market.give(BUYER, claim, 'appeal', { words: '不服', files: [await market.upload(BUYER)] });
    const decision = { outcome: 'upheld', words: '维持' };
    expect(await market.refusal('supervisor:z', claim, 'decide-appeal', decision)).toMatchObject(CONFLICT);
    await market.give('supervisor:q', claim, 'decide-appeal', decision);
  });
});
