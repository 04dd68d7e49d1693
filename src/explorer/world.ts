import { type Actor, type Goods, REMEDIES, type Remedy, type Terms } from '../domain/claim.ts';
import type { OrderLine } from '../domain/context.ts';
import { type Policy, type Reason, reasonNamed } from '../domain/policy.ts';
import { refundable } from '../domain/remedies.ts';

/** Everybody who may act on a claim. Four eyes and two appeals, each decided by somebody new, need four supervisors. */
export const BUYER: Actor = { role: 'buyer', id: 'buyer-1' };
export const SELLER: Actor = { role: 'seller', shopId: 'shop-1', id: 'seller-1' };
export const MEDIATOR: Actor = { role: 'mediator', id: 'mediator-1' };
export const SUPERVISORS: readonly Actor[] = ['supervisor-1', 'supervisor-2', 'supervisor-3', 'supervisor-4'].map(
  (id) => ({
    role: 'supervisor',
    id,
  }),
);
export const MARKETPLACE: Actor = { role: 'marketplace' };

export type Beginning = 'unshipped' | 'shipped' | 'succeeded' | 'virtual' | 'virtual, succeeded';

/** An order line on which claims are opened. */
export interface World {
  readonly beginning: Beginning;
  readonly line: OrderLine;
}

const KINDS: Record<Beginning, { goods: Goods; status: OrderLine['status'] }> = {
  unshipped: { goods: 'physical', status: 'paid' },
  shipped: { goods: 'physical', status: 'shipped' },
  succeeded: { goods: 'physical', status: 'succeeded' },
  virtual: { goods: 'virtual', status: 'shipped' },
  'virtual, succeeded': { goods: 'virtual', status: 'succeeded' },
};

export const BEGINNINGS = Object.keys(KINDS) as readonly Beginning[];

/** What other claims on the line were refunded before. */
const OTHERS = 3;

/**
 * When the goods were received is left open, so that no date of the order ever ends what may be asked (R11, R14): a
 * real line allows no more than this one.
 */
function lineOf(beginning: Beginning, amount: number): OrderLine {
  return {
    orderId: 'order-1',
    lineId: '1',
    shopId: 'shop-1',
    buyerId: 'buyer-1',
    currency: 'CNY',
    amount,
    shipping: amount > 2 * OTHERS ? 10 : 0,
    ...KINDS[beginning],
    receivedAt: null,
    succeededAt: null,
    refunded: amount > 2 * OTHERS ? OTHERS : 0,
    held: 0,
  };
}

/**
 * Every order line that behaves differently under a policy. The amount is large enough for a second review (R52), which
 * rulings for a part of it stay below; where it is too large for a refund without return (R51), which no phase and no
 * goods but received ones know, a smaller line comes beside it. Virtual goods may be asked the same in both phases.
 */
export function worldsOf({ values, reasons }: Policy): World[] {
  const large = Math.max(values['ruling.second_review_from'], 100) + OTHERS;
  const limit = values['ruling.low_value_limit'];
  const small =
    limit !== null && limit < large ? [{ beginning: 'shipped' as const, line: lineOf('shipped', limit) }] : [];
  const phased = reasons.some(({ fits, phases }) => phases.length < 2 && fits.some((state) => state !== 'unshipped'));
  const different = BEGINNINGS.filter((beginning) => phased || beginning !== 'virtual, succeeded');
  return [...different.map((beginning) => ({ beginning, line: lineOf(beginning, large) })), ...small];
}

/** An amount that never needs a second review, unless all do. */
export function partOf({ line }: World, { values }: Policy): number {
  const below = Math.min(line.amount, values['ruling.second_review_from']) - 1;
  return Math.max(1, Math.min(below, Math.floor(line.amount / 2)));
}

export function allOf({ line }: World, reason: Reason): number {
  return refundable(line, reason);
}

/** Every combination of reason, remedy and state of the goods that terms can name. */
export function termsIn(world: World, policy: Policy): Terms[] {
  const remedies: readonly Remedy[] = REMEDIES;
  return policy.reasons.flatMap((reason) =>
    remedies.flatMap((remedy) =>
      [true, false].map((goodsReceived) => ({
        remedy,
        reason: reason.code,
        amount: allOf(world, reasonNamed(policy, reason.code)),
        goodsReceived,
        description: 'words',
        files: ['file-1'],
      })),
    ),
  );
}
