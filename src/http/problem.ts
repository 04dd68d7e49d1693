import type { ProblemCode } from '../contract/problem.ts';
import type { Refused } from '../domain/refusals.ts';
import type { Instant } from '../domain/time.ts';
import type { Outcome } from '../store/execute.ts';
import type { Answer } from '../store/idempotency.ts';
import { etagOf, type Headers } from './answer.ts';
import type { FieldError } from './check.ts';
import type { JsonFault } from './strict-json.ts';

/** R1: where no claim says otherwise. */
export const DEFAULT_TIME_ZONE = 'Asia/Shanghai';

interface More {
  readonly rule?: string;
  readonly availableAt?: Instant | null;
  readonly closesAt?: Instant | null;
  readonly errors?: readonly FieldError[];
  readonly headers?: Headers;
  /** What the sentence mentions: `{ header: 'If-Match' }`. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** On whose clocks the sentence tells its instants. */
  readonly timeZone?: string;
}

/** Why a request was not done: a value, answered as RFC 9457 problem details in the caller's language. */
export interface Problem extends More {
  readonly code: ProblemCode;
}

export function problem(code: ProblemCode, more: More = {}): Problem {
  return { ...more, code };
}

/** Carries a problem out of a depth from which it cannot be returned. */
export class HttpProblem extends Error {
  readonly problem: Problem;

  constructor(reason: Problem) {
    super(reason.code);
    this.name = 'HttpProblem';
    this.problem = reason;
  }
}

export function problemOfRefusal(
  { code, rule, availableAt, closesAt }: Refused,
  timeZone = DEFAULT_TIME_ZONE,
): Problem {
  return { code, rule, availableAt, closesAt, timeZone };
}

export function problemOfOutcome(outcome: Exclude<Outcome, { kind: 'done' | 'replayed' }>): Problem {
  if (outcome.kind === 'refused') return problemOfRefusal(outcome.refused, outcome.visit?.rules.calendar.timeZone);
  if (outcome.kind === 'not_found') return problem('NOT_FOUND');
  if (outcome.kind === 'key_reused') return problem('IDEMPOTENCY_KEY_REUSED');
  const { version } = outcome;
  return problem('VERSION_MISMATCH', { params: { version }, headers: { etag: etagOf(version) } });
}

/** What the door said, as the reply to the request that knocked. */
export function replyOfOutcome(outcome: Outcome): Answer | Problem {
  if (outcome.kind === 'done') return outcome.answer;
  if (outcome.kind === 'replayed') return replayed(outcome.answer);
  return problemOfOutcome(outcome);
}

/** The stored answer of an idempotency key, marked as such. */
export function replayed(stored: Answer): Answer {
  return { ...stored, headers: { ...stored.headers, 'idempotent-replayed': 'true' } };
}

export function problemOfJson(fault: JsonFault): Problem {
  if (fault.code === 'MALFORMED_JSON') return problem('MALFORMED_JSON', { params: { position: fault.position } });
  if (fault.code === 'FORBIDDEN_KEY')
    return problem('INVALID_REQUEST', { errors: [{ pointer: fault.pointer, code: 'unknown_field' }] });
  return problem(fault.code, { errors: [{ pointer: fault.pointer, code: fault.code.toLowerCase() }] });
}

export function invalidHeader(header: string): Problem {
  return problem('INVALID_HEADER', {
    params: { header },
    errors: [{ pointer: `/headers/${header.toLowerCase()}`, code: 'format' }],
  });
}
