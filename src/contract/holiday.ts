import { type Static, Type } from 'typebox';
import { Day, record, text } from './primitive.ts';

export const CalendarBody = record(
  {
    days: Type.Array(
      record({
        date: Day,
        off: Type.Boolean({ description: 'true: a day off; false: a make-up working day (调休)' }),
        name: text(100),
      }),
      { maxItems: 400 },
    ),
  },
  { title: 'CalendarBody' },
);

export const CalendarView = record(
  {
    region: Type.String(),
    year: Type.Integer(),
    days: Type.Integer({ minimum: 0 }),
    deadlines_changed: Type.Integer({ minimum: 0, description: 'deadlines that the new notice moved (R45)' }),
  },
  { title: 'Calendar' },
);

/** R45: a year's notice speaks of its own days, and may reach back into the December before it; each day once. */
export function calendarIssues({ days }: Static<typeof CalendarBody>, year: number) {
  const dates = days.map(({ date }) => date);
  const belongs = (date: string) => date.startsWith(`${year}-`) || date.startsWith(`${year - 1}-12-`);
  return dates.flatMap((date, index) => [
    ...(belongs(date) ? [] : [{ pointer: `/days/${index}/date`, code: 'outside_year' }]),
    ...(dates.indexOf(date) < index ? [{ pointer: `/days/${index}/date`, code: 'duplicate' }] : []),
  ]);
}
