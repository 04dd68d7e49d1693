import { Type } from 'typebox';
import { CalendarBody, CalendarDays, CalendarView, CalendarYearView, calendarIssues } from '../../contract/holiday.ts';
import { listOf, record } from '../../contract/primitive.ts';
import { putCalendarYear } from '../../store/calendar.ts';
import { answer } from '../answer.ts';
import { auditedBy } from '../audited.ts';
import { calendarDays, calendarYears } from '../calendar-years.ts';
import { listAnswer, PAGE_QUERY, pageOf } from '../page.ts';
import { problem } from '../problem.ts';
import { type Access, type Route, route } from '../route.ts';

const params = record({
  region: Type.String({ pattern: '^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$', maxLength: 6 }),
  year: Type.String({ pattern: '^(?:199\\d|20\\d{2}|21\\d{2})$', maxLength: 4 }),
});

const readAccess = {
  scopes: ['config'],
  sees: { marketplace: 'common', mediator: 'common', supervisor: 'common', operator: 'common' },
} as const satisfies Access;

export const CALENDAR_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/calendars',
    name: 'listCalendars',
    summary: 'The years in which policies count working days, known or not, the latest first (R45)',
    tag: 'policy',
    access: readAccess,
    schema: { querystring: record({ ...PAGE_QUERY }), response: { 200: listOf(CalendarYearView) } },
    handler: async ({ query }, { store }) => {
      const page = pageOf(query, ([count]) => (typeof count === 'number' && count >= 0 ? count : null));
      const years = (await calendarYears(store)).map((year, index) => ({ year, count: index + 1 }));
      return listAnswer(years.slice(page.after ?? 0), page, {
        toWire: ({ year }) => year,
        cursorOf: ({ count }) => [count],
      });
    },
  }),
  route({
    method: 'GET',
    url: '/v1/calendars/:region/:year',
    name: 'getCalendar',
    summary: 'The days off and make-up days of one year, as they are known',
    tag: 'policy',
    access: readAccess,
    schema: { params, response: { 200: CalendarDays } },
    handler: async ({ params: { region, year } }, { store }) => {
      const days = await calendarDays(store, { region, year: Number(year) });
      return days ? answer(200, days) : problem('NOT_FOUND');
    },
  }),
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
