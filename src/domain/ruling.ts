import { type Claim, stageOf } from './claim.ts';
import { type CommandRule, staffOf } from './command-rule.ts';
import type { Context, OrderLine } from './context.ts';
import type { Happening } from './event.ts';
import { issue } from './execution.ts';
import { type Policy, reasonNamed } from './policy.ts';
import type { Checks } from './refusals.ts';
import { needsReturn, refundable } from './remedies.ts';
import { isParty, ownerChecks } from './staff.ts';
import type { Instant } from './time.ts';
import type { Ruling, RulingContent } from './verdict.ts';

/** R51: the whole refund, and the buyer keeps goods that could have come back. */
function isRefundWithoutReturn(claim: Claim, ruling: RulingContent, line: OrderLine): boolean {
  const buyerHolds = claim.goods === 'physical' && claim.terms.goodsReceived && claim.goodsAt === 'buyer';
  return buyerHolds && ruling.remedy === 'refund_only' && ruling.amount >= line.amount - line.refunded;
}

function offersLowValue(ruling: RulingContent, line: OrderLine, policy: Policy): boolean {
  const limit = policy.values['ruling.low_value_limit'];
  return limit !== null && ruling.fault === 'seller' && line.amount <= limit;
}

/** Goods that never reached the buyer, and virtual ones, can neither come back nor be replaced. */
function isPossible(claim: Claim, { remedy }: RulingContent): boolean {
  if (claim.goods === 'virtual' || claim.unshipped) return remedy === 'refund_only' || remedy === 'none';
  return claim.terms.goodsReceived || !needsReturn(remedy);
}

function isConsistent({ remedy, amount, returnGoods }: RulingContent): boolean {
  return (remedy === 'none') === (amount === 0) && returnGoods === needsReturn(remedy);
}

/** R42: late evidence counts only once it is admitted. */
function citesUnadmitted({ evidence }: Claim, { findings }: RulingContent): boolean {
  const files = (counts: boolean) =>
    evidence.filter((item) => (item.admitted === true) === counts).flatMap((item) => item.files);
  const [admitted, unadmitted] = [files(true), files(false)];
  return findings.some((finding) =>
    finding.files.some((file) => unadmitted.includes(file) && !admitted.includes(file)),
  );
}

/** R50, R51, R13: what refuses a ruling. */
export function rulingChecks(claim: Claim, ruling: RulingContent, { line, rules: { policy } }: Context): Checks {
  const limit = refundable(line, reasonNamed(policy, claim.terms.reason));
  return {
    REMEDY_NOT_AVAILABLE: () => !isPossible(claim, ruling),
    AMOUNT_TOO_HIGH: () => ruling.amount > limit,
    FILE_NOT_FOUND: () => ruling.findings.some(({ files }) => files.some((file) => !claim.files.includes(file))),
    EVIDENCE_NOT_ADMITTED: () => citesUnadmitted(claim, ruling),
    RULING_INCONSISTENT: () => !isConsistent(ruling),
    LOW_VALUE_NOT_OFFERED: () => isRefundWithoutReturn(claim, ruling, line) && !offersLowValue(ruling, line, policy),
  };
}

export function ruledBy(by: string, content: RulingContent, at: Instant): Ruling {
  return { ...content, by, approvedBy: null, backstop: false, at };
}

/** R50, R52: a ruling, which above a certain amount waits for a supervisor. */
export const rule: CommandRule<'rule'> = {
  may: ownerChecks,
  fits: rulingChecks,
  events: (claim, content, context) => {
    const ruling: Ruling = ruledBy(staffOf(context).id, content, context.now);
    const waits = content.amount >= context.rules.policy.values['ruling.second_review_from'];
    return waits ? [{ type: 'ruling.submitted', data: { ruling } }] : issue(claim, ruling);
  },
};

/** The ruling that waits for approval. */
function draftOf(claim: Claim): Ruling {
  const stage = stageOf(claim);
  if (stage?.name !== 'awaiting_approval') throw new Error(`claim ${claim.id} has no ruling to approve`);
  return stage.draft;
}

/** R52: four eyes; nobody approves what they ruled. */
function approvalChecks(claim: Claim, context: Context): Checks {
  const { id } = staffOf(context);
  return { CONFLICT_OF_INTEREST: () => isParty(claim, id) || draftOf(claim).by === id };
}

export const approveRuling: CommandRule<'approve_ruling'> = {
  may: approvalChecks,
  events: (claim, _, context) => issue(claim, { ...draftOf(claim), approvedBy: staffOf(context).id, at: context.now }),
};

export const sendBackRuling: CommandRule<'send_back_ruling'> = {
  may: approvalChecks,
  events: (_, { words }) => [{ type: 'ruling.sent_back', data: { words } }],
};

/** R44: at the backstop the ruling that waits takes effect. */
export function issueWaiting(claim: Claim, now: Instant): Happening[] {
  return issue(claim, { ...draftOf(claim), backstop: true, at: now });
}

/** R53: return and refund; where nothing can come back, by the burden of proof. */
function unclearRemedy(claim: Claim, policy: Policy): Pick<RulingContent, 'remedy' | 'freight'> {
  const returnable = claim.goods === 'physical' && !claim.unshipped && claim.terms.goodsReceived;
  if (returnable) return { remedy: 'return_refund', freight: 'shared' };
  const sellerBears = claim.unshipped || reasonNamed(policy, claim.terms.reason).burden[0] === 'seller';
  return sellerBears ? { remedy: 'refund_only', freight: 'seller' } : { remedy: 'none', freight: 'buyer' };
}

/** R44, R53: nobody ruled in time. No fault, no effects. */
export function ruleUnclear(claim: Claim, policy: Policy, now: Instant): Happening[] {
  const { remedy, freight } = unclearRemedy(claim, policy);
  return issue(claim, {
    fault: 'none',
    remedy,
    amount: remedy === 'none' ? 0 : claim.terms.amount,
    returnGoods: needsReturn(remedy),
    freight,
    funding: 'seller',
    findings: [],
    reasonCode: 'unclear',
    rules: ['R44', 'R53'],
    by: null,
    approvedBy: null,
    backstop: true,
    at: now,
  });
}
