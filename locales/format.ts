import type { Instant, Length, Milliseconds } from '../src/domain/time.ts';
import { type Locale, WORDS } from './locale.ts';

/** British English for `en`: the day before the month, as in both kinds of Chinese the order is never in doubt. */
const TAGS: { readonly [L in Locale]: string } = { 'zh-CN': 'zh-CN', 'zh-TW': 'zh-TW', en: 'en-GB' };

/** Making a formatter costs far more than using it. */
function remembered<T>(make: (locale: Locale, key: string) => T): (locale: Locale, key: string) => T {
  const made = new Map<string, T>();
  return (locale, key) => {
    const name = `${locale} ${key}`;
    const known = made.get(name);
    if (known !== undefined) return known;
    const fresh = make(locale, key);
    made.set(name, fresh);
    return fresh;
  };
}

const instants = remembered(
  (locale, timeZone) =>
    new Intl.DateTimeFormat(TAGS[locale], {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    }),
);

const offsets = remembered(
  (locale, timeZone) => new Intl.DateTimeFormat(TAGS[locale], { timeZone, timeZoneName: 'shortOffset' }),
);

function offsetAt(locale: Locale, at: Instant, timeZone: string): string {
  const parts = offsets(locale, timeZone).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** An instant on the clocks of a time zone, to the second, with their offset: `27 Feb 2026, 00:00:00 GMT+8`. */
export function formatInstant(locale: Locale, at: Instant, timeZone: string): string {
  return `${instants(locale, timeZone).format(at)} ${offsetAt(locale, at, timeZone)}`;
}

const units = remembered(
  (locale, unit) => new Intl.NumberFormat(TAGS[locale], { style: 'unit', unit, unitDisplay: 'long' }),
);
const lists = remembered((locale) => new Intl.ListFormat(TAGS[locale], { type: 'unit', style: 'long' }));

function joinUnits(locale: Locale, parts: readonly (readonly [count: number, unit: string])[]): string {
  return lists(locale, '').format(parts.map(([count, unit]) => units(locale, unit).format(count)));
}

/** A span of time in days, hours, minutes and seconds, without those that are nought. */
export function formatSpan(locale: Locale, ms: Milliseconds): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor(seconds / 3600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ] as const;
  const shown = parts.filter(([count]) => count > 0);
  return joinUnits(locale, shown.length > 0 ? shown : [[0, 'second']]);
}

const UNITS: Record<string, string> = { D: 'day', H: 'hour', M: 'minute', S: 'second' };

/** A length of the policy as it is written there: `PT72H` is 72 hours, `P3D` 3 days, `6WD` 6 working days. */
export function formatLength(locale: Locale, length: Length): string {
  const { phrases } = WORDS[locale];
  if (length === 'until_month_end') return phrases.month_end;
  const working = /^(\d{1,3})WD$/.exec(length)?.[1];
  if (working !== undefined) {
    const phrase = Number(working) === 1 ? phrases.working_day : phrases.working_days;
    return phrase.replace('{count}', String(Number(working)));
  }
  const months = /^P(\d{1,2})M$/.exec(length)?.[1];
  if (months !== undefined) return joinUnits(locale, [[Number(months), 'month']]);
  const parts = [...length.matchAll(/(\d{1,7})([DHMS])/g)].map(
    ([, count, unit = '']) => [Number(count), UNITS[unit] ?? 'second'] as const,
  );
  return joinUnits(locale, parts);
}

const currencies = remembered(
  (locale, currency) => new Intl.NumberFormat(TAGS[locale], { style: 'currency', currency }),
);

/** Money from minor units, as many as the currency has: 12900 CNY is 129.00, 500 JPY is 500 (R5). */
export function formatMoney(locale: Locale, amount: number, currency: string): string {
  const format = currencies(locale, currency);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  // A decimal text, not a division: amounts stay exact up to the largest whole number.
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const point = text.length - digits;
  const decimal = `${amount < 0 ? '-' : ''}${text.slice(0, point)}${digits > 0 ? `.${text.slice(point)}` : ''}`;
  return format.format(decimal as `${number}`);
}
