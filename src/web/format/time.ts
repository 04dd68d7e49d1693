import type { Locale } from '../../../locales/locale.ts';
import type { Words as Names } from '../../../locales/words.ts';
import { SETTINGS } from '../session/settings.ts';
import { remembered } from './formats.ts';

const { timeZone } = SETTINGS;

const full = remembered(
  (tag) =>
    new Intl.DateTimeFormat(tag, {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'shortOffset',
    }),
);
const short = remembered(
  (tag) =>
    new Intl.DateTimeFormat(tag, {
      timeZone,
      hourCycle: 'h23',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    }),
);
const shortWithYear = remembered(
  (tag) =>
    new Intl.DateTimeFormat(tag, {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    }),
);
const days = remembered(
  (tag) => new Intl.DateTimeFormat(tag, { timeZone, year: 'numeric', month: 'short', day: 'numeric' }),
);
const years = remembered(() => new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' }));

/** To the second, on the clocks of the policy's time zone, with their offset. */
export function formatFull(locale: Locale, at: number): string {
  return full(locale, '').format(at);
}

/** To the minute; the year only where it is not this one. */
export function formatShort(locale: Locale, at: number, now: number): string {
  const year = years('en', '');
  return (year.format(at) === year.format(now) ? short : shortWithYear)(locale, '').format(at);
}

export function formatDay(locale: Locale, at: number): string {
  return days(locale, '').format(at);
}

const units = remembered((tag, unit) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }));
const lists = remembered((tag) => new Intl.ListFormat(tag, { type: 'unit', style: 'long' }));

function joinUnits(locale: Locale, parts: readonly (readonly [count: number, unit: string])[]): string {
  return lists(locale, '').format(parts.map(([count, unit]) => units(locale, unit).format(count)));
}

/** A span in its `most` largest units that are not nought: `2 days, 3 hours`. */
export function formatSpan(locale: Locale, ms: number, most = 4): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor(seconds / 3600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).slice(0, most);
  return joinUnits(locale, shown.length > 0 ? shown : [[0, 'second']]);
}

const UNITS: Record<string, string> = { D: 'day', H: 'hour', M: 'minute', S: 'second' };

/** A length of the policy as it is written there: `PT72H` is 72 hours, `P3D` 3 days, `6WD` 6 working days. */
export function formatLength(locale: Locale, length: string, { phrases }: Names): string {
  if (length === 'until_month_end') return phrases.month_end;
  const working = /^(\d+)WD$/.exec(length)?.[1];
  if (working !== undefined) {
    return (working === '1' ? phrases.working_day : phrases.working_days).replace('{count}', working);
  }
  const months = /^P(\d+)M$/.exec(length)?.[1];
  if (months !== undefined) return joinUnits(locale, [[Number(months), 'month']]);
  return joinUnits(
    locale,
    [...length.matchAll(/(\d+)([DHMS])/g)].map(([, count, unit = '']) => [Number(count), UNITS[unit] ?? 'second']),
  );
}
