import { applyDeadline, catchUp } from '../domain/catch-up.ts';
import { deadlineOf, nextDeadlineOf } from '../domain/deadline.ts';
import { decide, openClaim } from '../domain/decide.ts';
import { report } from '../domain/report.ts';

/** What is walked: the functions through which every change to a claim goes. */
export interface Process {
  readonly openClaim: typeof openClaim;
  readonly decide: typeof decide;
  readonly report: typeof report;
  readonly deadlineOf: typeof deadlineOf;
  readonly nextDeadlineOf: typeof nextDeadlineOf;
  readonly applyDeadline: typeof applyDeadline;
  readonly catchUp: typeof catchUp;
}

/** The process as it runs in production. Another one is handed in only to show that a check bites. */
export const REAL_PROCESS: Process = {
  openClaim,
  decide,
  report,
  deadlineOf,
  nextDeadlineOf,
  applyDeadline,
  catchUp,
};
