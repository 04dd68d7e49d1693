import { type Calendar, isWorkingDay, reach } from '../domain/calendar.ts';
import type { PolicyValues, Rules } from '../domain/policy.ts';
import {
  DAY,
  dayNumber,
  dayOf,
  formatDuration,
  type Length,
  type Milliseconds,
  parseLength,
  startOfDay,
} from '../domain/time.ts';

/** A year without holidays to start from where no notice is known. */
const ORDINARY_YEAR = 2023;

/** Every day on which a wait may begin: those of the known years, or of one year like any other. */
function startDays({ notices }: Calendar): { first: number; last: number } {
  const years = notices.years.size > 0 ? [...notices.years] : [ORDINARY_YEAR];
  return { first: dayNumber(`${Math.min(...years)}-01-01`), last: dayNumber(`${Math.max(...years)}-12-31`) };
}

/** The day after which `count` working days take longest. It is a working day itself: later starts end no later. */
function slowestStart(count: number, calendar: Calendar): number {
  const { first, last } = startDays(calendar);
  const days = Array.from({ length: last - first + 3 * count + 60 }, (_, index) => first + index);
  const working = days.filter((day) => isWorkingDay(dayOf(day), calendar));
  const spanAt = (index: number) => (working[index + count] ?? 0) - (working[index] ?? 0);
  const starts = working.flatMap((day, index) => (day <= last ? [index] : []));
  const worst = starts.reduce((one, other) => (spanAt(other) > spanAt(one) ? other : one), 0);
  return working[worst] ?? first;
}

/** The first days of forty-eight months in a row: every month, in leap years and others. */
function monthStarts(calendar: Calendar): number[] {
  const { first } = startDays(calendar);
  const year = Number(dayOf(first).slice(0, 4));
  return Array.from({ length: 48 }, (_, month) =>
    dayNumber(`${year + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`),
  );
}

function spanFrom(day: number, length: Length, calendar: Calendar): Milliseconds {
  const start = startOfDay(dayOf(day), calendar.timeZone);
  return reach(start, length, calendar).at - start;
}

/** The longest that a length can last under a calendar: the worst of all days on which it may begin. */
export function longestSpan(length: Length, calendar: Calendar): Milliseconds {
  const measure = parseLength(length);
  if (!measure) throw new Error(`not a length: ${length}`);
  if (measure.unit === 'exact') return measure.ms;
  if (measure.unit === 'months') {
    return Math.max(...monthStarts(calendar).map((day) => spanFrom(day, length, calendar)));
  }
  return measure.count === 0 ? DAY : spanFrom(slowestStart(measure.count, calendar), length, calendar);
}

function isOfCalendar(value: unknown): value is Length {
  return typeof value === 'string' && /^(?:P\d+M|\d+WD)$/.test(value);
}

/**
 * The same rules with every length that leans on the calendar taken at its worst, as exact time. A walk over them
 * needs no dates: only how long ago things began matters, and that makes the states finite.
 */
export function withoutCalendar(rules: Rules): Rules {
  const entries = Object.entries(rules.policy.values).map(([name, value]) => [
    name,
    isOfCalendar(value) ? formatDuration(longestSpan(value, rules.calendar)) : value,
  ]);
  const values = Object.fromEntries(entries) as unknown as PolicyValues;
  return { ...rules, policy: { ...rules.policy, values } };
}
