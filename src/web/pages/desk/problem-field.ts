import type { ApiProblem } from '../../api/problem.ts';

const FIELD_OF_CODE: Readonly<Record<string, string>> = {
  REMEDY_NOT_AVAILABLE: 'remedy',
  LOW_VALUE_NOT_OFFERED: 'remedy',
  AMOUNT_TOO_HIGH: 'amount',
  FILE_NOT_FOUND: 'findings',
  EVIDENCE_NOT_ADMITTED: 'findings',
  RULING_INCONSISTENT: 'remedy',
};

/** The field of a ruling that a refusal is about, where it is about one, with the server's sentence. */
export function fieldOfProblem(problem: ApiProblem | null): Record<string, string> {
  const field = problem && FIELD_OF_CODE[problem.code];
  return field && problem ? { [field]: problem.detail } : {};
}
