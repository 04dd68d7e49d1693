import { type Scenario, type Setting, scenario } from './scenario.ts';

/** A refused claim on which the buyer has asked for intervention, taken by the mediator. */
export function atEvidence(setting: Setting = {}): Scenario {
  const s = scenario(setting);
  s.at('+1h').seller.refuse();
  s.at('+2h').buyer.requestIntervention();
  s.mediator.take();
  return s;
}

/** Under review since +3 h, owned by the mediator. */
export function atReview(setting: Setting = {}): Scenario {
  const s = atEvidence(setting);
  s.at('+3h').seller.finishEvidence();
  s.buyer.finishEvidence();
  return s;
}

/** The mediator has ruled for the buyer at +4 h, with the remedy of the terms. */
export function ruled(setting: Setting = {}): Scenario {
  const s = atReview(setting);
  s.at('+4h').mediator.rule();
  return s;
}

function agreed(setting: Setting = {}): Scenario {
  const s = scenario(setting);
  s.at('+1h').seller.agree();
  return s;
}

type Step = (s: Scenario) => unknown;

function then(begin: Scenario, ...steps: readonly Step[]): Scenario {
  for (const step of steps) step(begin);
  return begin;
}

const sendBack: Step = (s) => s.after('+1h').buyer.shipReturn();
const receive: Step = (s) => s.after('+1h').seller.confirmReturn();
const replace: Step = (s) => s.after('+1h').seller.shipReplacement();
const pay: Step = (s) => s.after('+1h').refundSucceeds();
const suspend: Step = (s) => s.mediator.suspend();
/** Evidence that comes when the review runs already, so that there is some to decide on (R42). */
const showLate: Step = (s) => s.buyer.submitEvidence();
const exchange = { remedy: 'exchange' } as const;

/** A story for every place where a claim can stand; where it matters, one before a ruling and one after. */
export const STORIES = {
  awaiting_seller: () => scenario(),
  refused: () => then(scenario(), (s) => s.at('+1h').seller.refuse()),
  'refused, goods contested': () => then(agreed(), sendBack, (s) => s.seller.contestReturn()),
  'awaiting_return, agreed': () => agreed(),
  'awaiting_return, ruled': () => ruled(),
  'awaiting_inspection, agreed': () => then(agreed(), sendBack),
  'awaiting_inspection, ruled': () => then(ruled(), sendBack),
  'awaiting_replacement, agreed': () => then(agreed(exchange), sendBack, receive),
  'awaiting_replacement, ruled': () => then(ruled(exchange), sendBack, receive),
  'awaiting_acceptance, agreed': () => then(agreed(exchange), sendBack, receive, replace),
  'awaiting_acceptance, ruled': () => then(ruled(exchange), sendBack, receive, replace),
  evidence: () => atEvidence(),
  'evidence, suspended': () => then(atEvidence(), suspend),
  'required, from the seller': () => then(atReview(), (s) => s.mediator.requireEvidence({ from: 'seller' })),
  'reply, the seller': () => then(atEvidence({ reason: 'quality_visible' }), (s) => s.buyer.finishEvidence()),
  review: () => then(atReview(), showLate),
  'review, suspended': () => then(atReview(), showLate, suspend),
  awaiting_approval: () => then(atReview({ line: { amount: 60_000 } }), (s) => s.mediator.rule()),
  'refunding, agreed': () => then(agreed(), sendBack, receive),
  'refunding, ruled': () => then(ruled(), sendBack, receive),
  'succeeded, agreed': () => then(agreed(), sendBack, receive, pay),
  'succeeded, ruled': () => then(ruled(), sendBack, receive, pay),
  'closed, withdrawn': () => then(scenario(), (s) => s.at('+1h').buyer.withdraw()),
  'closed, ruled': () => then(atReview(), (s) => s.at('+4h').mediator.rule({ remedy: 'none' })),
} as const satisfies Record<string, () => Scenario>;

export type StoryName = keyof typeof STORIES;
export const STORY_NAMES = Object.keys(STORIES) as readonly StoryName[];
