/** An instant: milliseconds since 1970-01-01T00:00:00Z (R1). Always handed in, never read from a clock here. */
export type Instant = number;

/** A span of milliseconds. */
export type Milliseconds = number;

/** A calendar day in some time zone, `YYYY-MM-DD`. */
export type Day = string;

/**
 * A length as policies write it: ISO 8601 for exact time (`P3D`, `PT48H`), `P6M` for calendar months,
 * `6WD` for working days (R45).
 */
export type Length = string;

export const HOUR: Milliseconds = 3_600_000;
export const DAY: Milliseconds = 24 * HOUR;

type Measure =
  | { unit: 'exact'; ms: Milliseconds }
  | { unit: 'months'; count: number }
  | { unit: 'working_days'; count: number };

const WORKING_DAYS = /^(\d{1,3})WD$/;
const MONTHS = /^P(\d{1,2})M$/;
const EXACT = /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,7})S)?)?$/;

/** Reads a length; null when it is not one. */
export function parseLength(length: Length): Measure | null {
  const workingDays = WORKING_DAYS.exec(length)?.[1];
  if (workingDays !== undefined) return { unit: 'working_days', count: Number(workingDays) };
  const months = MONTHS.exec(length)?.[1];
  if (months !== undefined) return { unit: 'months', count: Number(months) };
  const parts = EXACT.exec(length);
  if (!parts?.slice(1).some((part) => part !== undefined) || length.endsWith('T')) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return { unit: 'exact', ms: days * DAY + hours * HOUR + minutes * 60_000 + seconds * 1_000 };
}

/** The milliseconds of an exact length; a bug if the length counts months or working days. */
export function exact(length: Length): Milliseconds {
  const measure = parseLength(length);
  if (measure?.unit !== 'exact') throw new Error(`not an exact length: ${length}`);
  return measure.ms;
}

/** Writes milliseconds as an ISO 8601 duration in hours, minutes and seconds: `PT71H59M59S`. */
export function formatDuration(ms: Milliseconds): string {
  const seconds = Math.floor(ms / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 3600), 'H'],
    [Math.floor((seconds % 3600) / 60), 'M'],
    [seconds % 60, 'S'],
  ];
  const text = parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join('');
  return `PT${text || '0S'}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

function readOffset(at: Instant, timeZone: string): Milliseconds {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatIn(timeZone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - at;
}

/** Clocks are put forward and back on a quarter of an hour; within one a zone keeps its offset. */
const QUARTER: Milliseconds = 900_000;
const KEPT_OFFSETS = 20_000;
const offsets = new Map<string, Map<number, Milliseconds>>();

/** What a time zone is ahead of UTC. Asking `Intl` costs far more than everything else here, so answers are kept. */
function offsetAt(at: Instant, timeZone: string): Milliseconds {
  const known = offsets.get(timeZone) ?? new Map<number, Milliseconds>();
  offsets.set(timeZone, known);
  const quarter = Math.floor(at / QUARTER);
  const offset = known.get(quarter) ?? readOffset(quarter * QUARTER, timeZone);
  if (known.size >= KEPT_OFFSETS) known.clear();
  known.set(quarter, offset);
  return offset;
}

/** The wall clock in a time zone, written as if it were UTC. */
function wallClock(at: Instant, timeZone: string): Instant {
  return at + offsetAt(at, timeZone);
}

/**
 * The instant at which the wall clock of a time zone shows this. Where it does so twice, the first; where clocks were
 * put forward over it, as much later as they were put forward.
 */
function fromWallClock(wall: Instant, timeZone: string): Instant {
  const before = offsetAt(wall - DAY, timeZone);
  const after = offsetAt(wall + DAY, timeZone);
  if (before === after) return wall - before;
  const candidates = [wall - before, wall - after].sort((one, other) => one - other);
  return candidates.find((at) => wallClock(at, timeZone) === wall) ?? wall - before;
}

const pad = (value: number, length: number) => String(value).padStart(length, '0');

/** Days since 1970-01-01 of a calendar day. */
export function dayNumber(day: Day): number {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return Date.UTC(year, month - 1, date) / DAY;
}

/** The calendar day of a day number; the proleptic Gregorian calendar. */
export function dayOf(number: number): Day {
  const z = number + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(doy - Math.floor((153 * mp + 2) / 5) + 1, 2)}`;
}

/** The calendar day on which an instant falls in a time zone. */
export function localDay(at: Instant, timeZone: string): Day {
  return dayOf(Math.floor(wallClock(at, timeZone) / DAY));
}

/** The first instant of a calendar day in a time zone. */
export function startOfDay(day: Day, timeZone: string): Instant {
  return fromWallClock(dayNumber(day) * DAY, timeZone);
}

/** The calendar month, `YYYY-MM`, in which an instant falls in a time zone. */
export function localMonth(at: Instant, timeZone: string): string {
  return localDay(at, timeZone).slice(0, 7);
}

/** The first instant of the month after the given one, in a time zone. */
export function startOfNextMonth(month: string, timeZone: string): Instant {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const next = number === 12 ? `${pad(year + 1, 4)}-01` : `${pad(year, 4)}-${pad(number + 1, 2)}`;
  return startOfDay(`${next}-01`, timeZone);
}

/** The same wall-clock time `count` calendar months later; the month's last day where the day does not exist. */
export function addMonths(at: Instant, count: number, timeZone: string): Instant {
  const wall = wallClock(at, timeZone);
  const [year = 0, month = 0, date = 0] = dayOf(Math.floor(wall / DAY))
    .split('-')
    .map(Number);
  const lastDate = dayOf(Date.UTC(year, month + count, 1) / DAY - 1);
  const day = dayNumber(lastDate) - Math.max(0, Number(lastDate.slice(8)) - date);
  return fromWallClock(day * DAY + (((wall % DAY) + DAY) % DAY), timeZone);
}
