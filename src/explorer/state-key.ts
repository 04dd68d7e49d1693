import {
  type Claim,
  type Goods,
  type Intervention,
  isEnded,
  type Remedy,
  type Stage,
  type Status,
  type Waiting,
} from '../domain/claim.ts';
import { positionOf } from '../domain/decide.ts';
import { virtualWaitEnd } from '../domain/intervention.ts';
import { type Policy, reasonNamed } from '../domain/policy.ts';
import { refundable } from '../domain/remedies.ts';
import type { Instant } from '../domain/time.ts';
import type { World } from './world.ts';

/** By what rules and on which order line a claim runs. */
export interface Place {
  readonly policy: Policy;
  readonly world: World;
}

/** After a ruling nothing asks any more what the order's state allows to be demanded (R12, R25). */
function worldKey({ line, beginning }: World, { ruling, goods, unshipped }: Claim): string {
  return `${ruling ? `${goods},${unshipped}` : beginning} ${line.amount}`;
}

/**
 * What of a claim can still make a difference, as a short text. Two claims with the same key may do the same and suffer
 * the same, so the walk goes on from one of them only. Left out:
 *
 * - words, files, ids, and every instant but those by which two clocks that run at once are ordered. Where one clock
 *   runs, how much of it is gone changes nothing but how long the rest takes; lives are measured on the edges.
 * - how often terms were modified and requests withdrawn. The walk lets both happen without end; that the policy's
 *   numbers do end them is checked on each such edge, and the longest life counts each time.
 * - open proposals, who owns an intervention, its level, and late evidence nobody has decided on: none of them shuts
 *   or opens anything but the command that answers it, which the walk tries at once (`SEQUELS`).
 * - which reason, as long as burden, track and refusability are the same; repair, which goes the way of exchange.
 * - fault and who funds: what the shop's standing counts, but no rule of the process asks.
 */
export function keyOf(claim: Claim, now: Instant, place: Place): string {
  return `${worldKey(place.world, claim)} ${positionOf(claim)} ${restOf(claim, now, place)}`;
}

function restOf(claim: Claim, now: Instant, place: Place): string {
  const { state } = claim;
  if (claim.ruling) return `ruled ${ruledKey(claim, now, place)}`;
  if (state.status === 'closed') return `${state.endReason} ${claim.held}`;
  if (state.status === 'succeeded') return `${claim.held}`;
  if (state.status === 'refunding') return claim.refunds.map(({ status }) => status).join();
  return state.status === 'in_intervention' ? interventionKey(claim, state, place) : negotiationKey(claim, now, place);
}

const LETTERS: Record<Remedy, string> = {
  refund_only: 'refund',
  return_refund: 'return',
  exchange: 'exchange',
  repair: 'exchange',
  reship: 'reship',
};

function isReturnable(claim: { goods: Goods; unshipped: boolean; terms: { goodsReceived: boolean } }): boolean {
  return claim.goods === 'physical' && !claim.unshipped && claim.terms.goodsReceived;
}

/** The terms: what is asked, what an unclear case ends in (R53), and where asked for, the track (R41). */
function termsKey(claim: Claim, policy: Policy, withTrack: boolean): string {
  const reason = reasonNamed(policy, claim.terms.reason);
  const bearer = !claim.unshipped && reason.burden[0] === 'seller' ? 'seller bears' : 'not borne';
  const unclear = isReturnable(claim) ? 'returnable' : bearer;
  const track = withTrack && reason.buyer_track ? 'track' : '-';
  return `${LETTERS[claim.terms.remedy]},${unclear},${track}`;
}

function elapsed({ since, paused }: Waiting, now: Instant): number {
  return now - since - paused;
}

/** R32: while the buyer must still wait, that clock runs beside the state's own. */
function virtualKey(claim: Claim, now: Instant, policy: Policy): string {
  const end = virtualWaitEnd(claim, policy);
  if (end === null || now >= end || !('waiting' in claim.state)) return '';
  return ` wait ${end - now} of ${elapsed(claim.state.waiting, now)}`;
}

function negotiationKey(claim: Claim, now: Instant, { policy }: Place): string {
  const { status } = claim.state;
  const reason = reasonNamed(policy, claim.terms.reason);
  const refusable = status !== 'awaiting_seller' || reason.seller_may_refuse || claim.contested;
  const contested = ['awaiting_seller', 'refused', 'awaiting_inspection'].includes(status) && claim.contested;
  const settled = claim.settlement && status !== 'refused' && status !== 'awaiting_seller';
  const flags = `${refusable},${contested},${claim.goodsAt},${settled ? LETTERS[claim.settlement.remedy] : '-'}`;
  return `${termsKey(claim, policy, true)} ${flags}${virtualKey(claim, now, policy)}`;
}

/** An amount as the rules see it: all that may be refunded, or less. */
function amountKey(amount: number, claim: Claim, { policy, world }: Place): string {
  return amount >= refundable(world.line, reasonNamed(policy, claim.terms.reason)) ? 'all' : String(amount);
}

interface Proceeding {
  readonly stage: Stage;
  readonly intervention: Intervention;
}

function stageKey(claim: Claim, { stage, intervention }: Proceeding, place: Place): string {
  const shown = (since: Instant) => claim.evidence.some(({ party, at }) => party === 'buyer' && at >= since);
  switch (stage.name) {
    case 'evidence': {
      const first = intervention.track === 'buyer_first';
      return `${[...stage.done].sort().join()},${intervention.track},${first && shown(stage.waiting.since)}`;
    }
    case 'required':
      return `${stage.from},${stage.from === 'buyer' && shown(stage.waiting.since)}`;
    case 'reply':
      return `${stage.party},${intervention.review ? 'again' : 'first'}`;
    case 'review':
      return '';
    case 'awaiting_approval':
      return `${LETTERS[stage.draft.remedy as Remedy] ?? 'none'},${amountKey(stage.draft.amount, claim, place)}`;
  }
}

const EXECUTION: readonly Status[] = ['awaiting_return', 'awaiting_replacement', 'awaiting_acceptance'];

/** R24: what was left says whether there is anything to agree to; R35: and where a party may take its request back to. */
function interventionKey(
  claim: Claim,
  { stage, suspended }: { stage: Stage; suspended: unknown },
  place: Place,
): string {
  const { intervention } = claim;
  if (!intervention) return 'without intervention';
  const { requestedBy, left, overdue } = intervention;
  const byParty = requestedBy !== 'platform';
  const agreed = EXECUTION.includes(left.status) ? 'agreed' : 'open';
  const back = byParty ? `${requestedBy},${left.status},${claim.contested}` : `platform,${agreed}`;
  const terms = termsKey(claim, place.policy, byParty);
  const flags = `${claim.goodsAt},${overdue ? 'overdue' : '-'},${suspended ? 'suspended' : '-'}`;
  return `${terms} ${back} ${flags} ${stageKey(claim, { stage, intervention }, place)}`;
}

function sumOf(claim: Claim): number {
  return claim.refunds.reduce((sum, { amount }) => sum + amount, 0);
}

/** Who has appealed, who waits, and whether there is time left; in `clocks` also how much of each time is gone. */
function appealsKey({ appeals }: Claim, clocks: Instant | null): string {
  if (!appeals) return '-';
  const pending = appeals.filed.find(({ outcome }) => outcome === null);
  const filed = [...new Set(appeals.filed.map(({ by }) => by))].sort();
  const known = `${filed.join('+')},${pending?.by},${appeals.waiting !== null}`;
  if (clocks === null) return known;
  const left = appeals.waiting ? elapsed(appeals.waiting, pending?.at ?? clocks) : '-';
  return `${known},${left},${pending ? clocks - pending.at : '-'}`;
}

/** Money is on its way or the claim has ended: a new ruling only settles the difference (R56). */
function pastKey(claim: Claim, place: Place): string {
  const { state, refunds, replacedWorth } = claim;
  const current = state.status === 'refunding' ? refunds.find(({ id }) => id === state.refundId)?.status : '-';
  const had = `${amountKey(sumOf(claim), claim, place)}+${amountKey(replacedWorth, claim, place)}`;
  return `${had},${current} ${appealsKey(claim, null)}`;
}

/** After a ruling the clock of a state and that of the appeals run side by side (R56). */
function ruledKey(claim: Claim, now: Instant, place: Place): string {
  const { state, settlement, appeals } = claim;
  const over = !appeals?.waiting && !appeals?.filed.some(({ outcome }) => outcome === null);
  if (isEnded(claim) && over) return `over ${claim.held}`;
  const nothing = claim.ruling?.remedy === 'none';
  if (!('waiting' in state)) return `${nothing} ${pastKey(claim, place)}`;
  const settled = settlement ? `${LETTERS[settlement.remedy]} ${amountKey(settlement.amount, claim, place)}` : 'none';
  const goods = `${claim.goodsAt},${isReturnable(claim)}`;
  const clock = over ? '-' : elapsed(state.waiting, now);
  return `${nothing},${settled},${goods} ${clock} ${appealsKey(claim, over ? null : now)}`;
}
