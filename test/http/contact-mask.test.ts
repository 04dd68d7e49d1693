import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maskContacts } from '../../src/http/contact-mask.ts';
import { type Body, BUYER, createMarket, type Market, MEDIATOR, SELLER } from './support/market.ts';

describe('ways to meet outside', () => {
  it.each([
    ['打我电话13812345678，谢谢', '打我电话138****，谢谢'],
    ['138 1234 5678 or 138-1234-5678', '138**** or 138****'],
    ['１３８１２３４５６７８', '１３８****'],
    ['+86 13812345678', '+86****'],
    ['0912-345-678', '091****'],
    ['021-12345678', '021****'],
    ['+852 9123 4567.', '+85****.'],
    ['mail me at zhang.san@example.com please', 'mail me at zha**** please'],
    ['看这里https://evil.example/a?b=1吧', '看这里htt****吧'],
    ['加微信号：zhangsan_88 聊', '加微信号：zha**** 聊'],
    ['13812345678 13987654321', '138**** 139****'],
  ])('%s', (written, read) => {
    expect(maskContacts(written)).toBe(read);
  });

  it.each([
    '运单号 773138123456789 已签收',
    '订单 202605061234567890 金额 129.00 元',
    '2026-05-06 10:00 三天内',
    '我要退 12900 分',
    'The sole came off after 2 days; see photo 3/4.',
    '',
  ])('leaves alone: %s', (written) => {
    expect(maskContacts(written)).toBe(written);
  });

  it('takes no longer for what is made to take long', () => {
    const began = performance.now();
    for (const part of ['1', '+1', 'a.', 'a@', '微信 ', '138 ', 'www.', '0-']) maskContacts(part.repeat(40_000));
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('the parties meet here and not outside', () => {
  const PHONE = '13812345678';
  const ADDRESS = { name: '王五', phone: '13900001111', address: '杭州市仓前路 1 号' };
  let market: Market;
  let claim: Body;
  beforeAll(async () => {
    market = await createMarket();
    const order = await market.order();
    claim = await market.open(order, { remedy: 'return_refund', description: `call ${PHONE}` });
    await market.post(`/v1/claims/${claim.id}/messages`, { words: `加我 ${PHONE}` }, { as: BUYER });
  });
  afterAll(() => market.close());

  const everything = async (as?: string) => {
    const asking = as === undefined ? {} : { as };
    const views = ['', '/events?limit=100', '/messages'].map((part) =>
      market.get(`/v1/claims/${claim.id}${part}`, asking),
    );
    return JSON.stringify([...(await Promise.all(views)), await market.get('/v1/claims', asking)]);
  };

  it('a number that is typed is shortened for the other party alone', async () => {
    expect(await everything(SELLER)).not.toContain(PHONE);
    expect(await everything(SELLER)).toContain('138****');
    for (const as of [BUYER, MEDIATOR, undefined]) expect(await everything(as)).toContain(PHONE);
  });

  it('the address for a return is the buyer’s to read while the goods have to travel, and never afterwards', async () => {
    await market.give(SELLER, claim, 'agree', { return_address: ADDRESS });
    expect((await market.see(BUYER, claim)).return_address).toEqual(ADDRESS);
    expect((await market.see('seller:S7/u2', claim)).return_address).toEqual(ADDRESS);
    expect(JSON.stringify(await market.get(`/v1/claims/${claim.id}/events`, { as: BUYER }))).not.toContain(
      ADDRESS.phone,
    );
    await market.give(BUYER, claim, 'ship-return', { carrier: 'SF', tracking_number: 'SF1' });
    await market.give(SELLER, claim, 'confirm-return');
    for (const as of [BUYER, SELLER, MEDIATOR]) {
      const text = await everything(as);
      for (const part of Object.values(ADDRESS)) expect(text).not.toContain(part);
    }
  });

  it('a number to be called at is for staff alone', async () => {
    claim = await market.open(await market.order());
    await market.give(SELLER, claim, 'refuse', { reason: 'goods_fine', words: 'it is fine' });
    await market.give(BUYER, claim, 'request-intervention', { words: 'please help' });
    await market.give(BUYER, claim, 'request-call', { phone: '13700002222', words: 'in the evening' });
    for (const as of [BUYER, SELLER]) expect(await everything(as)).not.toContain('13700002222');
    expect((await market.see(MEDIATOR, claim)).call_requests).toMatchObject([{ phone: '13700002222' }]);
  });
});
