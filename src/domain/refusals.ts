import type { Instant } from './time.ts';

/**
 * Every refusal of a command, in order of precedence: of several that apply, the first is given. Each with the rule
 * it comes from. The contract, the words and the documents follow this list.
 */
export const REFUSALS = {
  NOT_FOUND: 'R10',
  WRONG_PARTY: 'R10',
  ENDED: 'R4',
  NOT_REFUSED: 'R31',
  ALREADY_IN_INTERVENTION: 'R30',
  WRONG_STATE: 'R3',
  SUSPENDED: 'R48',
  VIRTUAL_WAIT: 'R32',
  WINDOW_CLOSED: 'R11',
  LIVE_CLAIM_EXISTS: 'R10',
  TOO_MANY_APPLICATIONS: 'R10',
  TOO_MANY_MODIFICATIONS: 'R15',
  TOO_MANY_WITHDRAWALS: 'R35',
  REMEDY_NOT_AVAILABLE: 'R12',
  REASON_NOT_AVAILABLE: 'R14',
  AMOUNT_TOO_HIGH: 'R13',
  FULL_AMOUNT_ONLY: 'R12',
  NOT_REFUSABLE: 'R22',
  RETURN_ADDRESS_REQUIRED: 'R21',
  FILES_REQUIRED: 'R22',
  FILE_NOT_FOUND: 'R40',
  OPEN_PROPOSAL_EXISTS: 'R25',
  NO_OPEN_PROPOSAL: 'R25',
  NOT_OWNER: 'R47',
  ALREADY_OWNED: 'R47',
  CONFLICT_OF_INTEREST: 'R47',
  EVIDENCE_NOT_FOUND: 'R42',
  EVIDENCE_NOT_ADMITTED: 'R42',
  RULING_INCONSISTENT: 'R50',
  RULING_REQUIRED: 'R56',
  LOW_VALUE_NOT_OFFERED: 'R51',
  ALREADY_APPEALED: 'R56',
  APPEAL_PENDING: 'R56',
  REFUND_SETTLED: 'R59a',
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** The refusals in order of precedence. */
export const REFUSAL_CODES = Object.keys(REFUSALS) as readonly RefusalCode[];

/** A refused command: a value, never thrown (R8). */
export interface Refused {
  readonly code: RefusalCode;
  readonly rule: string;
  /** When time alone will lift it. */
  readonly availableAt: Instant | null;
  /** R33: when the claim closes before that, unless the buyer modifies it. */
  readonly closesAt: Instant | null;
}

/**
 * What would refuse a command: each code with whether it applies. Lazy, so that a check may rely on those before it in
 * the order of precedence having passed.
 */
export type Checks = { readonly [C in RefusalCode]?: (() => boolean) | undefined };

export function refused(code: RefusalCode, more: Partial<Omit<Refused, 'code'>> = {}): Refused {
  return { code, rule: REFUSALS[code], availableAt: null, closesAt: null, ...more };
}

/** The first refusal that applies, in order of precedence. */
export function firstRefusal(checks: Checks): Refused | null {
  const code = REFUSAL_CODES.find((candidate) => checks[candidate]?.());
  return code ? refused(code) : null;
}
