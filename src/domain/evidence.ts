import { type Claim, interventionOf, otherParty, type Party, type Stage, stageOf } from './claim.ts';
import { type CommandRule, idWithin, partyOf } from './command-rule.ts';
import type { Happening } from './event.ts';
import { askSeller, toReview } from './intervention.ts';
import { ownerChecks } from './staff.ts';
import type { Instant } from './time.ts';

function currentStage(claim: Claim): Stage {
  const stage = stageOf(claim);
  if (!stage) throw new Error(`claim ${claim.id} is not in intervention`);
  return stage;
}

/** Whether it is this party's turn to show evidence; what comes otherwise is late (R42). */
function hasTurn(stage: Stage, party: Party): boolean {
  switch (stage.name) {
    case 'evidence':
      return true;
    case 'required':
      return stage.from === party;
    case 'reply':
      return stage.party === party;
    case 'review':
    case 'awaiting_approval':
      return false;
  }
}

/** R40, R42: files and statements; kept whenever they come. */
export const submitEvidence: CommandRule<'submit_evidence'> = {
  events: (claim, { words, files }, context) => {
    const party = partyOf(context);
    const late = !hasTurn(currentStage(claim), party);
    const id = idWithin(claim, 'evd', claim.evidence.length + 1);
    const evidence = { id, party, words, files, at: context.now, late, admitted: late ? null : true };
    return [{ type: 'evidence.submitted', data: { evidence } }];
  },
};

const closed: Happening = { type: 'evidence.closed', data: {} };

/** R40, R41: what follows when one more party says that it is done. */
function afterFinishing(claim: Claim, party: Party): Happening[] {
  const stage = currentStage(claim);
  if (stage.name === 'required') return party === 'buyer' ? [askSeller] : [toReview(claim)];
  if (stage.name !== 'evidence') return [toReview(claim)];
  if (stage.done.includes(otherParty(party))) return [closed, toReview(claim)];
  return party === 'buyer' && interventionOf(claim).track === 'buyer_first' ? [closed, askSeller] : [];
}

/** R40, R41: this party has nothing more to show; where the seller was asked, this is the answer. */
export const finishEvidence: CommandRule<'finish_evidence'> = {
  state: (claim, context) => {
    const stage = currentStage(claim);
    const party = partyOf(context);
    return hasTurn(stage, party) && !(stage.name === 'evidence' && stage.done.includes(party));
  },
  events: (claim, _, context) => {
    const party = partyOf(context);
    return [{ type: 'evidence.finished', data: { party } }, ...afterFinishing(claim, party)];
  },
};

function hasShown(claim: Claim, party: Party, since: Instant): boolean {
  return claim.evidence.some((item) => item.party === party && item.at >= since);
}

/** What the buyer attached to the request is evidence, too. */
function showedWithRequest(claim: Claim): boolean {
  const { requestedBy, files } = interventionOf(claim);
  return stageOf(claim)?.name === 'evidence' && requestedBy === 'buyer' && files.length > 0;
}

/** R40, R41, R43: the time for evidence has passed. Evidence without "done" counts as the buyer's completion. */
export function closeEvidence(claim: Claim): Happening[] {
  const stage = currentStage(claim);
  if (stage.name !== 'evidence' && stage.name !== 'required') throw new Error(`no evidence stage: ${stage.name}`);
  const buyersTurn = stage.name === 'required' ? stage.from === 'buyer' : interventionOf(claim).track === 'buyer_first';
  const sellerDone = stage.name === 'evidence' && stage.done.includes('seller');
  const asked =
    buyersTurn && !sellerDone && (hasShown(claim, 'buyer', stage.waiting.since) || showedWithRequest(claim));
  return [closed, asked ? askSeller : toReview(claim)];
}

/** R43: the mediator wants more from a party; the review stands still. */
export const requireEvidence: CommandRule<'require_evidence'> = {
  may: ownerChecks,
  events: (_, body) => [{ type: 'evidence.required', data: body }],
};

/** R42: whether late evidence counts; if it does, the other side may answer it. */
export const admitEvidence: CommandRule<'admit_evidence'> = {
  may: ownerChecks,
  fits: (claim, { evidenceId }) => ({
    EVIDENCE_NOT_FOUND: () => !claim.evidence.some(({ id, admitted }) => id === evidenceId && admitted === null),
  }),
  events: (claim, body) => {
    const decided: Happening = { type: 'evidence.admitted', data: body };
    const item = claim.evidence.find(({ id }) => id === body.evidenceId);
    if (!body.admitted || !item) return [decided];
    return [decided, { type: 'reply.requested', data: { party: otherParty(item.party), to: 'late_evidence' } }];
  },
};
