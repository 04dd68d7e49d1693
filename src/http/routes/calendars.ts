import { Type } from 'typebox';
import { CalendarBody, CalendarView, calendarIssues } from '../../contract/holiday.ts';
import { record } from '../../contract/primitive.ts';
import { putCalendarYear } from '../../store/calendar.ts';
import { answer } from '../answer.ts';
import { auditedBy } from '../audited.ts';
import { problem } from '../problem.ts';
import { type Route, route } from '../route.ts';

const params = record({
  region: Type.String({ pattern: '^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$', maxLength: 6 }),
  year: Type.String({ pattern: '^(?:199\\d|20\\d{2}|21\\d{2})$', maxLength: 4 }),
});

export const CALENDAR_ROUTES: readonly Route[] = [
  route({
    method: 'PUT',
    url: '/v1/calendars/:region/:year',
    name: 'putCalendar',
    summary: 'The public-holiday notice of one year; deadlines in working days are counted again (R45)',
    tag: 'policy',
    access: { scopes: ['config'], sees: { marketplace: 'common', operator: 'common' } },
    schema: { params, body: CalendarBody, response: { 200: CalendarView } },
    handler: async ({ params: { region, year: text }, body: { days }, caller }, { store }) => {
      const year = Number(text);
      const errors = calendarIssues({ days }, year);
      if (errors.length > 0) return problem('CALENDAR_INVALID', { errors });
      const deadlinesChanged = await putCalendarYear(store, { region, year, days }, auditedBy(caller));
      return answer(200, { region, year, days: days.length, deadlines_changed: deadlinesChanged });
    },
  }),
];
