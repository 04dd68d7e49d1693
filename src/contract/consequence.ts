import { type Static, Type } from 'typebox';
import type { Claim, Party, State } from '../domain/claim.ts';
import { deadlineOf } from '../domain/deadline.ts';
import { type Rules, reasonNamed } from '../domain/policy.ts';
import { restrictionEnd } from '../domain/standing.ts';
import type { Instant } from '../domain/time.ts';
import { Amount, Currency, InstantText, record } from './primitive.ts';
import { PARTIES } from './terms.ts';
import { toWire } from './wire.ts';

const sentence = { detail: Type.String() };

/** R65: what may follow, told before a seller refuses and before anybody asks for intervention. */
export const ConsequenceView = Type.Union(
  [
    record({ code: Type.Literal('MONEY_AT_STAKE'), ...sentence, amount: Amount, currency: Currency }),
    record({
      code: Type.Literal('DISPUTE_REFUND'),
      ...sentence,
      number: Type.Integer({ description: 'which dispute refund of the calendar month it would be' }),
      limit: Type.Integer(),
    }),
    record({ code: Type.Literal('ACTIVITY_RESTRICTION'), ...sentence, until: InstantText }),
    record({ code: Type.Literal('SILENCE_AFTER_REFUSAL'), ...sentence, until: InstantText }),
    record({ code: Type.Literal('SILENCE_IN_EVIDENCE'), ...sentence, until: InstantText }),
    record({ code: Type.Literal('BURDEN_OF_PROOF'), ...sentence, party: Type.Enum(PARTIES) }),
  ],
  { title: 'Consequence' },
);

/** One thing that may follow, before it is put into words. Amounts in minor units. */
export type Consequence =
  | { readonly code: 'MONEY_AT_STAKE'; readonly amount: number; readonly currency: string }
  | { readonly code: 'DISPUTE_REFUND'; readonly number: number; readonly limit: number }
  | { readonly code: 'ACTIVITY_RESTRICTION'; readonly until: Instant }
  | { readonly code: 'SILENCE_AFTER_REFUSAL'; readonly until: Instant }
  | { readonly code: 'SILENCE_IN_EVIDENCE'; readonly until: Instant }
  | { readonly code: 'BURDEN_OF_PROOF'; readonly party: Party };

/** What the consequences are read from. */
export interface Stakes {
  readonly claim: Claim;
  readonly now: Instant;
  readonly rules: Rules;
  readonly standing: { readonly disputeRefundsThisMonth: number; readonly limit: number };
}

/** When the deadline would be if the claim stood there from now on. */
function deadlineIn(state: State, { claim, now, rules }: Stakes): Instant {
  return deadlineOf({ ...claim, state }, rules)?.at ?? now;
}

function standingConsequences(stakes: Stakes): Consequence[] {
  const { disputeRefundsThisMonth, limit } = stakes.standing;
  const number = disputeRefundsThisMonth + 1;
  const counted: Consequence = { code: 'DISPUTE_REFUND', number, limit };
  return number > limit
    ? [counted, { code: 'ACTIVITY_RESTRICTION', until: restrictionEnd(stakes.now, stakes.rules.policy) }]
    : [counted];
}

function moneyAtStake({ claim }: Stakes): Consequence {
  return { code: 'MONEY_AT_STAKE', amount: claim.terms.amount, currency: claim.currency };
}

/** R65 for a refusal: what a ruling against the shop would do, and what the buyer's silence does. */
function ofRefusal(stakes: Stakes): Consequence[] {
  const until = deadlineIn({ status: 'refused', waiting: { since: stakes.now, paused: 0 } }, stakes);
  return [moneyAtStake(stakes), ...standingConsequences(stakes), { code: 'SILENCE_AFTER_REFUSAL', until }];
}

/** R65 for a request for intervention: the money, the seller's record, and who must prove what (R40). */
function ofIntervention(stakes: Stakes, party: Party): Consequence[] {
  const stage = { name: 'evidence', waiting: { since: stakes.now, paused: 0 }, done: [] } as const;
  const until = deadlineIn({ status: 'in_intervention', stage, suspended: null }, stakes);
  const [burden] = reasonNamed(stakes.rules.policy, stakes.claim.terms.reason).burden;
  return [
    moneyAtStake(stakes),
    ...(party === 'seller' ? standingConsequences(stakes) : []),
    { code: 'SILENCE_IN_EVIDENCE', until },
    ...(burden ? [{ code: 'BURDEN_OF_PROOF', party: burden } as const] : []),
  ];
}

/** R65: what may follow a command that a party can give; null for commands without such a warning. */
export function consequencesOf(command: string, party: Party, stakes: Stakes): Consequence[] | null {
  if (command === 'refuse') return ofRefusal(stakes);
  if (command === 'request_intervention') return ofIntervention(stakes, party);
  return null;
}

export function consequenceView(consequence: Consequence, detail: string): Static<typeof ConsequenceView> {
  return { detail, ...toWire(consequence) };
}
