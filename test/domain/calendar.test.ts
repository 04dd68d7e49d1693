import { describe, expect, it } from 'vitest';
import { type Calendar, isWorkingDay, type Notices, reach, type WorkingDays } from '../../src/domain/calendar.ts';
import { dayNumber, dayOf } from '../../src/domain/time.ts';
import { libraryNotices } from '../../src/main/holidays.ts';

const at = (text: string) => Date.parse(text);
const written = (instant: number) => new Date(instant).toISOString();

const NONE: Notices = { years: new Set(), off: new Set(), makeUp: new Set() };

function china(workingDays: WorkingDays = 'statutory', notices: Notices = libraryNotices('CN')): Calendar {
  return { timeZone: 'Asia/Shanghai', workingDays, notices };
}

/** The instant at which a day of Shanghai is over. */
const endOf = (day: string) => `${day}T16:00:00.000Z`;

describe('the reference instants of the rulebook', () => {
  it.each([
    ['2026-02-12', '2026-02-25', '2026-02-27'],
    ['2026-04-30', '2026-05-09', '2026-05-12'],
    ['2026-09-29', '2026-10-10', '2026-10-13'],
    ['2026-11-23', '2026-11-27', '2026-12-01'],
  ])('R45: a review that starts on %s is expected on %s and due on %s', (start, expected, due) => {
    for (const time of ['T00:00:00+08:00', 'T10:11:12+08:00', 'T23:59:59.999+08:00']) {
      const from = at(`${start}${time}`);
      expect(written(reach(from, '4WD', china()).at)).toBe(endOf(expected));
      expect(written(reach(from, '6WD', china()).at)).toBe(endOf(due));
      expect(reach(from, '6WD', china()).provisional).toBe(false);
    }
  });

  it.each([
    ['2026-02-12', '2026-02-26', '2026-03-02'],
    ['2026-04-30', '2026-05-11', '2026-05-13'],
    ['2026-09-29', '2026-10-12', '2026-10-14'],
    ['2026-11-23', '2026-11-27', '2026-12-01'],
  ])('R45: literally, a review that starts on %s is expected on %s and due on %s', (start, expected, due) => {
    const from = at(`${start}T10:00:00+08:00`);
    expect(written(reach(from, '4WD', china('literal')).at)).toBe(endOf(expected));
    expect(written(reach(from, '6WD', china('literal')).at)).toBe(endOf(due));
  });

  it('R45: 2026-12-28 is provisional while 2027 is unknown, and not when its notice is loaded', () => {
    const from = at('2026-12-28T02:00:00Z');
    expect(reach(from, '6WD', china())).toEqual({ at: at('2027-01-05T16:00:00Z'), provisional: true });
    const { years, off, makeUp } = libraryNotices('CN');
    const loaded = { years: new Set([...years, 2027]), off: new Set([...off, '2027-01-01']), makeUp };
    expect(reach(from, '6WD', china('statutory', loaded))).toEqual({
      at: at('2027-01-06T16:00:00Z'),
      provisional: false,
    });
  });
});

describe('working days', () => {
  it('R45: the start day does not count, even in its first instant', () => {
    expect(written(reach(at('2026-11-23T00:00:00+08:00'), '1WD', china()).at)).toBe(endOf('2026-11-24'));
    expect(written(reach(at('2026-11-22T23:59:59.999+08:00'), '1WD', china()).at)).toBe(endOf('2026-11-23'));
  });

  it('R45: the deadline is the first instant of the next day, local time', () => {
    const berlin = { timeZone: 'Europe/Berlin', workingDays: 'statutory', notices: NONE } as const;
    expect(written(reach(at('2026-03-26T12:00:00Z'), '1WD', berlin).at)).toBe('2026-03-27T23:00:00.000Z');
    expect(written(reach(at('2026-03-27T12:00:00Z'), '1WD', berlin).at)).toBe('2026-03-30T22:00:00.000Z');
    const newYork = { timeZone: 'America/New_York', workingDays: 'statutory', notices: NONE } as const;
    expect(written(reach(at('2026-10-30T12:00:00Z'), '1WD', newYork).at)).toBe('2026-11-03T05:00:00.000Z');
  });

  it.each([
    // Make-up Saturdays.
    ['2026-02-14', true, false],
    ['2026-10-10', true, false],
    // A holiday on a Tuesday.
    ['2026-02-17', false, false],
    // A Monday and a Sunday.
    ['2026-11-23', true, true],
    ['2026-11-22', false, false],
    // A Wednesday and a Sunday before 1970.
    ['1969-12-31', true, true],
    ['1969-12-28', false, false],
  ])('R45: %s is a working day: statutory %s, literal %s', (day, statutory, literal) => {
    expect(isWorkingDay(day, china('statutory'))).toBe(statutory);
    expect(isWorkingDay(day, china('literal'))).toBe(literal);
  });

  it('R45: a notice that calls one day both off and make-up means off', () => {
    const notices = { years: new Set([2026]), off: new Set(['2026-02-14']), makeUp: new Set(['2026-02-14']) };
    expect(isWorkingDay('2026-02-14', china('statutory', notices))).toBe(false);
  });

  it('R45: with every day of a year off, the count goes on after it', () => {
    const first = dayNumber('2026-01-01');
    const off = new Set(Array.from({ length: 365 }, (_, index) => dayOf(first + index)));
    const notices = { years: new Set([2026, 2027]), off, makeUp: new Set<string>() };
    expect(written(reach(at('2026-01-01T00:00:00Z'), '1WD', china('statutory', notices)).at)).toBe(endOf('2027-01-01'));
  });
});

describe('provisional dates', () => {
  const known = (...years: number[]): Calendar => china('statutory', { ...NONE, years: new Set(years) });
  const isProvisional = (from: string, length: string, calendar: Calendar) =>
    reach(at(`${from}T10:00:00+08:00`), length, calendar).provisional;

  it('R45: a date is provisional in a year whose notice is not loaded', () => {
    expect(isProvisional('2026-06-01', '1WD', known())).toBe(true);
    expect(isProvisional('2026-06-01', '1WD', known(2025, 2027))).toBe(true);
    expect(isProvisional('2026-06-01', '1WD', known(2026))).toBe(false);
  });

  it('R45: from 21 December on, also while the next year is unknown', () => {
    expect(isProvisional('2026-12-17', '1WD', known(2026))).toBe(false);
    expect(isProvisional('2026-12-18', '1WD', known(2026))).toBe(true);
    expect(isProvisional('2026-12-18', '1WD', known(2026, 2027))).toBe(false);
    expect(isProvisional('2025-12-19', '1WD', known(2025))).toBe(true);
  });

  it('R45: unknown days on the way make a date provisional, though it falls in a known year', () => {
    expect(isProvisional('2026-12-29', '6WD', known(2027))).toBe(true);
    expect(isProvisional('2026-12-31', '1WD', known(2027))).toBe(false);
  });

  it('R45: exact lengths and months lean on no notice', () => {
    expect(isProvisional('2026-12-28', 'P30D', known())).toBe(false);
    expect(isProvisional('2026-12-28', 'P6M', known())).toBe(false);
  });
});

describe('other lengths', () => {
  it('R1: days are 24 hours each, across a change of clocks too', () => {
    const berlin = { timeZone: 'Europe/Berlin', workingDays: 'statutory', notices: NONE } as const;
    expect(written(reach(at('2026-03-28T12:00:00Z'), 'P3D', berlin).at)).toBe('2026-03-31T12:00:00.000Z');
  });

  it('R48: six months from 31 August end with February', () => {
    expect(written(reach(at('2026-08-31T02:00:00Z'), 'P6M', china()).at)).toBe('2027-02-28T02:00:00.000Z');
  });

  it('R45: what is not a length is a bug', () => {
    expect(() => reach(0, 'soon', china())).toThrow('not a length: soon');
  });
});
