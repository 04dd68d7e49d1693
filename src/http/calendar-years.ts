import type { Day } from '../domain/time.ts';
import { localDay } from '../domain/time.ts';
import { provisionalDeadlines } from '../store/calendar.ts';
import type { RegionCalendar } from '../store/config.ts';
import { readNow, type Store } from '../store/store.ts';

const yearOf = (day: Day) => Number(day.slice(0, 4));

function sourceOf({ notices, putYears }: RegionCalendar, year: number): 'put' | 'library' | null {
  if (putYears.includes(year)) return 'put';
  return notices.years.has(year) ? 'library' : null;
}

const inYear = (days: ReadonlySet<Day>, year: number) => [...days].filter((day) => yearOf(day) === year).length;

/** R45: a deadline of late December leans on the year after it, whose notice may reach back. */
function missingYear(day: Day, { notices }: RegionCalendar): number {
  const year = yearOf(day);
  return notices.years.has(year) ? year + 1 : year;
}

/** Claims with a provisional deadline by region and the year that would make it certain: `CN 2027`. */
async function provisionalByYear(store: Store): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { name, version, at, count } of await provisionalDeadlines(store)) {
    const region = store.config
      .regions()
      .find((one) => one.region === store.config.rulesOf({ name, version }).policy.region);
    if (!region) continue;
    // A deadline is the first instant after its last working day.
    const key = `${region.region} ${missingYear(localDay(at - 1, region.timeZone), region)}`;
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return counts;
}

/** Every year from the first that is known to the next one, and later ones that a claim leans on; the latest first. */
export async function calendarYears(store: Store) {
  const now = await readNow(store);
  const provisional = await provisionalByYear(store);
  return store.config.regions().flatMap((calendar) => {
    const { region, timeZone, notices } = calendar;
    const next = yearOf(localDay(now, timeZone)) + 1;
    const leant = [...provisional.keys()]
      .filter((key) => key.startsWith(`${region} `))
      .map((key) => Number(key.slice(-4)));
    const first = Math.min(next - 1, ...notices.years);
    const last = Math.max(next, ...leant, ...notices.years);
    return Array.from({ length: last - first + 1 }, (_, index) => last - index).map((year) => ({
      region,
      year,
      source: sourceOf(calendar, year),
      days_off: inYear(notices.off, year),
      make_up_days: inYear(notices.makeUp, year),
      provisional_claims: provisional.get(`${region} ${year}`) ?? 0,
    }));
  });
}

/** What is known of one year, in order of days; null where no policy counts in the region. */
export async function calendarDays(store: Store, asked: { readonly region: string; readonly year: number }) {
  await readNow(store);
  const calendar = store.config.regions().find(({ region }) => region === asked.region);
  if (!calendar) return null;
  const { notices, timeZone } = calendar;
  const told = (days: ReadonlySet<Day>, off: boolean) =>
    [...days]
      .filter((day) => yearOf(day) === asked.year)
      .map((date) => ({ date, off, name: notices.names?.get(date) ?? date }));
  const days = [...told(notices.off, true), ...told(notices.makeUp, false)];
  return {
    ...asked,
    source: sourceOf(calendar, asked.year),
    time_zone: timeZone,
    days: days.sort((one, other) => (one.date < other.date ? -1 : 1)),
  };
}
