const PASSING = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
]);

/** What a competing decision that was written first makes of ours: read again, and decide again. */
const COMPETING = new Set([
  'order_line_covers_claims',
  'claim_live_line',
  'claim_event_pkey',
  'claim_pkey',
  'refund_pkey',
]);
const KEY_TAKEN = new Set(['idempotency_pkey', 'idempotency_scope_key']);

interface DatabaseFailure {
  readonly code: string;
  readonly constraint: string | undefined;
}

function failureOf(error: unknown): DatabaseFailure | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
  return { code: error.code, constraint };
}

/** Somebody else's decision came between: deciding again on what there is now settles it. */
export function isCompetition(error: unknown): boolean {
  const failure = failureOf(error);
  return failure !== null && (PASSING.has(failure.code) || COMPETING.has(failure.constraint ?? ''));
}

/** Another request has taken the idempotency key. */
export function isKeyTaken(error: unknown): boolean {
  return KEY_TAKEN.has(failureOf(error)?.constraint ?? '');
}

/** The row itself cannot be written, as against a database that cannot be reached or has no room. */
export function isFaultOfRow(error: unknown): boolean {
  const failure = failureOf(error);
  if (failure === null) return !isConnectionError(error);
  return /^[0-9A-Z]{5}$/.test(failure.code) && /^(?:2[0-9]|42|P0)/.test(failure.code);
}

/** The driver's own errors carry no code; they all speak of the connection or the query's timeout. */
function isConnectionError(error: unknown): boolean {
  return error instanceof Error && /connection|timeout|client|pool/i.test(error.message);
}
