import type { Claim, Evidence, Terms } from '../../src/domain/claim.ts';
import type { Bodies, CommandType } from '../../src/domain/command.ts';
import { needsReturn } from '../../src/domain/remedies.ts';
import type { RulingContent } from '../../src/domain/verdict.ts';

/** What a test says of a body; the rest is a body that would be accepted where the command is. */
export type Given<T extends CommandType> = T extends 'modify_terms'
  ? { readonly terms?: Partial<Terms> }
  : Partial<Bodies[T]>;

/** A consistent ruling: for the terms and against the seller, unless the test says otherwise. */
export function rulingOn(claim: Pick<Claim, 'terms'>, given: Partial<RulingContent> = {}): RulingContent {
  const remedy = given.remedy ?? claim.terms.remedy;
  const against = remedy === 'none';
  return {
    fault: against ? 'buyer' : 'seller',
    remedy,
    amount: against ? 0 : claim.terms.amount,
    returnGoods: needsReturn(remedy),
    freight: against ? 'buyer' : 'seller',
    funding: 'seller',
    findings: [{ text: 'What both sides showed was looked at.', files: [] }],
    reasonCode: against ? 'buyer_failed_burden' : 'seller_failed_burden',
    rules: ['R50'],
    ...given,
  };
}

const statement = { words: 'It is so.', files: [] };
const proof = { words: 'Here is the proof.', files: ['fil_proof'] };
const parcel = { carrier: 'SF Express', trackingNumber: 'SF1234567890', files: [] };

const undecided = ({ evidence }: Claim): Evidence | undefined => evidence.find(({ admitted }) => admitted === null);

const DEFAULTS: { readonly [T in CommandType]: (claim: Claim, given: Given<T>) => Bodies[T] } = {
  modify_terms: ({ terms }, given) => ({ terms: { ...terms, ...given.terms } }),
  withdraw: () => ({}),
  agree: () => ({ addressGiven: true }),
  refuse: () => ({ ...statement, reason: 'goods_fine' }),
  propose: ({ terms }) => ({ remedy: terms.remedy, amount: terms.amount, freight: 'seller', words: 'Like this?' }),
  accept_proposal: () => ({}),
  decline_proposal: () => ({ words: null }),
  ship_return: () => parcel,
  confirm_return: () => ({}),
  contest_return: () => proof,
  ship_replacement: () => parcel,
  accept_replacement: () => ({}),
  request_intervention: () => statement,
  withdraw_intervention: () => ({}),
  submit_evidence: () => proof,
  finish_evidence: () => ({}),
  appeal: () => proof,
  request_call: () => ({ words: null }),
  step_in: () => ({ words: 'The platform looks into it.' }),
  take: () => ({}),
  release: () => ({}),
  assign: () => ({ mediatorId: 'M2' }),
  require_evidence: () => ({ from: 'seller', words: 'Show the packing record.' }),
  admit_evidence: (claim) => ({ evidenceId: undecided(claim)?.id ?? 'evd_none', admitted: true, words: 'It matters.' }),
  rule: rulingOn,
  approve_ruling: () => ({}),
  send_back_ruling: () => ({ words: 'Look again.' }),
  decide_appeal: () => ({ outcome: 'upheld', ruling: null, words: 'The ruling stands.' }),
  suspend: () => ({ ground: 'settlement', words: 'Both want to talk.' }),
  resume: () => ({}),
  escalate: () => ({ words: 'Too hard for one.' }),
  log_call: () => ({ party: 'buyer', words: 'They called.' }),
};

/** A whole body: what the test says, and for the rest what would be accepted. */
export function bodyOf<T extends CommandType>(type: T, claim: Claim, given: Given<T>): Bodies[T] {
  const whole = DEFAULTS[type](claim, given);
  return type === 'modify_terms' ? whole : { ...whole, ...given };
}
