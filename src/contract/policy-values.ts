import { Type } from 'typebox';

const EXACT = 'P(?=\\d|T\\d)(?:\\d{1,4}D)?(?:T(?=\\d)(?:\\d{1,5}H)?(?:\\d{1,5}M)?(?:\\d{1,7}S)?)?';

/** ISO 8601 days, hours, minutes and seconds: always the same time, whatever the calendar. */
export const EXACT_LENGTH = `^${EXACT}$`;

/** An exact length, `P6M` for calendar months or `6WD` for working days. */
export const ANY_LENGTH = `^(?:${EXACT}|P\\d{1,2}M|\\d{1,3}WD)$`;

/** R61: the rest of the calendar month, or an exact length. */
export const RESTRICTION = `^(?:until_month_end|${EXACT})$`;

/** Money in a policy is in minor units of the order's currency. */
const MOST_MONEY = 1_000_000_000_000;

function count(minimum: number, maximum: number, description: string) {
  return Type.Integer({ minimum, maximum, description });
}

function exactLength(description: string) {
  return Type.String({ pattern: EXACT_LENGTH, maxLength: 24, description });
}

function anyLength(description: string) {
  return Type.String({ pattern: ANY_LENGTH, maxLength: 24, description });
}

/**
 * Every value of a policy under the rulebook's name. A description is the rule's number, a colon, and what the value
 * changes; `docs/policies.md` is made from it.
 */
export const PolicyValuesSchema = Type.Object(
  {
    'claim.max_applications': count(1, 100, 'R10: how many claims a buyer may ever open on one order line.'),
    'claim.max_modifications': count(
      0,
      100,
      'R15: how often the buyer may modify the terms of one claim. The number is ours: without one a claim need not end.',
    ),
    'after_sale.window': exactLength('R11: how long after trade success a claim may still be opened.'),
    'seller.answer.unshipped': exactLength(
      'R20: how long the seller has to answer while the goods are not shipped; silence agrees to the refund.',
    ),
    'seller.answer.virtual': exactLength(
      'R20: how long the seller has to answer a claim on virtual goods; silence agrees to the refund.',
    ),
    'seller.answer.shipped': exactLength(
      'R20: how long the seller has to answer once the goods are shipped, and after sale; silence agrees to the terms.',
    ),
    'buyer.after_refusal': exactLength(
      'R23: how long the buyer has after a refusal to modify, ask for intervention, accept or withdraw; silence closes the claim.',
    ),
    'buyer.after_refusal_virtual': exactLength(
      'R23: the same for virtual goods. Keep it longer than `intervention.virtual_wait`, or R33 makes a trap of it.',
    ),
    'proposal.expires': exactLength('R25: how long a proposal stays open. The number is ours.'),
    'intervention.virtual_wait': exactLength(
      'R32: how long after the first application on virtual goods the buyer may not yet ask for intervention.',
    ),
    'intervention.max_withdrawals': count(
      0,
      20,
      'R35: how often a request for intervention may be withdrawn in one claim. The number is ours: without one a claim need not end.',
    ),
    'evidence.window': exactLength('R40: how long both parties have to hand in evidence, from the request on.'),
    'evidence.seller_reply': exactLength(
      'R41: how long the seller has to answer when the buyer had to show evidence first and has done so.',
    ),
    'evidence.late_reply': exactLength(
      'R42: how long the other party has to answer late evidence that was admitted. The number is ours.',
    ),
    'evidence.required': exactLength(
      'R43: how long a party has to hand in what the mediator asked for during review. The number is ours.',
    ),
    'review.expected': anyLength('R44: when a ruling is expected, from the start of the review on.'),
    'review.due': anyLength(
      'R44: when a ruling is due, from the start of the review on; then a supervisor takes over.',
    ),
    'review.backstop': exactLength(
      'R44: how long after the due date a claim without a ruling is decided as unclear. The number is ours.',
    ),
    'suspension.settlement': anyLength('R48: how long a claim stands still while the parties want to settle.'),
    'suspension.court': anyLength("R48: how long a claim stands still for a court's notice of acceptance."),
    'suspension.police': anyLength('R48: how long a claim stands still for a police investigation.'),
    'ruling.low_value_limit': Type.Unsafe<number | null>({
      type: ['integer', 'null'],
      minimum: 1,
      maximum: MOST_MONEY,
      description: 'R51: up to which amount of the line a refund without return may be ruled; null does not offer it.',
    }),
    'ruling.second_review_from': count(
      0,
      MOST_MONEY,
      "R52: from which amount on a ruling needs a supervisor's approval. The number is ours.",
    ),
    'appeal.window': exactLength('R56: how long after a ruling each party may appeal. The number is ours.'),
    'appeal.due': anyLength('R56: how long an appeal may wait for its decision; then the ruling is upheld.'),
    'return.ship': exactLength('R57: how long the buyer has to ship the goods back; then the claim closes.'),
    'return.confirm': exactLength(
      'R58: how long the seller has to confirm or contest the return; then it is refunded.',
    ),
    'replacement.ship': exactLength(
      'R59: how long the seller has to ship a replacement; then it turns into a refund. The number is ours.',
    ),
    'replacement.accept': exactLength('R59: how long the buyer has to accept a replacement; then the claim succeeds.'),
    'standing.monthly_limit': count(
      0,
      10_000,
      'R61: how many dispute refunds a shop may have in a calendar month; one more restricts it.',
    ),
    'standing.restriction': Type.String({
      pattern: RESTRICTION,
      maxLength: 24,
      description: 'R61: how long a shop stays restricted: `until_month_end`, or an exact length.',
    }),
  },
  { additionalProperties: false },
);
