import classic from '../../policies/taobao-classic.json' with { type: 'json' };
import { type ViewSource, viewOf } from '../../src/contract/claim-view.ts';
import type { Notices } from '../../src/domain/calendar.ts';
import { catchUp } from '../../src/domain/catch-up.ts';
import type { Actor, Claim, Terms } from '../../src/domain/claim.ts';
import type { Command } from '../../src/domain/command.ts';
import type { OrderLine } from '../../src/domain/context.ts';
import { decide, openClaim } from '../../src/domain/decide.ts';
import type { ClaimEvent } from '../../src/domain/event.ts';
import type { Policy, Rules } from '../../src/domain/policy.ts';
import { type Report, report } from '../../src/domain/report.ts';
import { HOUR, type Instant } from '../../src/domain/time.ts';

export const T0: Instant = Date.UTC(2026, 4, 6, 2);

export const BUYER: Actor = { role: 'buyer', id: 'B9' };
export const SELLER: Actor = { role: 'seller', shopId: 'S7', id: 'u1' };
export const MEDIATOR: Actor = { role: 'mediator', id: 'm1' };
export const SUPERVISOR: Actor = { role: 'supervisor', id: 's1' };
export const MARKETPLACE: Actor = { role: 'marketplace' };

const policy = classic as Policy;
const notices: Notices = { years: new Set([2025, 2026]), off: new Set(), makeUp: new Set() };
export const RULES: Rules = {
  policy,
  calendar: { timeZone: policy.time_zone, workingDays: policy.working_days, notices },
};

export const LINE: OrderLine = {
  orderId: 'T1001',
  lineId: '1',
  shopId: 'S7',
  buyerId: 'B9',
  currency: 'CNY',
  amount: 12900,
  shipping: 600,
  goods: 'physical',
  status: 'shipped',
  receivedAt: null,
  succeededAt: null,
  refunded: 0,
  held: 0,
};

export const TERMS: Terms = {
  remedy: 'return_refund',
  reason: 'quality_visible',
  amount: 12900,
  goodsReceived: true,
  description: '开胶了',
  files: [],
};

/** A claim and its history, so far and up to an hour of its life. */
export interface Life {
  readonly claim: Claim;
  readonly events: readonly ClaimEvent[];
  readonly now: Instant;
  readonly line: OrderLine;
}

const instantOf = (hours: number): Instant => T0 + hours * HOUR;

export function open(terms: Partial<Terms> = {}, line: Partial<OrderLine> = {}): Life {
  const context = { actor: BUYER, now: T0, rules: RULES, line: { ...LINE, ...line } };
  const request = { claimId: 'clm_1', terms: { ...TERMS, ...terms }, applications: 0, live: false };
  const opened = openClaim(request, context);
  if (opened.refused) throw new Error(opened.refused.code);
  return { claim: opened.claim, events: opened.events, now: T0, line: context.line };
}

export function wait(life: Life, hours: number): Life {
  const now = instantOf(hours);
  const { claim, events } = catchUp(life.claim, now, RULES);
  return { ...life, claim, events: [...life.events, ...events], now };
}

/** Gives a command `hours` after the application; it must not be refused. */
export function give(before: Life, hours: number, { by, ...command }: Command & { by: Actor }): Life {
  const life = wait(before, hours);
  const decision = decide(life.claim, command as Command, { actor: by, now: life.now, rules: RULES, line: life.line });
  if (decision.refused) throw new Error(`${command.type}: ${decision.refused.code}`);
  return { ...life, claim: decision.claim, events: [...life.events, ...decision.events] };
}

export function tell(before: Life, hours: number, told: Report): Life {
  const life = wait(before, hours);
  const decision = report(life.claim, told, { actor: MARKETPLACE, now: life.now, rules: RULES, line: life.line });
  if (decision.refused) throw new Error(`${told.type}: ${decision.refused.code}`);
  return { ...life, claim: decision.claim, events: [...life.events, ...decision.events] };
}

const ADDRESS = { name: '张', phone: '139', address: '杭州' };

/** The claim as an actor sees it; sentences are the codes themselves, for the words are tested elsewhere. */
export function see(life: Life, actor: Actor, disputeRefundsThisMonth = 0) {
  const source: ViewSource = {
    ...life,
    rules: RULES,
    standing: { disputeRefundsThisMonth, limit: policy.values['standing.monthly_limit'] },
    goods: { title: 'Shoes', imageUrl: null, sku: null, quantity: 1 },
    returnAddress: ADDRESS,
    calls: [{ party: 'buyer', phone: '138', at: T0 }],
  };
  return viewOf(source, actor, { refusal: ({ code }) => code, consequence: ({ code }) => code });
}

export const REFUSE = { type: 'refuse', body: { reason: 'goods_fine', words: '没问题', files: [] } } as const;
export const ASK = { type: 'request_intervention', body: { words: '请平台介入', files: ['fil_1'] } } as const;
export const FINISH = { type: 'finish_evidence', body: {} } as const;
export const TAKE = { type: 'take', body: {} } as const;

/** Refused at 1 h, asked at 2 h, both done at 4 h, taken at 5 h. */
export function inReview(terms: Partial<Terms> = {}, line: Partial<OrderLine> = {}): Life {
  const refused = give(open(terms, line), 1, { by: SELLER, ...REFUSE });
  const asked = give(refused, 2, { by: BUYER, ...ASK });
  const shown = give(asked, 3, {
    by: BUYER,
    type: 'submit_evidence',
    body: { words: '照片', files: ['fil_2'] },
  });
  const half = give(give(shown, 4, { by: BUYER, ...FINISH }), 4, { by: SELLER, ...FINISH });
  return give(half, 5, { by: MEDIATOR, ...TAKE });
}

/** A ruling for the buyer, or for the seller with `none`. A full refund would leave the goods with the buyer (R51). */
export function rule(amount: number, remedy: 'refund_only' | 'return_refund' | 'none' = 'refund_only'): Command {
  return {
    type: 'rule',
    body: {
      fault: remedy === 'none' ? 'buyer' : 'seller',
      remedy,
      amount,
      returnGoods: remedy === 'return_refund',
      freight: remedy === 'none' ? 'buyer' : 'seller',
      funding: 'seller',
      findings: [{ text: '鞋底开胶', files: ['fil_2'] }],
      reasonCode: remedy === 'none' ? 'buyer_failed_burden' : 'defect_proven',
      rules: ['R50'],
    },
  };
}
