import { Type } from 'typebox';
import { Day } from '../contract/primitive.ts';
import { dayNumber, dayOf, type Instant, localDay, startOfDay } from '../domain/time.ts';
import type { Period } from '../store/report.ts';
import { type Problem, problem } from './problem.ts';

/** The query parameters of every report by days; spread into the route's own. */
export const PERIOD_QUERY = {
  from: Type.Optional({ ...Day, description: 'first calendar day; 29 days before the last unless told' }),
  to: Type.Optional({ ...Day, description: 'last calendar day; today unless told' }),
  format: Type.Optional(Type.Enum(['json', 'csv'], { description: 'as `Accept: text/csv` asks for it too' })),
};

export interface Asked {
  readonly from?: string;
  readonly to?: string;
}

export interface ReportPeriod extends Period {
  /** When the report was asked for. */
  readonly now: Instant;
  readonly firstDay: string;
  readonly lastDay: string;
}

const USUAL_DAYS = 30;
const MOST_DAYS = 366;

/** The days asked for, whole ones of the policy's time zone (R1); a problem where they are none, or more than a year. */
export function periodOf(
  { from, to }: Asked,
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): ReportPeriod | Problem {
  const lastDay = to ?? localDay(now, timeZone);
  const firstDay = from ?? dayOf(dayNumber(lastDay) - USUAL_DAYS + 1);
  const days = dayNumber(lastDay) - dayNumber(firstDay) + 1;
  if (days < 1 || days > MOST_DAYS) return problem('PERIOD_INVALID');
  const until = startOfDay(dayOf(dayNumber(lastDay) + 1), timeZone);
  return { now, from: startOfDay(firstDay, timeZone), until, timeZone, firstDay, lastDay };
}

/** Every day of a period, those on which nothing happened too. */
export function daysOf({ firstDay, lastDay }: ReportPeriod): string[] {
  const first = dayNumber(firstDay);
  return Array.from({ length: dayNumber(lastDay) - first + 1 }, (_, index) => dayOf(first + index));
}
