import type { Actor } from '../domain/claim.ts';
import type { ClaimEvent } from '../domain/event.ts';
import type { Refused } from '../domain/refusals.ts';
import type { NewAuditEntry } from './audit.ts';
import type { Answer, Idempotency, StoredAnswer } from './idempotency.ts';
import type { Visit } from './visit.ts';

/** What came of knocking at the door. */
export type Outcome =
  | { readonly kind: 'done'; readonly visit: Visit; readonly events: readonly ClaimEvent[]; readonly answer: Answer }
  /** The same idempotency key before: its answer of then, and nothing decided. */
  | { readonly kind: 'replayed'; readonly answer: Answer }
  /** Nothing was written but deadlines that were due; `visit` is null where no claim came to be. */
  | { readonly kind: 'refused'; readonly refused: Refused; readonly visit: Visit | null }
  /** Unknown, or not to be seen by the actor: the same to the outside. */
  | { readonly kind: 'not_found' }
  /** Another version than the expected one. */
  | { readonly kind: 'version_mismatch'; readonly version: number }
  /** The same idempotency key before, of another request. */
  | { readonly kind: 'key_reused' };

export interface Knock {
  readonly actor: Actor;
  readonly idempotency?: Idempotency | undefined;
  /** What the audit log is to say of it, where it is administration; nothing where it changes nothing. */
  readonly audit?: NewAuditEntry | undefined;
  /** Made from the claim as it will be, before it is written; kept with the idempotency key. */
  readonly answer: (visit: Visit) => Answer;
  /** What has to be there before anything is written, and is not wanted where nothing is: a new key. */
  readonly prepare?: (() => Promise<void>) | undefined;
}

/** R10: to a stranger the same as an id that does not exist. */
export function refusal(refused: Refused, visited: Visit | null): Outcome {
  return refused.code === 'NOT_FOUND' ? { kind: 'not_found' } : { kind: 'refused', refused, visit: visited };
}

/** A key that was seen before gives the answer of then, if it came with the same request. */
export function replay({ fingerprint, answer }: StoredAnswer, { idempotency }: Pick<Knock, 'idempotency'>): Outcome {
  return fingerprint === idempotency?.fingerprint ? { kind: 'replayed', answer } : { kind: 'key_reused' };
}
