import { describe, expect, it } from 'vitest';
import { EventView, eventView } from '../../src/contract/event-view.ts';
import type { Actor } from '../../src/domain/claim.ts';
import { checker } from '../../src/http/check.ts';
import { BUYER, give, inReview, type Life, MARKETPLACE, MEDIATOR, open, rule, SELLER, SUPERVISOR } from './life.ts';

const RECORDED = Date.UTC(2026, 4, 7);
const check = checker(EventView);

function read(life: Life, viewer: Actor) {
  const views = life.events.flatMap((event) => eventView(event, RECORDED, viewer) ?? []);
  for (const view of views) expect(check(JSON.parse(JSON.stringify(view)), true)).toEqual([]);
  return views;
}

function sentBack(): Life {
  const review = inReview({ amount: 60000 }, { amount: 60000 });
  const submitted = give(review, 6, { by: MEDIATOR, ...rule(60000, 'return_refund') });
  return give(submitted, 6, { by: SUPERVISOR, type: 'send_back_ruling', body: { words: '金额再核' } });
}

const typesOf = (life: Life, viewer: Actor) => read(life, viewer).map(({ type }) => type);

describe('the history of a claim', () => {
  it('is whole for staff and the marketplace, without gaps', () => {
    for (const viewer of [MEDIATOR, MARKETPLACE]) {
      expect(read(sentBack(), viewer).map(({ version }) => version)).toEqual(sentBack().events.map((_, n) => n + 1));
    }
  });

  it('keeps drafts of rulings and what the supervisor thought of them from the parties', () => {
    const hidden = ['ruling.submitted', 'ruling.sent_back', 'order.hold'];
    expect(typesOf(sentBack(), MEDIATOR)).toEqual(expect.arrayContaining(hidden));
    for (const party of [BUYER, SELLER]) {
      expect(typesOf(sentBack(), party).filter((type) => hidden.includes(type))).toEqual([]);
    }
  });

  it('R60: counts against the shop are the shop’s own', () => {
    const life = give(inReview(), 6, { by: MEDIATOR, ...rule(5000) });
    expect(typesOf(life, SELLER)).toContain('dispute_refund.counted');
    expect(typesOf(life, BUYER)).not.toContain('dispute_refund.counted');
  });

  it('R46: a party’s telephone calls are not the other’s', () => {
    const called = give(inReview(), 6, { by: BUYER, type: 'request_call', body: { words: '请回电' } });
    const logged = give(called, 7, { by: MEDIATOR, type: 'log_call', body: { party: 'buyer', words: '已沟通' } });
    expect(typesOf(logged, BUYER)).toEqual(expect.arrayContaining(['call.requested', 'call.logged']));
    expect(typesOf(logged, SELLER).filter((type) => type.startsWith('call.'))).toEqual([]);
  });

  it('parties see staff by role, and the buyer sees the shop but not its people', () => {
    const life = give(inReview(), 6, { by: MEDIATOR, ...rule(5000) });
    for (const party of [BUYER, SELLER]) {
      const text = JSON.stringify(read(life, party));
      expect(text).not.toContain('"m1"');
      expect(text).toContain('"role":"mediator"');
    }
    expect(JSON.stringify(read(life, BUYER))).not.toContain('"u1"');
    expect(JSON.stringify(read(life, SELLER))).toContain('"u1"');
  });

  it('is dated in RFC 3339 and named in snake_case', () => {
    expect(read(open(), BUYER)[0]).toMatchObject({
      version: 1,
      type: 'claim.opened',
      at: '2026-05-06T02:00:00Z',
      recorded_at: '2026-05-07T00:00:00Z',
      actor: { role: 'buyer', id: 'B9' },
      data: { opening: { order_id: 'T1001' }, terms: { goods_received: true } },
    });
  });
});
