import type { ClaimEvent } from '../../src/domain/event.ts';
import type { StandingEntry } from '../../src/domain/standing.ts';
import { atReview } from './positions.ts';
import type { Scenario } from './scenario.ts';

/** The shop's entries that a claim's events leave (R60, R64). */
export function entriesOf(claimId: string, events: readonly ClaimEvent[]): StandingEntry[] {
  const entries: StandingEntry[] = [];
  for (const { type, at } of events) {
    if (type === 'dispute_refund.counted') entries.push({ claimId, countedAt: at, reversedAt: null });
    const last = entries.at(-1);
    if (type === 'dispute_refund.reversed' && last) entries[entries.length - 1] = { ...last, reversedAt: at };
  }
  return entries;
}

/** A claim on goods that never arrived, ruled against the seller at this instant: a dispute refund (R60). */
export function disputeRefundAt(when: string): Scenario {
  const ruledAt = Date.parse(when);
  const s = atReview({ at: new Date(ruledAt - 4 * 3_600_000).toISOString(), reason: 'not_received' });
  s.at(ruledAt).mediator.rule();
  return s;
}
