import type { FieldError, ProblemShape } from './shapes.ts';

/**
 * Why a request did not do what was asked. `code` is the server's, or `OFFLINE` where no answer came; then nobody
 * knows whether the request arrived, and it may be sent again with the same idempotency key.
 */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  /** A sentence in the reader's language; empty where no answer came. */
  readonly detail: string;
  readonly title: string;
  readonly availableAt: string | null;
  readonly closesAt: string | null;
  readonly rule: string | null;
  readonly errors: readonly FieldError[];
  readonly requestId: string | null;

  constructor(problem: Partial<ProblemShape> & { status: number; code: string }) {
    super(`${problem.code} ${problem.detail ?? ''}`);
    this.status = problem.status;
    this.code = problem.code;
    this.detail = problem.detail ?? '';
    this.title = problem.title ?? '';
    this.availableAt = problem.available_at ?? null;
    this.closesAt = problem.closes_at ?? null;
    this.rule = problem.rule ?? null;
    this.errors = problem.errors ?? [];
    this.requestId = problem.instance ?? null;
  }

  /** Whether the same request may succeed when it is simply sent again. */
  get isPassing(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429 || this.code === 'IDEMPOTENCY_IN_PROGRESS';
  }
}

export function offline(): ApiProblem {
  return new ApiProblem({ status: 0, code: 'OFFLINE' });
}

/** The problem of an answer that is none of the 2xx. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const known = { status: response.status, code: `HTTP_${response.status}` };
  try {
    return new ApiProblem({ ...known, ...((await response.json()) as Partial<ProblemShape>) });
  } catch {
    // A proxy in between answers in its own way.
    return new ApiProblem(known);
  }
}
