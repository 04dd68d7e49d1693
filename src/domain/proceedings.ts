import { enter, goOn, type Meta, showing, starting } from './change.ts';
import {
  type Appeals,
  type Claim,
  type Intervention,
  interventionOf,
  type Party,
  type Stage,
  type Waiting,
} from './claim.ts';
import type { EventData } from './event.ts';
import type { Instant } from './time.ts';

export function intervening(claim: Claim, change: Partial<Intervention>): Claim {
  return { ...claim, intervention: { ...interventionOf(claim), ...change } };
}

export function endIntervention(claim: Claim, ended: Intervention['ended']): Claim {
  return claim.state.status === 'in_intervention' ? intervening(claim, { ended }) : claim;
}

export function atStage(claim: Claim, stage: Stage): Claim {
  if (claim.state.status !== 'in_intervention') throw new Error(`claim ${claim.id} is not in intervention`);
  return { ...claim, state: { ...claim.state, stage } };
}

/** Leaves a review for something that lets it stand still, unless it stands already or has not begun (R44). */
export function pauseReview(claim: Claim, at: Instant): Claim {
  const { review, reviewPausedAt } = interventionOf(claim);
  return review && reviewPausedAt === null ? intervening(claim, { reviewPausedAt: at }) : claim;
}

export function resumeReview(claim: Claim, at: Instant): Claim {
  const { review, reviewPausedAt } = interventionOf(claim);
  if (!review || reviewPausedAt === null) throw new Error(`claim ${claim.id} has no review to resume`);
  const resumed = intervening(claim, { review: goOn(review, reviewPausedAt, at), reviewPausedAt: null });
  return atStage(resumed, { name: 'review' });
}

/** R48: whatever ran when the suspension began goes on with what was left. */
export function endSuspension(claim: Claim, at: Instant): Claim {
  const { state } = claim;
  if (state.status !== 'in_intervention' || !state.suspended) throw new Error(`claim ${claim.id} is not suspended`);
  const { since } = state.suspended;
  const { stage } = state;
  if ('waiting' in stage) {
    return {
      ...claim,
      state: { ...state, suspended: null, stage: { ...stage, waiting: goOn(stage.waiting, since, at) } },
    };
  }
  const { review } = interventionOf(claim);
  const resumed = { ...claim, state: { ...state, suspended: null } };
  return review ? intervening(resumed, { review: goOn(review, since, at) }) : resumed;
}

export function withdrawIntervention(claim: Claim, at: Instant): Claim {
  const { left, requestedAt } = interventionOf(claim);
  const back = { ...left, waiting: goOn(left.waiting, requestedAt, at) };
  return { ...enter(endIntervention(claim, 'withdrawn'), back), withdrawals: claim.withdrawals + 1 };
}

/** R50, R55: what is carried out from now on, and who may appeal. */
export function issueRuling(claim: Claim, ruling: NonNullable<Claim['ruling']>): Claim {
  const { remedy, amount, freight } = ruling;
  const settlement = remedy === 'none' ? null : ({ by: 'ruling', remedy, amount, freight } as const);
  const rulers = [ruling.by, ruling.approvedBy].filter((id) => id !== null);
  return { ...claim, ruling, settlement, rulers: [...new Set([...claim.rulers, ...rulers])] };
}

/** The window of those who have not appealed: anew after an overturned ruling, else with what was left (R56). */
export function windowAfter(appeals: Appeals, outcome: 'upheld' | 'overturned', at: Instant): Waiting | null {
  const pending = appeals.filed.find((appeal) => appeal.outcome === null);
  const everybody = new Set(appeals.filed.map((appeal) => appeal.by)).size === 2;
  if (everybody || !pending || !appeals.waiting) return null;
  return outcome === 'overturned' ? starting(at) : goOn(appeals.waiting, pending.at, at);
}

export function decideAppeal(claim: Claim, { outcome, ruling }: EventData['appeal.decided'], at: Instant): Claim {
  const appeals = claim.appeals ?? { waiting: null, filed: [] };
  const filed = appeals.filed.map((appeal) => (appeal.outcome === null ? { ...appeal, outcome } : appeal));
  const decided = { ...claim, appeals: { waiting: windowAfter(appeals, outcome, at), filed } };
  return ruling ? issueRuling(decided, ruling) : decided;
}

export function done(claim: Claim, party: Party): Claim {
  if (claim.state.status !== 'in_intervention' || claim.state.stage.name !== 'evidence') return claim;
  return atStage(claim, { ...claim.state.stage, done: [...claim.state.stage.done, party] });
}

export function requestIntervention(
  claim: Claim,
  data: EventData['intervention.requested'],
  { at, actor }: Meta,
): Claim {
  const { state } = claim;
  if (!('waiting' in state)) throw new Error(`claim ${claim.id} cannot be interrupted`);
  const owner = actor.role === 'mediator' || actor.role === 'supervisor' ? { id: actor.id, role: actor.role } : null;
  const intervention: Intervention = {
    requestedBy: data.by,
    requestedAt: at,
    words: data.words,
    files: data.files,
    track: data.track,
    owner,
    level: 1,
    left: state,
    review: null,
    reviewPausedAt: null,
    overdue: false,
    sentBack: false,
    ended: null,
  };
  const stage: Stage = { name: 'evidence', waiting: starting(at), done: [] };
  return showing(enter({ ...claim, intervention }, { status: 'in_intervention', stage, suspended: null }), data.files);
}

/** R46, R44: from now on a supervisor's; one who owns it already keeps it. */
export function toSecondLevel(claim: Claim): Claim {
  const { owner } = interventionOf(claim);
  return intervening(claim, { level: 2, owner: owner?.role === 'supervisor' ? owner : null });
}
