import { type Claim, isEnded } from './claim.ts';

/** What a claim takes from its order line, in minor units (R5): refunds instructed, and what is held until then. */
export function moneyOf(claim: Claim): { readonly held: number; readonly refunded: number } {
  const refunded = claim.refunds.reduce((sum, refund) => sum + refund.amount, 0);
  const settled = isEnded(claim) || claim.state.status === 'refunding';
  return { refunded, held: settled ? 0 : (claim.settlement?.amount ?? claim.terms.amount) };
}
