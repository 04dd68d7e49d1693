import { describe, expect, it } from 'vitest';
import {
  addMonths,
  DAY,
  dayNumber,
  dayOf,
  exact,
  formatDuration,
  localDay,
  localMonth,
  parseLength,
  startOfDay,
  startOfNextMonth,
} from '../../src/domain/time.ts';

const at = (text: string) => Date.parse(text);
const written = (instant: number) => new Date(instant).toISOString();

describe('lengths', () => {
  it.each([
    ['P3D', 3 * DAY],
    ['PT48H', 2 * DAY],
    ['P1DT2H3M4S', DAY + 7_384_000],
    ['PT5M', 300_000],
    ['PT0S', 0],
    ['P15D', 15 * DAY],
  ])('R1: %s is n times 24 hours, whatever the calendar', (length, ms) => {
    expect(parseLength(length)).toEqual({ unit: 'exact', ms });
    expect(exact(length)).toBe(ms);
  });

  it('R48: P6M are calendar months, PT6M minutes', () => {
    expect(parseLength('P6M')).toEqual({ unit: 'months', count: 6 });
    expect(parseLength('PT6M')).toEqual({ unit: 'exact', ms: 360_000 });
  });

  it('R45: 6WD are working days', () => {
    expect(parseLength('6WD')).toEqual({ unit: 'working_days', count: 6 });
    expect(() => exact('6WD')).toThrow('not an exact length: 6WD');
  });

  it.each([
    '',
    'P',
    'PT',
    'P3DT',
    'P1Y',
    'P2W',
    '3D',
    'P-3D',
    'P3.5D',
    'p3d',
    ' P3D',
    'P3D ',
    'WD',
    '-1WD',
    '6wd',
    'P6M2D',
  ])('R1: %j is not a length', (length) => {
    expect(parseLength(length)).toBeNull();
  });

  it.each([
    [0, 'PT0S'],
    [999, 'PT0S'],
    [71 * 3_600_000 + 59 * 60_000 + 59_000, 'PT71H59M59S'],
    [3 * DAY, 'PT72H'],
    [60_000, 'PT1M'],
  ])('R35: %d milliseconds are written as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('days', () => {
  it('R1: day numbers and days are the same through four centuries', () => {
    const first = dayNumber('1899-12-31');
    const days = Array.from({ length: 400 * 366 }, (_, index) => first + index);
    expect(days.every((day) => dayNumber(dayOf(day)) === day)).toBe(true);
    expect(days.every((day) => dayOf(day) === written(day * DAY).slice(0, 10))).toBe(true);
  });

  it.each([
    ['2026-05-31T15:59:59.999Z', 'Asia/Shanghai', '2026-05-31'],
    ['2026-05-31T16:00:00Z', 'Asia/Shanghai', '2026-06-01'],
    ['2026-01-01T04:59:59Z', 'America/New_York', '2025-12-31'],
    ['1969-12-31T16:00:00Z', 'Asia/Shanghai', '1970-01-01'],
  ])('R1: %s falls in %s on %s', (instant, zone, day) => {
    expect(localDay(at(instant), zone)).toBe(day);
    expect(localMonth(at(instant), zone)).toBe(day.slice(0, 7));
  });

  it.each([
    // China stands on the same offset all year.
    ['2026-02-27', 'Asia/Shanghai', '2026-02-26T16:00:00.000Z'],
    // The days on which clocks are changed at night, and the days after.
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z'],
    ['2026-03-09', 'America/New_York', '2026-03-09T04:00:00.000Z'],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z'],
    ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z'],
    ['2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00:00.000Z'],
    ['2026-10-04', 'Australia/Lord_Howe', '2026-10-03T13:30:00.000Z'],
    // Midnight does not exist: the day begins at 01:00.
    ['2024-03-10', 'America/Havana', '2024-03-10T05:00:00.000Z'],
    ['2024-04-26', 'Africa/Cairo', '2024-04-25T22:00:00.000Z'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    // Midnight comes twice: the day begins with the first.
    ['2024-11-03', 'America/Havana', '2024-11-03T04:00:00.000Z'],
    ['2026-10-25', 'Atlantic/Azores', '2026-10-25T00:00:00.000Z'],
    // The whole day does not exist: it begins where the next one does.
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('R1: %s begins in %s at %s', (day, zone, instant) => {
    expect(written(startOfDay(day, zone))).toBe(instant);
  });

  it.each(['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'America/Havana', 'Africa/Cairo', 'Pacific/Chatham'])(
    'R1: every day of 2024 in %s begins where the day before ends',
    (zone) => {
      const first = dayNumber('2024-01-01');
      for (let day = first; day < first + 366; day += 1) {
        const start = startOfDay(dayOf(day), zone);
        expect(localDay(start, zone)).toBe(dayOf(day));
        expect(localDay(start - 1, zone)).toBe(dayOf(day - 1));
      }
    },
  );
});

describe('months', () => {
  it.each([
    ['2026-05', 'Asia/Shanghai', '2026-05-31T16:00:00.000Z'],
    ['2026-12', 'Asia/Shanghai', '2026-12-31T16:00:00.000Z'],
    ['2026-03', 'Europe/Berlin', '2026-03-31T22:00:00.000Z'],
    ['2026-10', 'Europe/Berlin', '2026-10-31T23:00:00.000Z'],
  ])('R61: the month after %s begins in %s at %s', (month, zone, instant) => {
    expect(written(startOfNextMonth(month, zone))).toBe(instant);
  });

  it.each([
    { from: '2026-01-31T02:00:00Z', count: 1, zone: 'Asia/Shanghai', to: '2026-02-28T02:00:00.000Z' },
    { from: '2028-01-31T02:00:00Z', count: 1, zone: 'Asia/Shanghai', to: '2028-02-29T02:00:00.000Z' },
    { from: '2026-08-31T02:00:00Z', count: 6, zone: 'Asia/Shanghai', to: '2027-02-28T02:00:00.000Z' },
    { from: '2026-11-30T02:00:00Z', count: 3, zone: 'Asia/Shanghai', to: '2027-02-28T02:00:00.000Z' },
    { from: '2026-12-15T02:00:00Z', count: 1, zone: 'Asia/Shanghai', to: '2027-01-15T02:00:00.000Z' },
    { from: '2026-05-31T02:00:00Z', count: 12, zone: 'Asia/Shanghai', to: '2027-05-31T02:00:00.000Z' },
    // Already the 31st in Shanghai, still the 30th in UTC.
    { from: '2026-01-30T17:00:00.123Z', count: 1, zone: 'Asia/Shanghai', to: '2026-02-27T17:00:00.123Z' },
    // The same time on the wall, though the offset has changed.
    { from: '2026-01-15T12:00:00Z', count: 6, zone: 'Europe/Berlin', to: '2026-07-15T11:00:00.000Z' },
    // 02:30 does not exist on that day: half an hour after the clocks were put forward.
    { from: '2026-02-28T01:30:00Z', count: 1, zone: 'Europe/Berlin', to: '2026-03-28T01:30:00.000Z' },
    { from: '2026-01-29T01:30:00Z', count: 2, zone: 'Europe/Berlin', to: '2026-03-29T01:30:00.000Z' },
    // 02:30 comes twice on that day: the first.
    { from: '2026-09-25T00:30:00Z', count: 1, zone: 'Europe/Berlin', to: '2026-10-25T00:30:00.000Z' },
  ])('R48: $from and $count months in $zone is $to', ({ from, count, zone, to }) => {
    expect(written(addMonths(at(from), count, zone))).toBe(to);
  });
});
