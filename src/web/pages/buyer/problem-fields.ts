import type { ApiProblem } from '../../api/problem.ts';

/** Which field of a form a refusal is about, where it is about what was sent. */
const FIELD_OF_CODE: Readonly<Record<string, string>> = {
  REMEDY_NOT_AVAILABLE: 'remedy',
  REASON_NOT_AVAILABLE: 'reason',
  AMOUNT_TOO_HIGH: 'amount',
  FULL_AMOUNT_ONLY: 'amount',
  FILES_REQUIRED: 'files',
  FILE_NOT_FOUND: 'files',
  STATEMENT_EMPTY: 'words',
};

/** The server's sentences by field: where it names no field, the code says which one is meant. */
export function errorsByField(
  problem: ApiProblem | null,
  fieldErrors: Readonly<Record<string, string>>,
): Record<string, string> {
  const field = problem && FIELD_OF_CODE[problem.code];
  return { ...fieldErrors, ...(field && problem ? { [field]: problem.detail } : {}) };
}
