import {
  addMonths,
  type Day,
  dayNumber,
  dayOf,
  type Instant,
  type Length,
  localDay,
  parseLength,
  startOfDay,
} from './time.ts';

/** What the public-holiday notices of one region say. A year without a notice is not known (R45). */
export interface Notices {
  readonly years: ReadonlySet<number>;
  /** Days off that would otherwise be, or may be, working days. */
  readonly off: ReadonlySet<Day>;
  /** Make-up days (调休): weekends on which people work. */
  readonly makeUp: ReadonlySet<Day>;
  /** What the notices call a day, for people to read. */
  readonly names?: ReadonlyMap<Day, string>;
}

/** How working days are counted: `statutory` with make-up days, `literal` never on a weekend (R45). */
export type WorkingDays = 'statutory' | 'literal';

export interface Calendar {
  readonly timeZone: string;
  readonly workingDays: WorkingDays;
  readonly notices: Notices;
}

/** An instant reached by a length; provisional while the year it leans on is unknown (R45). */
export interface Reached {
  readonly at: Instant;
  readonly provisional: boolean;
}

function isWeekend(day: number): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}

/** R45: not a weekend and not a holiday, or a make-up day. */
export function isWorkingDay(day: Day, { notices, workingDays }: Calendar): boolean {
  if (notices.off.has(day)) return false;
  if (!isWeekend(dayNumber(day))) return true;
  return workingDays === 'statutory' && notices.makeUp.has(day);
}

/** R45: the notice of a year may reach back into the last days of December before it. */
function isProvisional(day: Day, { years }: Notices): boolean {
  const year = Number(day.slice(0, 4));
  return !years.has(year) || (day.slice(5) > '12-20' && !years.has(year + 1));
}

/** Provisional as soon as one day on the way is: the count has leaned on it. */
function addWorkingDays(from: Instant, count: number, calendar: Calendar): Reached {
  let number = dayNumber(localDay(from, calendar.timeZone));
  let provisional = false;
  for (let left = count; left > 0; ) {
    number += 1;
    const day = dayOf(number);
    if (isWorkingDay(day, calendar)) left -= 1;
    provisional ||= isProvisional(day, calendar.notices);
  }
  return { at: startOfDay(dayOf(number + 1), calendar.timeZone), provisional };
}

/**
 * The instant a length after another. Working days end with the last instant of the last one: the first instant of
 * the day after it, local time; the start day does not count (R45).
 */
export function reach(from: Instant, length: Length, calendar: Calendar): Reached {
  const measure = parseLength(length);
  if (!measure) throw new Error(`not a length: ${length}`);
  switch (measure.unit) {
    case 'exact':
      return { at: from + measure.ms, provisional: false };
    case 'months':
      return { at: addMonths(from, measure.count, calendar.timeZone), provisional: false };
    case 'working_days':
      return addWorkingDays(from, measure.count, calendar);
  }
}

/** R45: how many working days lie between the day of `from` and the end of a deadline, today not counted. */
export function workingDaysUntil(from: Instant, at: Instant, calendar: Calendar): number {
  const last = dayNumber(localDay(at - 1, calendar.timeZone));
  let left = 0;
  for (let day = dayNumber(localDay(from, calendar.timeZone)) + 1; day <= last; day += 1) {
    if (isWorkingDay(dayOf(day), calendar)) left += 1;
  }
  return left;
}
