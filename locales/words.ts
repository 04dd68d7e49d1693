import type { ViewerState } from '../src/domain/actions.ts';
import type { Actor, EndReason, Goods, Phase, Status, SuspensionGround } from '../src/domain/claim.ts';
import type { CommandType } from '../src/domain/command.ts';
import type { DeadlineName } from '../src/domain/deadline.ts';
import type { EventType } from '../src/domain/event.ts';
import type { RefusalCode } from '../src/domain/refusals.ts';
import type { RulingContent } from '../src/domain/verdict.ts';

/** What goes wrong around the rules, by the code on the wire, with what its sentence mentions. */
export const PROBLEMS = {
  MALFORMED_REQUEST: [],
  MALFORMED_JSON: ['position'],
  DUPLICATE_KEY: [],
  INVALID_TEXT: [],
  TOO_DEEP: [],
  BODY_REQUIRED: [],
  INVALID_REQUEST: [],
  INVALID_HEADER: ['header'],
  INVALID_CURSOR: [],
  UPLOAD_INCOMPLETE: [],
  UNAUTHENTICATED: [],
  FORBIDDEN: [],
  CROSS_SITE: [],
  METHOD_NOT_ALLOWED: [],
  REQUEST_TIMEOUT: [],
  VERSION_MISMATCH: ['version'],
  IDEMPOTENCY_KEY_REUSED: [],
  IDEMPOTENCY_IN_PROGRESS: [],
  PAYLOAD_TOO_LARGE: [],
  FILE_TOO_LARGE: [],
  STATEMENT_EMPTY: [],
  URI_TOO_LONG: [],
  HEADERS_TOO_LARGE: [],
  UNSUPPORTED_MEDIA_TYPE: [],
  UNSUPPORTED_FILE_TYPE: [],
  RATE_LIMITED: [],
  FILE_PROCESSING: [],
  FILE_REJECTED: [],
  UPLOAD_OFFSET_MISMATCH: [],
  UPLOAD_QUOTA_EXCEEDED: [],
  CLAIM_FILES_EXCEEDED: [],
  CAPTURE_CODE_INVALID: [],
  INTERNAL: [],
  NOT_READY: [],
  QUEUE_EMPTY: [],
  TOO_MANY_SAVED: [],
  TEMPLATE_INVALID: [],
  CLOCK_BACKWARDS: [],
  NO_DEADLINE: [],
  NOT_A_SANDBOX: [],
  ORDER_NOT_FOUND: [],
  ORDER_CONFLICT: [],
  ORDER_INVALID: [],
  POLICY_INVALID: [],
  POLICY_EXISTS: [],
  CALENDAR_INVALID: [],
  SIGN_IN_FAILED: [],
  SECOND_FACTOR_REQUIRED: [],
  SECOND_FACTOR_INVALID: [],
  SIGN_IN_LOCKED: [],
  PASSWORD_WRONG: [],
  PASSWORD_WEAK: [],
  CODE_INVALID: [],
  SECOND_FACTOR_NOT_OFFERED: [],
  LINK_INVALID: [],
  EMAIL_TAKEN: [],
  LAST_OPERATOR: [],
  STAFF_INACTIVE: [],
  PERIOD_INVALID: [],
  RETURN_URL_NOT_ALLOWED: [],
} as const;
export type ProblemWord = keyof typeof PROBLEMS;

/** What can be wrong with one field, with what its sentence mentions. `invalid` stands for every other check. */
export const FIELDS = {
  invalid: [],
  required: [],
  type: ['type'],
  minimum: ['limit'],
  maximum: ['limit'],
  min_length: ['limit'],
  max_length: ['limit'],
  pattern: ['pattern'],
  enum: ['values'],
  format: ['format'],
  unknown_field: [],
  multiple_of: ['multiple_of'],
  min_items: ['limit'],
  max_items: ['limit'],
  unique_items: [],
  duplicate_key: [],
  too_deep: [],
  invalid_text: [],
  duplicate: [],
  unknown_placeholder: ['names'],
  outside_year: [],
  disagrees_with_status: [],
  id_mismatch: [],
  exact_length: [],
  shop_of_seller: [],
  length: [],
  restriction: [],
  length_out_of_range: [],
  instant: [],
  time_zone: [],
  expected_after_due: [],
  duplicate_code: [],
  remedy_without_goods: [],
  remedy_not_in_phase: [],
  refund_needed: [],
  phase_without_goods: [],
  track_without_burden: [],
  days_without_receipt: [],
  virtual_trap: ['after_refusal', 'wait'],
  unsound: ['story'],
} as const;
export type FieldWord = keyof typeof FIELDS;

/** R65: what may follow a refusal or a request for intervention, with what its sentence mentions. */
export const CONSEQUENCES = {
  MONEY_AT_STAKE: ['money'],
  DISPUTE_REFUND: ['number', 'limit'],
  ACTIVITY_RESTRICTION: ['until'],
  SILENCE_AFTER_REFUSAL: ['until'],
  SILENCE_IN_EVIDENCE: ['until'],
  BURDEN_OF_PROOF: ['party'],
} as const;

/** Sentences that no code stands for, with what they mention. */
export const PHRASES = {
  deadline_approaching: ['at', 'then'],
  deadline_trap: ['available_at', 'at'],
  message_sent: [],
  virtual_wait_closing: ['available_at', 'closes_at'],
  derivation: ['length', 'from', 'rule'],
  derivation_paused: ['length', 'from', 'rule', 'paused'],
  deadline: ['at', 'then'],
  provisional: ['sentence'],
  working_day: ['count'],
  working_days: ['count'],
  month_end: [],
  erased: [],
} as const;
export type PhraseWord = keyof typeof PHRASES;

/** What a refusal's sentence mentions; the others mention nothing. */
export const REFUSALS_WITH_VALUES: { readonly [C in RefusalCode]?: readonly string[] } = {
  VIRTUAL_WAIT: ['available_at'],
};

/** Where an intervention or an appeal stands, as the wire names it. */
export const STAGES = ['evidence', 'seller_reply', 'review', 'awaiting_approval', 'appeal'] as const;

type Names<K extends string> = { readonly [Name in K]: string };

/**
 * Everything the product says in one language. Values stand in braces, `{available_at}`; a bracket whose value is not
 * at hand is left out whole.
 */
export interface Words {
  /** R8: what is wrong and what to do, for every refusal of a command. */
  readonly refusals: Names<RefusalCode>;
  readonly problems: Names<ProblemWord>;
  /** The same codes in two or three words. */
  readonly titles: Names<RefusalCode | ProblemWord>;
  readonly fields: Names<FieldWord>;
  readonly commands: Names<CommandType>;
  readonly statuses: Names<Status>;
  readonly stages: Names<(typeof STAGES)[number]>;
  /** What follows when a deadline passes. */
  readonly deadlines: Names<DeadlineName>;
  readonly roles: Names<Actor['role'] | 'platform'>;
  readonly remedies: Names<RulingContent['remedy']>;
  readonly faults: Names<RulingContent['fault']>;
  readonly freights: Names<RulingContent['freight']>;
  readonly fundings: Names<RulingContent['funding']>;
  readonly rulingReasons: Names<RulingContent['reasonCode']>;
  readonly phases: Names<Phase>;
  readonly goods: Names<Goods>;
  readonly viewerStates: Names<ViewerState>;
  readonly endReasons: Names<EndReason>;
  readonly suspensionGrounds: Names<SuspensionGround>;
  readonly events: Names<EventType>;
  readonly consequences: Names<keyof typeof CONSEQUENCES>;
  readonly phrases: Names<PhraseWord>;
}
