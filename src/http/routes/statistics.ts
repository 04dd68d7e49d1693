import type { Locale } from '../../../locales/locale.ts';
import { record } from '../../contract/primitive.ts';
import { AppealsReport, DurationsReport, OutcomesReport, SlaReport, VolumeReport } from '../../contract/report.ts';
import { reasonOf } from '../../domain/policy.ts';
import {
  appealsByDay,
  type Duration,
  durations,
  outcomesByReason,
  rulingsByDay,
  volumeByDay,
} from '../../store/report.ts';
import type { Store } from '../../store/store.ts';
import { everyDay, rateOf, reportAnswer, sumsOf } from '../report.ts';
import { PERIOD_QUERY, type ReportPeriod } from '../report-period.ts';
import { type Access, type Route, route } from '../route.ts';

const access = {
  scopes: ['staff'],
  sees: { marketplace: 'all', supervisor: 'all', operator: 'all' },
} as const satisfies Access;
const querystring = record({ ...PERIOD_QUERY });

const VOLUME = ['opened', 'interventions', 'ended'] as const;

async function volume(store: Store, period: ReportPeriod) {
  const rows = everyDay(period, await volumeByDay(store, period), { opened: 0, interventions: 0, ended: 0 });
  return { columns: ['day', ...VOLUME] as const, rows, totals: sumsOf(rows, VOLUME) };
}

function durationView({ ended, median, p90 }: Duration) {
  return { ended, median_seconds: median, p90_seconds: p90 };
}

async function durationReport(store: Store, period: ReportPeriod) {
  const { days, all, intervened, amongThemselves } = await durations(store, period);
  const rows = days.map(({ day, ...figures }) => ({ day, ...durationView(figures) }));
  const totals = {
    all: durationView(all),
    intervened: durationView(intervened),
    among_themselves: durationView(amongThemselves),
  };
  const columns = ['day', 'ended', 'median_seconds', 'p90_seconds'] as const;
  return { columns, rows: everyDay(period, rows, { ended: 0, median_seconds: null, p90_seconds: null }), totals };
}

async function sla(store: Store, period: ReportPeriod) {
  const rows = everyDay(period, await rulingsByDay(store, period), { on_time: 0, late: 0 });
  const sums = sumsOf(rows, ['on_time', 'late']);
  return {
    columns: ['day', 'on_time', 'late'] as const,
    rows,
    totals: { ...sums, rate: rateOf(sums.on_time, sums.on_time + sums.late) },
  };
}

const OUTCOMES = [
  'ended',
  'settled',
  'ruled_for_buyer',
  'ruled_for_seller',
  'withdrawn',
  'expired',
  'otherwise',
] as const;

async function outcomes(store: Store, period: ReportPeriod, locale: Locale) {
  const found = await outcomesByReason(store, period);
  const policy = store.config.rulesAt(period.now)?.policy;
  const labelOf = (code: string) => (policy && reasonOf(policy, code)?.labels[locale]) ?? code;
  const rows = found.map(({ reason, ...row }) => ({ reason, label: labelOf(reason), ...row }));
  const money = [...Map.groupBy(found, ({ currency }) => currency)].map(([currency, own]) => ({
    currency,
    ...sumsOf(own, ['refunded']),
  }));
  const columns = ['reason', 'label', 'currency', ...OUTCOMES, 'refunded'] as const;
  return { columns, rows, totals: { ...sumsOf(found, OUTCOMES), money } };
}

const APPEALS = ['filed', 'upheld', 'overturned'] as const;

async function appeals(store: Store, period: ReportPeriod) {
  const rows = everyDay(period, await appealsByDay(store, period), { filed: 0, upheld: 0, overturned: 0 });
  const sums = sumsOf(rows, APPEALS);
  return {
    columns: ['day', ...APPEALS] as const,
    rows,
    totals: { ...sums, overturn_rate: rateOf(sums.overturned, sums.upheld + sums.overturned) },
  };
}

/** Reports by calendar days, each also as a table for spreadsheets. */
export const STATISTICS_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/reports/volume',
    name: 'getVolumeReport',
    summary: 'Claims opened, interventions asked for and claims ended, by the day',
    tag: 'reports',
    access,
    schema: { querystring, response: { 200: VolumeReport } },
    handler: (call, { store }) =>
      reportAnswer(store, { ...call, name: 'volume', accept: call.accept }, (period) => volume(store, period)),
  }),
  route({
    method: 'GET',
    url: '/v1/reports/durations',
    name: 'getDurationsReport',
    summary: 'How long the claims took that ended: the median, and what nine in ten stay within',
    tag: 'reports',
    access,
    schema: { querystring, response: { 200: DurationsReport } },
    handler: (call, { store }) =>
      reportAnswer(store, { ...call, name: 'durations', accept: call.accept }, (period) =>
        durationReport(store, period),
      ),
  }),
  route({
    method: 'GET',
    url: '/v1/reports/sla',
    name: 'getSlaReport',
    summary: 'Rulings issued by the due date of their review, counted in working days, and after it (R44)',
    tag: 'reports',
    access,
    schema: { querystring, response: { 200: SlaReport } },
    handler: (call, { store }) =>
      reportAnswer(store, { ...call, name: 'sla', accept: call.accept }, (period) => sla(store, period)),
  }),
  route({
    method: 'GET',
    url: '/v1/reports/outcomes',
    name: 'getOutcomesReport',
    summary: 'How claims ended, by the reason given, and what was refunded in each currency',
    tag: 'reports',
    access,
    schema: { querystring, response: { 200: OutcomesReport } },
    handler: (call, { store }) =>
      reportAnswer(store, { ...call, name: 'outcomes', accept: call.accept }, (period) =>
        outcomes(store, period, call.locale),
      ),
  }),
  route({
    method: 'GET',
    url: '/v1/reports/appeals',
    name: 'getAppealsReport',
    summary: 'Appeals filed and decided, and how many overturned a ruling (R56)',
    tag: 'reports',
    access,
    schema: { querystring, response: { 200: AppealsReport } },
    handler: (call, { store }) =>
      reportAnswer(store, { ...call, name: 'appeals', accept: call.accept }, (period) => appeals(store, period)),
  }),
];
