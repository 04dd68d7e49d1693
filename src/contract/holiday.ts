import { type Static, Type } from 'typebox';
import { Day, nullable, record, text } from './primitive.ts';

const NoticeDay = record({
  date: Day,
  off: Type.Boolean({ description: 'true: a day off; false: a make-up working day (调休)' }),
  name: text(100),
});

export const CalendarBody = record({ days: Type.Array(NoticeDay, { maxItems: 400 }) }, { title: 'CalendarBody' });

const Count = Type.Integer({ minimum: 0 });
const source = nullable(
  Type.Enum(['library', 'put'], { description: 'where the notice comes from; null: the year is not known (R45)' }),
);

/** A year in which a policy counts working days, known or not. */
export const CalendarYearView = record(
  {
    region: Type.String(),
    year: Type.Integer(),
    source,
    days_off: Count,
    make_up_days: Count,
    provisional_claims: { ...Count, description: 'claims whose deadline is provisional because the year is not known' },
  },
  { title: 'CalendarYear' },
);

export const CalendarDays = record(
  {
    region: Type.String(),
    year: Type.Integer(),
    source,
    time_zone: Type.String(),
    days: Type.Array(NoticeDay),
  },
  { title: 'CalendarDays' },
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
