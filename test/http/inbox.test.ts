import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVENT_AUDIENCE } from '../../src/contract/event-view.ts';
import { NOTICE_OF_EVENT } from '../../src/domain/notices.ts';
import { relayNotices } from '../../src/store/notice-relay.ts';
import { type Body, BUYER, createMarket, type Market, MEDIATOR, SELLER, SUPERVISOR } from './support/market.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket();
});
afterAll(() => market.close());

/** What the worker does in each of its rounds. */
async function tell(): Promise<void> {
  while (await relayNotices(market.service.deps.store));
}

async function inbox(as: string, query = ''): Promise<Body> {
  await tell();
  return market.get(`/v1/inbox${query}`, { as });
}

const kindsOf = ({ data }: Body, claim: { id: string }) =>
  data.filter((notice: Body) => notice.claim_id === claim.id).map(({ kind }: Body) => kind);

const REFUSAL = { reason: 'goods_fine', words: '出厂前逐双检验', files: [] };

describe('the inbox', () => {
  it('tells each side what the other did, in their language, and counts what was not read', async () => {
    const claim = await market.open(await market.order());
    const shop = await inbox(SELLER, '?limit=5');
    expect(shop).toMatchObject({ unread: 1, next_cursor: null });
    expect(shop.data[0]).toMatchObject({
      kind: 'claim.opened',
      claim_id: claim.id,
      order_id: claim.order_id,
      title: '跑步鞋',
      read_at: null,
      deadline: null,
    });
    expect((await inbox(BUYER)).unread).toBe(0);
    await market.give(SELLER, claim, 'refuse', REFUSAL);
    const mine = await inbox(BUYER);
    expect(kindsOf(mine, claim)).toEqual(['claim.refused']);
    const english = await market.ask('GET', '/v1/inbox', { as: BUYER, headers: { 'accept-language': 'en' } });
    expect(english.body.data[0].detail).toBe('Refused by the seller');
    // A colleague reads the same inbox of the shop; another shop has its own.
    expect((await inbox('seller:S7/u2')).unread).toBe(1);
    expect((await inbox('seller:S8/u1')).unread).toBe(0);
  });

  it('marks as read: one, all about a claim, all up to one, all', async () => {
    await market.post('/v1/inbox/read', { all: true }, { as: BUYER });
    const claims = [await market.open(await market.order()), await market.open(await market.order())];
    for (const claim of claims) {
      await market.give(SELLER, claim, 'refuse', REFUSAL);
      await market.advanceBy('PT1M');
      await market.post(`/v1/claims/${claim.id}/messages`, { words: '请再看看', files: [] }, { as: SELLER });
      await market.advanceBy('PT1M');
    }
    const { data, unread } = await inbox(BUYER, '?unread=true');
    expect(unread).toBe(4);
    expect(data.map(({ kind }: Body) => kind)).toEqual([
      'message.sent',
      'claim.refused',
      'message.sent',
      'claim.refused',
    ]);
    const read = (body: object) => market.post('/v1/inbox/read', body, { as: BUYER });
    expect(await read({ id: data[0].id })).toEqual({ unread: 3 });
    // Of somebody else's notices nothing is marked.
    await market.post('/v1/inbox/read', { id: data[1].id }, { as: 'buyer:B8' });
    expect((await inbox(BUYER)).unread).toBe(3);
    expect(await read({ claim_id: claims[1]?.id })).toEqual({ unread: 2 });
    expect(await read({ up_to: data[3].id })).toEqual({ unread: 1 });
    expect(await read({ up_to: data[0].id })).toEqual({ unread: 0 });
    expect((await inbox(BUYER, '?unread=true')).data).toEqual([]);
    const first = await inbox(BUYER, '?limit=1');
    const second = await inbox(BUYER, `?limit=1&cursor=${first.next_cursor}`);
    expect([first.data[0].id, second.data[0].id]).toEqual([data[0].id, data[1].id]);
    for (const body of [{}, { id: 'x', all: true }, { all: false }]) {
      expect((await market.ask('POST', '/v1/inbox/read', { as: BUYER, body })).status).toBe(400);
    }
    expect((await market.ask('GET', '/v1/inbox')).status).toBe(403);
  });

  it('tells the owner and the supervisors, and nobody of their own deeds', async () => {
    const claim = await market.open(await market.order());
    await market.give(SELLER, claim, 'refuse', REFUSAL);
    await market.give(BUYER, claim, 'request-intervention', { words: '请平台处理', files: [] });
    await market.give(MEDIATOR, claim, 'take');
    await market.give(BUYER, claim, 'submit-evidence', { words: '鞋底开胶', files: [] });
    expect(kindsOf(await inbox(MEDIATOR), claim)).toEqual(['evidence.submitted']);
    await market.give(MEDIATOR, claim, 'escalate', { words: '金额争议较大' });
    expect(kindsOf(await inbox(SUPERVISOR), claim)).toEqual(['claim.escalated']);
    expect(kindsOf(await inbox(SELLER), claim)).toContain('intervention.requested');
    expect(kindsOf(await inbox(BUYER), claim)).not.toContain('intervention.requested');
  });

  it('reminds whoever must act a day and two hours before, once, and of nothing that has just begun', async () => {
    const claim = await market.open(await market.order());
    const reminders = async () =>
      (await inbox(SELLER)).data.filter(
        (one: Body) => one.kind === 'deadline.approaching' && one.claim_id === claim.id,
      );
    await tell();
    await market.advanceBy('P3D');
    expect(await reminders()).toEqual([]);
    await market.advanceBy('P1D');
    await tell();
    const [day, ...more] = await reminders();
    expect(more).toEqual([]);
    expect(day).toMatchObject({ deadline: { at: claim.deadline.at, then: 'terms_agreed' } });
    expect(day.detail).toContain('时限将至');
    await market.advanceBy('PT22H30M');
    expect(await reminders()).toHaveLength(2);
    expect(kindsOf(await inbox(BUYER), claim)).toEqual([]);
  });

  it('R33: the reminder of a claim on virtual goods says from when one may ask and how to keep it open', async () => {
    const order = await market.order({ goods: 'virtual', title: '年卡', shipping: 0 });
    const terms = { reason: 'virtual_not_delivered', goods_received: false, amount: 12900 };
    const claim = await market.open(order, terms);
    await market.advanceBy('PT1M');
    await market.give(SELLER, claim, 'refuse', REFUSAL);
    await tell();
    await market.advanceBy('PT48H');
    const { data } = await inbox(BUYER);
    const reminder = data.find((one: Body) => one.claim_id === claim.id && one.kind === 'deadline.approaching');
    expect(reminder.detail).toContain('之前修改申请');
  });

  it('nobody is told of an event that they may not read', () => {
    for (const [type, tell] of Object.entries(NOTICE_OF_EVENT)) {
      const data = { from: 'buyer', party: 'buyer', to: 'buyer' } as never;
      const audience = EVENT_AUDIENCE[type as keyof typeof EVENT_AUDIENCE](data);
      const told = tell(data).filter((who) => who === 'buyer' || who === 'seller');
      if (audience !== 'all') expect([type, told.filter((who) => who !== audience)]).toEqual([type, []]);
    }
  });
});
