import { DAY, dayNumber, dayOf, type Instant } from '../domain/time.ts';

/** RFC 3339 with a zone, 1980 to 2999; fractions to the nanosecond are read and cut to milliseconds. */
export const INSTANT_PATTERN =
  '^(?:19[89]\\d|2\\d{3})-\\d{2}-\\d{2}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$';

const PARTS = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/;
const INSTANT = new RegExp(INSTANT_PATTERN);

/** Reads an RFC 3339 instant; null when it is not one, or names a day that does not exist (30 February). */
export function parseInstant(text: string): Instant | null {
  const parts = INSTANT.test(text) ? PARTS.exec(text) : null;
  if (!parts) return null;
  const [, day = '', hour, minute, second, fraction = '', sign, offsetHour = '0', offsetMinute = '0'] = parts;
  if (!isDay(day)) return null;
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHour) * 60 + Number(offsetMinute));
  const seconds = Number(hour) * 3600 + (Number(minute) - offset) * 60 + Number(second);
  return dayNumber(day) * DAY + seconds * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/** Whether `YYYY-MM-DD` names a day that exists. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [, month = 0, date = 0] = text.split('-').map(Number);
  return month >= 1 && month <= 12 && date >= 1 && dayOf(dayNumber(text)) === text;
}

const two = (value: number) => (value < 10 ? `0${value}` : String(value));

let lastDay: number | undefined;
let lastText = '';

/** Instants that are written together are mostly of a few days. */
function dayText(day: number): string {
  if (day !== lastDay) {
    lastText = dayOf(day);
    lastDay = day;
  }
  return lastText;
}

/** Writes an instant as RFC 3339 UTC, with milliseconds only where there are any: `2026-05-01T02:03:04Z`. */
export function formatInstant(at: Instant): string {
  const day = Math.floor(at / DAY);
  const ms = at - day * DAY;
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const fraction = ms % 1000 === 0 ? '' : `.${String(ms % 1000).padStart(3, '0')}`;
  return `${dayText(day)}T${two(hours)}:${two(minutes)}:${two(seconds % 60)}${fraction}Z`;
}
