import { type Actor, type Claim, isEnded } from './claim.ts';
import type { ClaimEvent, Happening } from './event.ts';
import { evolve } from './evolve.ts';
import type { Instant } from './time.ts';

export interface Recorded {
  readonly claim: Claim;
  readonly events: readonly ClaimEvent[];
}

const release: Happening = { type: 'order.release', data: {} };

function number(happening: Happening, claim: Claim | null, { at, actor }: { at: Instant; actor: Actor }): ClaimEvent {
  return { ...happening, version: (claim?.version ?? 0) + 1, at, actor };
}

/** Whether nothing can change any more, so that the payout need not be held (R16, R56). */
function isOver(claim: Claim): boolean {
  const appealable = claim.appeals?.waiting != null || claim.appeals?.filed.some(({ outcome }) => outcome === null);
  return isEnded(claim) && !appealable;
}

/** Numbers and dates what happens, and makes the claim it adds up to; releases the order line when it is over. */
export function record(
  before: Claim | null,
  happenings: readonly Happening[],
  meta: { at: Instant; actor: Actor },
): Recorded {
  const events: ClaimEvent[] = [];
  let claim = before;
  const append = (happening: Happening): Claim => {
    const event = number(happening, claim, meta);
    events.push(event);
    return evolve(claim, event);
  };
  for (const happening of happenings) claim = append(happening);
  if (claim?.held && isOver(claim)) claim = append(release);
  if (!claim) throw new Error('nothing happened to no claim');
  return { claim, events };
}
