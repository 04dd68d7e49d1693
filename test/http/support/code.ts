import { PROBLEM_CODES } from '../../../src/contract/problem.ts';

export function isProblemCode(code: string): boolean {
  return PROBLEM_CODES.some((known) => known === code);
}
