import calendar from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { Notices } from '../domain/calendar.ts';
import type { Day } from '../domain/time.ts';

/** The library's own data: day → "English name,Chinese name,length". Its functions would guess at unknown years. */
const { holidays, workdays }: { holidays: Record<Day, string>; workdays: Record<Day, string> } = calendar;

const NOTHING_KNOWN: Notices = { years: new Set(), off: new Set(), makeUp: new Set() };

const yearOf = (day: Day) => Number(day.slice(0, 4));

/**
 * The years whose notice the library holds whole: those with a National Day, the last holiday of a notice. A notice
 * that reaches into a neighbouring year does not make that year known.
 */
function knownYears(): ReadonlySet<number> {
  return new Set(
    Object.keys(holidays)
      .filter((day) => day.endsWith('-10-01'))
      .map(yearOf),
  );
}

function chineseNotices(): Notices {
  const named = Object.entries({ ...holidays, ...workdays }).map(
    ([day, text]) => [day, text.split(',')[1] ?? text] as const,
  );
  const [off, makeUp] = [new Set(Object.keys(holidays)), new Set(Object.keys(workdays))];
  return { years: knownYears(), off, makeUp, names: new Map(named) };
}

const NOTICES: ReadonlyMap<string, Notices> = new Map([['CN', chineseNotices()]]);

/** R45: what the calendar library knows of a region (ISO 3166): the State Council's notices for CN, nothing elsewhere. */
export function libraryNotices(region: string): Notices {
  return NOTICES.get(region) ?? NOTHING_KNOWN;
}
