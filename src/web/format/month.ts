import type { Locale } from '../../../locales/locale.ts';
import { SETTINGS } from '../session/settings.ts';
import { remembered } from './formats.ts';

const numbers = remembered(
  () => new Intl.DateTimeFormat('en-CA', { timeZone: SETTINGS.timeZone, year: 'numeric', month: '2-digit' }),
);
// A month is a place on the calendar and not an instant, so it is written as one of UTC.
const names = remembered((tag) => new Intl.DateTimeFormat(tag, { timeZone: 'UTC', year: 'numeric', month: 'long' }));
const shortNames = remembered(
  (tag) => new Intl.DateTimeFormat(tag, { timeZone: 'UTC', year: '2-digit', month: 'numeric' }),
);
const percents = remembered((tag) => new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 2 }));

/** The calendar month of an instant in the policy's time zone: `2026-05` (R1). */
export function monthOf(at: number): string {
  const parts = numbers('en', '').formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}`;
}

/** The last `count` months, this one last. */
export function monthsUntil(month: string, count: number): readonly string[] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return Array.from({ length: count }, (_, index) => {
    const total = year * 12 + number - 1 - (count - 1 - index);
    return `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}`;
  });
}

/** `2026-05` as `2026年5月`, `May 2026`. */
export function formatMonth(locale: Locale, month: string): string {
  return names(locale, '').format(Date.parse(`${month}-01T00:00:00Z`));
}

/** Short enough for an axis. */
export function formatMonthShort(locale: Locale, month: string): string {
  return shortNames(locale, '').format(Date.parse(`${month}-01T00:00:00Z`));
}

/** `0.0021` as `0.21%`. */
export function formatRate(locale: Locale, rate: number): string {
  return percents(locale, '').format(rate);
}
