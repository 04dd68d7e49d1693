import { Type } from 'typebox';
import type { RefusalCode } from '../domain/refusals.ts';

/**
 * What each refusal of the domain is over HTTP: 403 who asks, 404 not there (or not to be seen), 409 the state of the
 * world, which time or somebody else may change, 422 what was sent. A new refusal does not compile without its status.
 */
const REFUSAL_STATUS = {
  NOT_FOUND: 404,
  WRONG_PARTY: 403,
  ENDED: 409,
  NOT_REFUSED: 409,
  ALREADY_IN_INTERVENTION: 409,
  WRONG_STATE: 409,
  SUSPENDED: 409,
  VIRTUAL_WAIT: 409,
  WINDOW_CLOSED: 409,
  LIVE_CLAIM_EXISTS: 409,
  TOO_MANY_APPLICATIONS: 409,
  TOO_MANY_MODIFICATIONS: 409,
  TOO_MANY_WITHDRAWALS: 409,
  REMEDY_NOT_AVAILABLE: 422,
  REASON_NOT_AVAILABLE: 422,
  AMOUNT_TOO_HIGH: 422,
  FULL_AMOUNT_ONLY: 422,
  NOT_REFUSABLE: 422,
  RETURN_ADDRESS_REQUIRED: 422,
  FILES_REQUIRED: 422,
  FILE_NOT_FOUND: 422,
  EVIDENCE_NOT_ADMITTED: 422,
  OPEN_PROPOSAL_EXISTS: 409,
  NO_OPEN_PROPOSAL: 409,
  NOT_OWNER: 409,
  ALREADY_OWNED: 409,
  CONFLICT_OF_INTEREST: 403,
  EVIDENCE_NOT_FOUND: 422,
  RULING_INCONSISTENT: 422,
  RULING_REQUIRED: 422,
  LOW_VALUE_NOT_OFFERED: 422,
  ALREADY_APPEALED: 409,
  APPEAL_PENDING: 409,
  REFUND_SETTLED: 409,
} as const satisfies Record<RefusalCode, number>;

/** What the service itself answers, before or beside any rule of a claim. */
const SERVICE_STATUS = {
  MALFORMED_REQUEST: 400,
  MALFORMED_JSON: 400,
  DUPLICATE_KEY: 400,
  INVALID_TEXT: 400,
  TOO_DEEP: 400,
  BODY_REQUIRED: 400,
  INVALID_REQUEST: 400,
  INVALID_HEADER: 400,
  INVALID_CURSOR: 400,
  UPLOAD_INCOMPLETE: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  CROSS_SITE: 403,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_TIMEOUT: 408,
  IDEMPOTENCY_IN_PROGRESS: 409,
  VERSION_MISMATCH: 412,
  PAYLOAD_TOO_LARGE: 413,
  FILE_TOO_LARGE: 413,
  URI_TOO_LONG: 414,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UNSUPPORTED_FILE_TYPE: 415,
  IDEMPOTENCY_KEY_REUSED: 422,
  RATE_LIMITED: 429,
  HEADERS_TOO_LARGE: 431,
  INTERNAL: 500,
  NOT_READY: 503,
} as const;

/** Rules outside the claim: orders, policies, calendars, refunds, the queue, the sandbox's clock, keys. */
const RULE_STATUS = {
  QUEUE_EMPTY: 404,
  TOO_MANY_SAVED: 409,
  TEMPLATE_INVALID: 422,
  ORDER_NOT_FOUND: 422,
  ORDER_INVALID: 422,
  ORDER_CONFLICT: 409,
  POLICY_EXISTS: 409,
  NOT_A_SANDBOX: 404,
  STATEMENT_EMPTY: 422,
  CLOCK_BACKWARDS: 422,
  NO_DEADLINE: 422,
  POLICY_INVALID: 422,
  CALENDAR_INVALID: 422,
  PERIOD_INVALID: 422,
  FILE_PROCESSING: 409,
  FILE_REJECTED: 409,
  UPLOAD_OFFSET_MISMATCH: 409,
  UPLOAD_QUOTA_EXCEEDED: 429,
  CLAIM_FILES_EXCEEDED: 422,
  CAPTURE_CODE_INVALID: 422,
} as const;

/** Accounts of staff, and how they sign in. */
const IDENTITY_STATUS = {
  SIGN_IN_FAILED: 401,
  SECOND_FACTOR_REQUIRED: 401,
  SECOND_FACTOR_INVALID: 401,
  SIGN_IN_LOCKED: 429,
  PASSWORD_WRONG: 422,
  PASSWORD_WEAK: 422,
  CODE_INVALID: 422,
  SECOND_FACTOR_NOT_OFFERED: 409,
  LINK_INVALID: 404,
  EMAIL_TAKEN: 409,
  LAST_OPERATOR: 409,
  STAFF_INACTIVE: 409,
  RETURN_URL_NOT_ALLOWED: 422,
} as const;

/** Every code a problem can carry, with its HTTP status. */
export const PROBLEM_STATUS = { ...SERVICE_STATUS, ...RULE_STATUS, ...IDENTITY_STATUS, ...REFUSAL_STATUS } as const;

export type ProblemCode = keyof typeof PROBLEM_STATUS;

export const PROBLEM_CODES = Object.keys(PROBLEM_STATUS) as readonly ProblemCode[];

/** A relative reference (RFC 9457 section 3.1.1), stable per code: `/problems/wrong-party`. */
export function problemType(code: ProblemCode): string {
  return `/problems/${code.toLowerCase().replaceAll('_', '-')}`;
}

/** One thing that is wrong with the request's shape. */
export const FieldError = Type.Object(
  {
    pointer: Type.String({ description: 'JSON Pointer into the body, or `/query/…`, `/path/…`, `/headers/…`' }),
    code: Type.String({ description: 'the check that failed: `required`, `unknown_field`, `type`, `minimum` …' }),
    detail: Type.String(),
  },
  { title: 'FieldError', additionalProperties: false },
);

/** RFC 9457 problem details, as every refusal and error is answered. */
export const ProblemBody = Type.Object(
  {
    type: Type.String({ description: 'stable for the code, relative to the service' }),
    title: Type.String({ description: 'the code in words, in the language of `Content-Language`' }),
    status: Type.Integer(),
    detail: Type.String({ description: 'a sentence in the language asked for by `Accept-Language`' }),
    code: Type.String({ enum: [...PROBLEM_CODES] }),
    instance: Type.String({ description: 'the id of the request, as in `X-Request-Id`' }),
    rule: Type.Optional(Type.String({ description: 'the rule of the rulebook: `R32`' })),
    available_at: Type.Optional(Type.String({ format: 'date-time', description: 'when time alone will lift it' })),
    closes_at: Type.Optional(
      Type.String({ format: 'date-time', description: 'R33: when the claim closes before that' }),
    ),
    errors: Type.Optional(Type.Array(FieldError)),
  },
  { title: 'Problem', additionalProperties: false },
);
