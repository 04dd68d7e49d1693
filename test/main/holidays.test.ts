import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Calendar, isWorkingDay, type WorkingDays } from '../../src/domain/calendar.ts';
import { dayNumber, dayOf } from '../../src/domain/time.ts';
import { libraryNotices } from '../../src/main/holidays.ts';

const OTHER_SOURCE = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'holiday-cn');
const YEARS = [2023, 2024, 2025, 2026];

function daysOf(year: number): string[] {
  const first = dayNumber(`${year}-01-01`);
  return Array.from({ length: dayNumber(`${year + 1}-01-01`) - first }, (_, index) => dayOf(first + index));
}

function calendarOf(workingDays: WorkingDays, notices = libraryNotices('CN')): Calendar {
  return { timeZone: 'Asia/Shanghai', workingDays, notices };
}

interface Notice {
  days: { date: string; isOffDay: boolean }[];
}

/** The notices as the other collection has them; the days of one year may stand in the next year's file. */
function otherNotices() {
  const days = YEARS.flatMap((year) => {
    const notice: Notice = JSON.parse(readFileSync(join(OTHER_SOURCE, `${year}.json`), 'utf8'));
    return notice.days;
  });
  const dates = (off: boolean) => new Set(days.filter(({ isOffDay }) => isOffDay === off).map(({ date }) => date));
  return { years: new Set(YEARS), off: dates(true), makeUp: dates(false) };
}

describe('the calendar library', () => {
  it.skipIf(!existsSync(OTHER_SOURCE)).each(YEARS)(
    'R45: the working days of %d are those of a second source (skipped where holiday-cn is not at hand)',
    (year) => {
      for (const workingDays of ['statutory', 'literal'] as const) {
        const [ours, theirs] = [calendarOf(workingDays), calendarOf(workingDays, otherNotices())];
        const working = (calendar: Calendar) => daysOf(year).filter((day) => isWorkingDay(day, calendar));
        expect(working(ours)).toEqual(working(theirs));
        expect(working(ours).length).toBeGreaterThan(200);
      }
    },
  );

  it('R45: it knows the years whose notice it holds, without a gap, and no year to come', () => {
    const years = [...libraryNotices('CN').years].sort();
    expect(years).toEqual(years.map((_, index) => (years[0] ?? 0) + index));
    expect(years).toEqual(expect.arrayContaining(YEARS));
    expect(years).not.toContain(new Date().getUTCFullYear() + 2);
  });

  it('R45: nothing is known of other regions', () => {
    expect(libraryNotices('DE')).toEqual({ years: new Set(), off: new Set(), makeUp: new Set() });
    expect(libraryNotices('constructor').years.size).toBe(0);
  });
});
