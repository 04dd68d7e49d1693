import { describe, expect, it } from 'vitest';
import { reach } from '../../src/domain/calendar.ts';
import { DAY, dayNumber, dayOf, startOfDay } from '../../src/domain/time.ts';
import { longestSpan, withoutCalendar } from '../../src/explorer/worst-length.ts';
import { rulesOf } from '../support/policies.ts';

const rules = rulesOf();
const { calendar } = rules;

/** The longest wait over every day of the years whose notices are known, by looking at each. */
function longestByLooking(length: string): number {
  const spans: number[] = [];
  for (let day = dayNumber('2024-01-01'); day <= dayNumber('2026-12-31'); day += 1) {
    const start = startOfDay(dayOf(day), calendar.timeZone);
    spans.push(reach(start, length, calendar).at - start);
  }
  return Math.max(...spans);
}

describe('lengths at their worst', () => {
  it.each(['1WD', '4WD', '6WD', '7WD', '20WD'])('R45: %s is as long as over the worst holiday', (length) => {
    expect(longestSpan(length, calendar)).toBe(longestByLooking(length));
  });

  it.each([
    ['P6M', 184],
    ['P1M', 31],
    ['P3D', 3],
  ])('R1: %s is at most %d days', (length, days) => {
    expect(longestSpan(length, calendar) / DAY).toBe(days);
  });

  it('R45: where no notice is known working days are counted from week to week', () => {
    const unknown = {
      ...calendar,
      notices: { years: new Set<number>(), off: new Set<string>(), makeUp: new Set<string>() },
    };
    expect(longestSpan('5WD', unknown) / DAY).toBe(8);
  });

  it('rules without a calendar hold only exact lengths, the same or longer', () => {
    const { values } = withoutCalendar(rules).policy;
    expect(values['review.due']).toMatch(/^PT\d+H$/);
    expect(values['suspension.police']).toBe(`PT${184 * 24}H`);
    expect(values['evidence.window']).toBe('P3D');
    expect(values['standing.restriction']).toBe('until_month_end');
  });
});
