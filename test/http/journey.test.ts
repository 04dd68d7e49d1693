import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUYER, createMarket, type Market, MEDIATOR, SELLER } from './support/market.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket();
});
afterAll(() => market.close());

const REFUSAL = { reason: 'goods_fine', words: '商品没有问题' };

function ruling(more: object = {}) {
  return {
    fault: 'seller',
    remedy: 'refund_only',
    amount: 5000,
    return_goods: false,
    freight: 'seller',
    funding: 'seller',
    findings: [{ text: '照片显示鞋底开胶', files: [] }],
    reason_code: 'defect_proven',
    rules: ['R50'],
    ...more,
  };
}

describe('from order to ruling to refund', () => {
  it('the whole way: refused, asked, shown, reviewed, ruled, paid', async () => {
    const { give, see, order, open, get, post, upload } = market;
    const opened = await open(await order());
    expect(opened).toMatchObject({
      version: 2,
      status: 'awaiting_seller',
      phase: 'in_sale',
      viewer_state: 'waiting_for_other_party',
    });
    expect(opened.policy).toEqual({ name: 'taobao-classic', version: 1 });

    const refused = await give(SELLER, opened, 'refuse', REFUSAL);
    expect(refused).toMatchObject({ status: 'refused', refusal: { reason: 'goods_fine', by: 'u1' } });
    expect((await see(BUYER, opened)).deadline).toMatchObject({ then: 'claim_expired', at: '2026-05-11T02:00:00Z' });

    const asked = await give(BUYER, opened, 'request-intervention', { words: '请平台介入' });
    expect(asked).toMatchObject({ status: 'in_intervention', stage: 'evidence', taobao: { cs_status: 10 } });

    const photo = await upload(BUYER);
    const shown = await give(BUYER, opened, 'submit-evidence', { words: '开胶的照片', files: [photo] });
    expect(shown.intervention.evidence).toMatchObject([
      { party: 'buyer', files: [photo], late: false, admitted: true },
    ]);
    await give(BUYER, opened, 'finish-evidence');
    expect(await see(SELLER, opened)).toMatchObject({ stage: 'seller_reply', viewer_state: 'action_required' });
    await give(SELLER, opened, 'submit-evidence', { words: '出厂检验合格' });
    expect((await give(SELLER, opened, 'finish-evidence')).stage).toBe('review');

    const taken = await post('/v1/queue/take', {}, { as: MEDIATOR });
    expect(taken).toMatchObject({
      id: opened.id,
      viewer_state: 'action_required',
      intervention: { owner: { id: 'm1' } },
    });
    const ruled = await give(
      MEDIATOR,
      opened,
      'rule',
      ruling({ findings: [{ text: '照片显示开胶', files: [photo] }] }),
    );
    expect(ruled).toMatchObject({
      status: 'refunding',
      ruling: { fault: 'seller', by: 'm1' },
      refund: { status: 'instructed', amount: 5000, attempts: 1 },
    });

    const { refund } = ruled;
    const paid = await post(`/v1/refunds/${refund.id}/succeeded`, { reference: 'ALI-1' });
    expect(paid).toEqual({
      id: refund.id,
      claim_id: opened.id,
      amount: 5000,
      currency: 'CNY',
      status: 'succeeded',
      attempts: 1,
    });
    expect(await see(BUYER, opened)).toMatchObject({
      status: 'succeeded',
      viewer_state: 'ended',
      refund: { status: 'succeeded' },
    });

    expect(await get('/v1/shops/S7/standing')).toMatchObject({
      shop_id: 'S7',
      month: '2026-05',
      dispute_refunds: 1,
      limit: 5,
      restricted: false,
    });
    expect(await get('/v1/shops/S7/credit', { key: null })).toMatchObject({
      trade_disputes: { last_30_days: 1, total: 1 },
      intervened_30d: 1,
      dispute_refund_rate_30d: 1,
    });
    expect(await get('/v1/shops/S7/activity-eligibility')).toEqual({ eligible: true, reasons: [] });
  });

  it('the history tells it all, each viewer their own', async () => {
    const { get } = market;
    const [claim] = (await get('/v1/claims', { as: BUYER })).data;
    const url = `/v1/claims/${claim.id}/events?limit=100`;
    const whole = (await get(url)).data;
    expect(whole.map((event: { version: number }) => event.version)).toEqual(
      whole.map((_: unknown, n: number) => n + 1),
    );
    const types = whole.map((event: { type: string }) => event.type);
    expect(types).toEqual(
      expect.arrayContaining(['order.hold', 'ruling.issued', 'dispute_refund.counted', 'refund.succeeded']),
    );
    const buyers = (await get(url, { as: BUYER })).data;
    expect(JSON.stringify(buyers)).not.toContain('"m1"');
    expect(buyers.map((event: { type: string }) => event.type)).not.toContain('dispute_refund.counted');
  });

  it('pages of the history join without a gap', async () => {
    const { get } = market;
    const [claim] = (await get('/v1/claims')).data;
    const whole = (await get(`/v1/claims/${claim.id}/events?limit=100`)).data;
    const pages: unknown[] = [];
    for (let cursor = ''; ; ) {
      const page = await get(`/v1/claims/${claim.id}/events?limit=3${cursor}`);
      pages.push(...page.data);
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    expect(pages).toEqual(whole);
  });

  it('a return: agreed with an address, shipped, received, paid', async () => {
    const { give, see, order, open, post } = market;
    const claim = await open(await order(), { remedy: 'return_refund' });
    expect(await market.refusal(SELLER, claim, 'agree')).toMatchObject({
      status: 422,
      code: 'RETURN_ADDRESS_REQUIRED',
    });
    const address = { name: '张三', phone: '+86 571 0000', address: '杭州市文一西路 969 号' };
    await give(SELLER, claim, 'agree', { return_address: address });
    const agreed = await see(BUYER, claim);
    expect(agreed).toMatchObject({
      status: 'awaiting_return',
      return_address: address,
      viewer_state: 'action_required',
    });
    const events = await market.get(`/v1/claims/${claim.id}/events?limit=100`);
    expect(JSON.stringify(events)).not.toContain('张三');
    await give(BUYER, claim, 'ship-return', { carrier: 'SF', tracking_number: 'SF1' });
    const confirmed = await give(SELLER, claim, 'confirm-return');
    expect(confirmed).toMatchObject({ status: 'refunding', return_address: null });
    await post(`/v1/refunds/${confirmed.refund.id}/failed`, { reason: 'account closed' });
    expect((await see(BUYER, claim)).refund.status).toBe('failed');
    await post(`/v1/refunds/${confirmed.refund.id}/succeeded`, {});
    expect(await see(BUYER, claim)).toMatchObject({ status: 'succeeded', taobao: { status: 'SUCCESS', cs_status: 1 } });
  });

  it('R22: shipping the goods closes the claim for an unshipped order', async () => {
    const { order, open, see } = market;
    const id = await order({ status: 'paid', shipped_at: null });
    const claim = await open(id, { reason: 'not_shipped', amount: 13500, goods_received: false });
    expect(await market.refusal(SELLER, claim, 'refuse', REFUSAL)).toMatchObject({
      code: 'NOT_REFUSABLE',
      rule: 'R22',
    });
    await market.ask('PUT', `/v1/orders/${id}`, {
      body: {
        shop_id: 'S7',
        buyer_id: 'B9',
        currency: 'CNY',
        paid_at: '2026-05-01T02:00:00Z',
        lines: [{ id: '1', title: '鞋', amount: 12900, shipping: 600, goods: 'physical', status: 'shipped' }],
      },
    });
    expect(await see(BUYER, claim)).toMatchObject({ status: 'closed', end_reason: 'shipped' });
  });

  it('R46: a telephone number reaches staff, and no event', async () => {
    const { give, order, open, see, get } = market;
    const claim = await open(await order());
    await give(BUYER, claim, 'request-call', { phone: '+86 138 0000 0000' });
    expect((await see(MEDIATOR, claim)).call_requests).toMatchObject([{ party: 'buyer', phone: '+86 138 0000 0000' }]);
    expect(JSON.stringify(await get(`/v1/claims/${claim.id}/events`))).not.toContain('138 0000');
    expect(JSON.stringify(await see(SELLER, claim))).not.toContain('138 0000');
  });

  it('R42: files in a message during the review are late evidence', async () => {
    const { give, order, open, post, get, see, upload } = market;
    const claim = await open(await order());
    await give(SELLER, claim, 'refuse', REFUSAL);
    await give(BUYER, claim, 'request-intervention', { words: '请平台介入' });
    await give(BUYER, claim, 'finish-evidence');
    await give(SELLER, claim, 'finish-evidence');
    const file = await upload(BUYER);
    const sent = await post(`/v1/claims/${claim.id}/messages`, { words: '又拍了一张', files: [file] }, { as: BUYER });
    expect(sent).toMatchObject({ author: { role: 'buyer', id: 'B9' }, files: [file] });
    await market.advanceBy('PT1M');
    await post(`/v1/claims/${claim.id}/messages`, { words: '收到' }, { as: MEDIATOR });
    const { data } = await get(`/v1/claims/${claim.id}/messages`, { as: SELLER });
    expect(data.map((message: { words: string }) => message.words)).toEqual(['又拍了一张', '收到']);
    expect(data[1].author).toEqual({ role: 'mediator' });
    expect((await see(MEDIATOR, claim)).intervention.evidence).toMatchObject([
      { files: [file], late: true, admitted: null },
    ]);
  });
});
