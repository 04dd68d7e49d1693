import type { Locale } from '../../locales/locale.ts';
import { REPORT_COLUMN_NAMES, type ReportColumn } from '../../locales/report-columns.ts';
import type { Answer } from '../store/idempotency.ts';
import type { Store } from '../store/store.ts';
import { applyDue } from '../store/sweep.ts';
import { answer } from './answer.ts';
import { type Cell, csvOf } from './csv.ts';
import { DEFAULT_TIME_ZONE, type Problem } from './problem.ts';
import { type Asked, daysOf, periodOf, type ReportPeriod } from './report-period.ts';

/** What a report adds up to, before it is written down. */
export interface Report<Row extends object> {
  /** In the order of a table. */
  readonly columns: readonly (ReportColumn & keyof Row)[];
  readonly rows: readonly Row[];
  readonly totals: object;
}

export interface ReportAsked {
  readonly name: string;
  readonly query: Asked & { readonly format?: 'json' | 'csv' };
  readonly accept: string | undefined;
  readonly locale: Locale;
}

function csvAnswer<Row extends object>(
  { rows, columns }: Report<Row>,
  { name, locale }: ReportAsked,
  { firstDay, lastDay }: ReportPeriod,
): Answer {
  const head = columns.map((column) => REPORT_COLUMN_NAMES[locale][column]);
  const body = csvOf([head, ...rows.map((row) => columns.map((column) => row[column] as Cell))]);
  const headers = {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}-${firstDay}-${lastDay}.csv"`,
    'content-language': locale,
    vary: 'accept, accept-language',
  };
  return { status: 200, body, headers };
}

/** Reads a report and answers it as JSON, or as a table for spreadsheets. What is due is applied first (R2). */
export async function reportAnswer<Row extends object>(
  store: Store,
  asked: ReportAsked,
  read: (period: ReportPeriod) => Promise<Report<Row>>,
): Promise<Answer | Problem> {
  const now = await applyDue(store);
  const timeZone = store.config.rulesAt(now)?.calendar.timeZone ?? DEFAULT_TIME_ZONE;
  const period = periodOf(asked.query, { now, timeZone });
  if ('code' in period) return period;
  const report = await read(period);
  const { rows, totals } = report;
  const wantsCsv = (asked.query.format ?? (asked.accept?.includes('text/csv') ? 'csv' : 'json')) === 'csv';
  if (wantsCsv) return csvAnswer(report, asked, period);
  const { firstDay: from, lastDay: to } = period;
  return answer(200, { from, to, time_zone: timeZone, rows, totals }, { vary: 'accept, accept-language' });
}

/** A row for every day of the period, `nothing` where the database has none. */
export function everyDay<Row extends { readonly day: string }>(
  period: ReportPeriod,
  rows: readonly Row[],
  nothing: Omit<Row, 'day'>,
): Row[] {
  const known = new Map(rows.map((row) => [row.day, row]));
  return daysOf(period).map((day) => known.get(day) ?? ({ day, ...nothing } as Row));
}

/** The columns added up. */
export function sumsOf<K extends string>(
  rows: readonly Readonly<Record<NoInfer<K>, number>>[],
  names: readonly K[],
): Record<K, number> {
  const sums = names.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0)] as const);
  return Object.fromEntries(sums) as Record<K, number>;
}

export function rateOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
