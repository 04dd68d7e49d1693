import type { Claim, EndReason, Terms } from './claim.ts';
import { idWithin } from './command-rule.ts';
import type { EventData, Happening } from './event.ts';
import { type Policy, reasonNamed } from './policy.ts';
import { needsReplacement, needsReturn } from './remedies.ts';
import type { Ruling } from './verdict.ts';

/** R60: a mediator intervened and ruled the seller at fault. What the backstop made take effect does not count. */
function blamesSeller(ruling: Ruling | null): boolean {
  return ruling !== null && !ruling.backstop && ruling.fault === 'seller';
}

/** R59a: the instruction, with an id and an amount that never change again. */
export function instruct(claim: Claim, amount: number): Happening {
  const refundId = idWithin(claim, 'rfd', claim.refunds.length + 1);
  return { type: 'refund.requested', data: { refundId, amount, attempt: 1 } };
}

/** R60: a dispute refund counts at the instant at which it is instructed. */
export const countDisputeRefund: Happening = { type: 'dispute_refund.counted', data: {} };

export function refund(claim: Claim, amount: number, ruling = claim.ruling): Happening[] {
  return [instruct(claim, amount), ...(blamesSeller(ruling) ? [countDisputeRefund] : [])];
}

export function close(reason: EndReason): Happening {
  return { type: 'claim.ended', data: { status: 'closed', reason } };
}

export const succeed: Happening = { type: 'claim.ended', data: { status: 'succeeded', reason: null } };

/** What follows once the goods are where the remedy wants them. */
export function afterReturn(
  claim: Claim,
  settled: Pick<Terms, 'remedy' | 'amount'>,
  ruling = claim.ruling,
): Happening[] {
  if (needsReplacement(settled.remedy)) return [{ type: 'replacement.requested', data: {} }];
  return refund(claim, settled.amount, ruling);
}

/** R55, R59: begins what was agreed or ruled, from wherever the goods are. */
export function carryOut(claim: Claim, settled: Pick<Terms, 'remedy' | 'amount'>, ruling = claim.ruling): Happening[] {
  if (needsReturn(settled.remedy) && claim.goodsAt === 'buyer') return [{ type: 'return.requested', data: {} }];
  if (needsReturn(settled.remedy) && claim.goodsAt === 'in_transit')
    return [{ type: 'inspection.requested', data: {} }];
  return afterReturn(claim, settled, ruling);
}

interface Made {
  readonly terms: Terms;
  readonly policy: Policy;
}

/** The terms count as agreed. Where they are silent the reason says who pays freight (R54). */
export function termsAgreed(by: EventData['terms.agreed']['by'], { terms, policy }: Made): Happening {
  return {
    type: 'terms.agreed',
    data: { by, terms, freight: terms.freight ?? reasonNamed(policy, terms.reason).freight },
  };
}

/** The terms count as agreed, and are carried out. */
export function agreeOn(claim: Claim, by: EventData['terms.agreed']['by'], made: Made): Happening[] {
  return [termsAgreed(by, made), ...carryOut(claim, made.terms)];
}

/** R55: a ruling takes effect. */
export function issue(claim: Claim, ruling: Ruling): Happening[] {
  const { remedy, amount } = ruling;
  const issued: Happening = { type: 'ruling.issued', data: { ruling } };
  return [issued, ...(remedy === 'none' ? [close('ruled_for_seller')] : carryOut(claim, { remedy, amount }, ruling))];
}
