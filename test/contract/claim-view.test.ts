import { describe, expect, it } from 'vitest';
import { ClaimView } from '../../src/contract/claim-view.ts';
import { QueueItem, queueItem } from '../../src/contract/queue.ts';
import type { Actor } from '../../src/domain/claim.ts';
import { checker } from '../../src/http/check.ts';
import {
  ASK,
  BUYER,
  FINISH,
  give,
  inReview,
  type Life,
  MARKETPLACE,
  MEDIATOR,
  open,
  REFUSE,
  RULES,
  rule,
  SELLER,
  SUPERVISOR,
  see,
  TAKE,
  tell,
  wait,
} from './life.ts';

const check = checker(ClaimView);
const VIEWERS: readonly Actor[] = [BUYER, SELLER, MEDIATOR, SUPERVISOR, MARKETPLACE, { role: 'operator', id: 'o1' }];

function viewed(life: Life, actor: Actor, refunds = 0) {
  const view = see(life, actor, refunds);
  expect(check(JSON.parse(JSON.stringify(view)), true)).toEqual([]);
  return view;
}

const refused = () => give(open(), 1, { by: SELLER, ...REFUSE });
const asked = () => give(refused(), 2, { by: BUYER, ...ASK });

function ruled(remedy: 'refund_only' | 'return_refund' | 'none') {
  const amount = { refund_only: 5000, return_refund: 12900, none: 0 }[remedy];
  return give(inReview(), 6, { by: MEDIATOR, ...rule(amount, remedy) });
}

function waitingForApproval() {
  return give(inReview({ amount: 60000 }, { amount: 60000 }), 6, { by: MEDIATOR, ...rule(60000, 'return_refund') });
}

/** Every kind of moment in a claim's life. */
const MOMENTS: Record<string, () => Life> = {
  opened: () => open(),
  'opened, unshipped': () =>
    open({ remedy: 'refund_only', reason: 'not_shipped', amount: 13500, goodsReceived: false }, { status: 'paid' }),
  refused,
  asked,
  'in review': () => inReview(),
  'waiting for approval': waitingForApproval,
  'ruled, to return': () => ruled('return_refund'),
  'ruled, refunding': () => ruled('refund_only'),
  'ruled for the seller': () => ruled('none'),
  paid: () => {
    const life = ruled('refund_only');
    const refundId = life.claim.refunds.at(-1)?.id ?? '';
    return tell(life, 7, { type: 'refund_succeeded', refundId, reference: 'r1' });
  },
  expired: () => wait(refused(), 200),
  suspended: () =>
    give(give(asked(), 3, { by: MEDIATOR, ...TAKE }), 3, {
      by: MEDIATOR,
      type: 'suspend',
      body: { ground: 'settlement', words: '双方协商' },
    }),
};

describe('the view of a claim', () => {
  const cases = Object.keys(MOMENTS).flatMap((moment) => VIEWERS.map((actor) => ({ moment, actor, role: actor.role })));

  it.each(cases)('has its shape: $moment, for the $role', ({ moment, actor }) => {
    const view = viewed(MOMENTS[moment]?.() ?? open(), actor);
    expect(
      view.actions
        .map(({ command }) => command)
        .filter((command) => view.unavailable.some((u) => u.command === command)),
    ).toEqual([]);
  });

  it('names stages as the outside knows them', () => {
    expect(viewed(asked(), BUYER).stage).toBe('evidence');
    const half = give(asked(), 3, { by: BUYER, ...FINISH });
    expect(viewed(half, BUYER)).toMatchObject({ stage: 'seller_reply', viewer_state: 'waiting_for_other_party' });
    expect(viewed(half, SELLER).viewer_state).toBe('action_required');
    expect(viewed(inReview(), SELLER)).toMatchObject({ stage: 'review', viewer_state: 'under_review' });
    const required = give(inReview(), 6, {
      by: MEDIATOR,
      type: 'require_evidence',
      body: { from: 'buyer', words: '检测报告' },
    });
    expect(viewed(required, BUYER)).toMatchObject({ stage: 'evidence', viewer_state: 'action_required' });
  });

  it('R3: shows one deadline with its derivation, and none while refunding', () => {
    expect(viewed(open(), SELLER).deadline).toEqual({
      at: '2026-05-11T02:00:00Z',
      then: 'terms_agreed',
      provisional: false,
      why: [{ rule: 'R20', from: '2026-05-06T02:00:00Z', length: 'P5D', paused: 'PT0S' }],
    });
    const { deadline } = viewed(inReview(), BUYER);
    expect(deadline).toMatchObject({ then: 'review_overdue', why: [{ rule: 'R44', length: '6WD' }] });
    expect(viewed(ruled('refund_only'), BUYER).deadline).toBeNull();
  });

  it('R56: beside a claim that has ended an appeal stands with its own deadline', () => {
    const appealed = give(ruled('none'), 7, { by: BUYER, type: 'appeal', body: { words: '新证据', files: ['fil_9'] } });
    expect(viewed(appealed, SELLER)).toMatchObject({
      status: 'closed',
      stage: 'appeal',
      end_reason: 'ruled_for_seller',
      appeal: { by: 'buyer', at: '2026-05-06T09:00:00Z', outcome: null },
      deadline: { then: 'appeal_lapsed' },
      taobao: { cs_status: 11 },
    });
  });

  it('R52: a ruling that waits for approval is seen by staff alone', () => {
    const life = waitingForApproval();
    expect(viewed(life, MEDIATOR)).toMatchObject({
      ruling: null,
      intervention: { draft: { amount: 60000, by: 'm1' } },
    });
    for (const party of [BUYER, SELLER]) {
      const view = viewed(life, party);
      expect(view.intervention).not.toHaveProperty('draft');
      expect(JSON.stringify(view)).not.toContain('鞋底开胶');
    }
  });

  it('parties do not learn the names of staff, nor the buyer who answered for the shop', () => {
    const life = ruled('return_refund');
    for (const party of [BUYER, SELLER]) expect(JSON.stringify(viewed(life, party))).not.toContain('"m1"');
    expect(viewed(life, MARKETPLACE)).toMatchObject({ ruling: { by: 'm1' }, intervention: { owner: { id: 'm1' } } });
    expect(viewed(refused(), BUYER).refusal?.by).toBeNull();
    expect(viewed(refused(), SELLER).refusal?.by).toBe('u1');
  });

  it('R21: the return address is shown only while goods travel there', () => {
    const agreed = give(open(), 1, { by: SELLER, type: 'agree', body: { addressGiven: true } });
    expect(viewed(agreed, BUYER).return_address).toEqual({ name: '张', phone: '139', address: '杭州' });
    expect(viewed(open(), BUYER).return_address).toBeNull();
    expect(viewed(wait(agreed, 200), BUYER)).toMatchObject({ status: 'closed', return_address: null });
  });

  it('R46: where to call is for staff to see, and only while the claim lives', () => {
    const calls = [{ party: 'buyer', phone: '138', at: '2026-05-06T02:00:00Z' }];
    expect(viewed(asked(), MEDIATOR).call_requests).toEqual(calls);
    for (const viewer of [BUYER, SELLER, MARKETPLACE])
      expect(viewed(asked(), viewer)).not.toHaveProperty('call_requests');
    expect(viewed(wait(refused(), 200), MEDIATOR)).not.toHaveProperty('call_requests');
  });

  it('R25: a proposal that has lapsed is no longer shown', () => {
    const body = { remedy: 'refund_only', amount: 5000, freight: 'seller', words: '退一半' } as const;
    const proposed = give(open(), 1, { by: SELLER, type: 'propose', body });
    expect(viewed(proposed, BUYER).proposal).toMatchObject({ by: 'seller', expires_at: '2026-05-08T03:00:00Z' });
    expect(viewed(wait(proposed, 49), BUYER).proposal).toBeNull();
  });

  it('R48: a suspension says until when', () => {
    const suspended = { ground: 'settlement', since: '2026-05-06T05:00:00Z', until: '2026-06-05T05:00:00Z' };
    expect(viewed(MOMENTS.suspended?.() ?? open(), BUYER)).toMatchObject({
      suspended,
      stage: 'evidence',
      intervention: { suspended },
      deadline: { then: 'suspension_ended' },
    });
  });
});

describe('what may follow', () => {
  const consequencesOf = (life: Life, actor: Actor, refunds = 0) =>
    viewed(life, actor, refunds).actions.flatMap(({ command, consequences }) =>
      consequences ? [{ command, consequences }] : [],
    );

  it('R65: a seller about to refuse sees money, record and restriction', () => {
    expect(consequencesOf(open(), SELLER, 5)).toEqual([
      {
        command: 'refuse',
        consequences: [
          { code: 'MONEY_AT_STAKE', detail: 'MONEY_AT_STAKE', amount: 12900, currency: 'CNY' },
          { code: 'DISPUTE_REFUND', detail: 'DISPUTE_REFUND', number: 6, limit: 5 },
          { code: 'ACTIVITY_RESTRICTION', detail: 'ACTIVITY_RESTRICTION', until: '2026-05-31T16:00:00Z' },
          { code: 'SILENCE_AFTER_REFUSAL', detail: 'SILENCE_AFTER_REFUSAL', until: '2026-05-11T02:00:00Z' },
        ],
      },
    ]);
    expect(consequencesOf(open(), SELLER, 4)[0]?.consequences.map(({ code }) => code)).not.toContain(
      'ACTIVITY_RESTRICTION',
    );
  });

  it('R65: a buyer about to ask sees the money, the window and who must prove', () => {
    expect(consequencesOf(refused(), BUYER)).toMatchObject([
      {
        command: 'request_intervention',
        consequences: [
          { code: 'MONEY_AT_STAKE', amount: 12900 },
          { code: 'SILENCE_IN_EVIDENCE', until: '2026-05-09T03:00:00Z' },
          { code: 'BURDEN_OF_PROOF', party: 'buyer' },
        ],
      },
    ]);
  });

  it('R8, R33: a virtual claim says when the buyer may ask, and when it closes', () => {
    const virtual = { remedy: 'refund_only', reason: 'virtual_not_delivered', goodsReceived: false } as const;
    const life = give(open(virtual, { goods: 'virtual' }), 1, { by: SELLER, ...REFUSE });
    expect(viewed(life, BUYER).unavailable).toContainEqual({
      command: 'request_intervention',
      code: 'VIRTUAL_WAIT',
      detail: 'VIRTUAL_WAIT',
      rule: 'R32',
      available_at: '2026-05-09T02:00:00Z',
      closes_at: '2026-05-09T03:00:00Z',
    });
  });
});

describe('Taobao’s names', () => {
  it.each([
    ['opened', 'WAIT_SELLER_AGREE', 1],
    ['refused', 'SELLER_REFUSE_BUYER', 1],
    ['asked', 'SELLER_REFUSE_BUYER', 10],
    ['in review', 'SELLER_REFUSE_BUYER', 3],
    ['waiting for approval', 'SELLER_REFUSE_BUYER', 4],
    ['ruled, to return', 'WAIT_BUYER_RETURN_GOODS', 8],
    ['ruled, refunding', 'SUCCESS', 11],
    ['ruled for the seller', 'CLOSED', 11],
    ['expired', 'CLOSED', 1],
  ])('%s is %s and %d', (moment, status, cs_status) => {
    const { taobao } = viewed(MOMENTS[moment]?.() ?? open(), BUYER);
    expect(taobao).toMatchObject({ status, refund_phase: 'onsale', dispute_type: 'REFUND_AND_RETURN' });
    if (moment !== 'ruled, to return') expect(taobao.cs_status).toBe(cs_status);
  });

  it('once nobody may appeal, it says for whom it was ruled', () => {
    expect(viewed(wait(ruled('none'), 500), BUYER).taobao.cs_status).toBe(9);
    expect(viewed(wait(ruled('refund_only'), 500), BUYER).taobao.cs_status).toBe(8);
  });
});

describe('the queue', () => {
  it('lists what waits for staff, with who owns it and until when', () => {
    const { claim } = inReview();
    const item = queueItem(claim, RULES, claim.updatedAt);
    expect(checker(QueueItem)(item, true)).toEqual([]);
    expect(item).toMatchObject({ stage: 'review', owner: { id: 'm1' }, deadline: { then: 'review_overdue' } });
    expect(item?.working_days_left).toBe(6);
    const asked = open();
    expect(queueItem(asked.claim, RULES, asked.claim.updatedAt)).toBeNull();
  });
});
