import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Static } from 'typebox';
import type { ApiKey as ApiKeyView, CreatedApiKey } from '../../contract/api-key.ts';
import type { AuditEntryView } from '../../contract/audit.ts';
import type { CalendarBody, CalendarDays, CalendarView, CalendarYearView } from '../../contract/holiday.ts';
import type {
  AppealsReport,
  DurationsReport,
  OutcomesReport,
  ParkedReport,
  SlaReport,
  VolumeReport,
} from '../../contract/report.ts';
import type { Policy } from '../../domain/policy.ts';
import { askAll } from './claims.ts';
import { ask, commonHeaders, send } from './client.ts';
import { queryClient } from './query-client.ts';
import type { Page } from './shapes.ts';

export interface Reports {
  readonly volume: Static<typeof VolumeReport>;
  readonly durations: Static<typeof DurationsReport>;
  readonly sla: Static<typeof SlaReport>;
  readonly outcomes: Static<typeof OutcomesReport>;
  readonly appeals: Static<typeof AppealsReport>;
}
export type ReportName = keyof Reports;

/** Calendar days, the first and the last included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** Keeps showing the period before while the next one is being asked for; without days, the server's last thirty. */
export function useReport<N extends ReportName>(name: N, { from, to }: Partial<DayRange>) {
  return useQuery({
    queryKey: ['report', name, from, to],
    queryFn: ({ signal }) => ask<Reports[N]>({ path: `/v1/reports/${name}`, query: { from, to }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** Fetches a report as a table for spreadsheets, and lets the browser keep it as a file. */
export async function downloadReport(name: ReportName, { from, to }: DayRange): Promise<void> {
  const address = `/v1/reports/${name}?${new URLSearchParams({ from, to })}`;
  const response = await send(address, { headers: { ...commonHeaders(), accept: 'text/csv' } });
  const url = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: url, download: `${name}-${from}-${to}.csv` });
  link.click();
  URL.revokeObjectURL(url);
}

export function usePolicies() {
  return useQuery({
    queryKey: ['policy', 'all'],
    queryFn: ({ signal }) => askAll<Policy>('/v1/policies', signal),
  });
}

interface Told {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

export interface PolicyVerdict {
  readonly valid: boolean;
  readonly errors: readonly Told[];
  readonly warnings: readonly Told[];
}

export function checkPolicy(body: unknown): Promise<PolicyVerdict> {
  return ask({ method: 'POST', path: '/v1/policies/check', body });
}

export async function publishPolicy(body: unknown, idempotencyKey: string): Promise<Policy> {
  const policy: Policy = await ask({ method: 'POST', path: '/v1/policies', body, idempotencyKey });
  await queryClient.invalidateQueries({ queryKey: ['policy'] });
  return policy;
}

export type CalendarYear = Static<typeof CalendarYearView>;

export function useCalendarYears() {
  return useQuery({
    queryKey: ['calendar', 'all'],
    queryFn: ({ signal }) => askAll<CalendarYear>('/v1/calendars', signal),
  });
}

export function useCalendarDays(region: string, year: number) {
  return useQuery({
    queryKey: ['calendar', region, year],
    queryFn: ({ signal }) => ask<Static<typeof CalendarDays>>({ path: `/v1/calendars/${region}/${year}`, signal }),
  });
}

export interface YearToPut {
  readonly region: string;
  readonly year: number;
  readonly notice: Static<typeof CalendarBody>;
}

export async function putCalendar({ region, year, notice }: YearToPut): Promise<Static<typeof CalendarView>> {
  const path = `/v1/calendars/${region}/${year}`;
  const answer: Static<typeof CalendarView> = await ask({ method: 'PUT', path, body: notice });
  await queryClient.invalidateQueries({ queryKey: ['calendar'] });
  return answer;
}

export type ApiKey = Static<typeof ApiKeyView>;

export function useApiKeys() {
  return useQuery({
    queryKey: ['api-keys'],
    queryFn: ({ signal }) => askAll<ApiKey>('/v1/api-keys', signal),
  });
}

type NewKey = Pick<ApiKey, 'name' | 'scopes'>;

export async function createApiKey(body: NewKey, idempotencyKey: string): Promise<Static<typeof CreatedApiKey>> {
  const created: Static<typeof CreatedApiKey> = await ask({
    method: 'POST',
    path: '/v1/api-keys',
    body,
    idempotencyKey,
  });
  void queryClient.invalidateQueries({ queryKey: ['api-keys'] });
  return created;
}

export async function revokeApiKey(id: string): Promise<true> {
  await ask({ method: 'DELETE', path: `/v1/api-keys/${encodeURIComponent(id)}` });
  await queryClient.invalidateQueries({ queryKey: ['api-keys'] });
  return true;
}

export type Parked = Static<typeof ParkedReport>;

export function useParked() {
  return useQuery({
    queryKey: ['parked'],
    queryFn: ({ signal }) => ask<Parked>({ path: '/v1/reports/parked', signal }),
  });
}

/** `/v1/refunds/{id}` or `/v1/parked-deadlines/{claim id}`, tried again. */
export async function retryParked(path: string, idempotencyKey: string): Promise<true> {
  await ask({ method: 'POST', path: `${path}/retry`, body: {}, idempotencyKey });
  await queryClient.invalidateQueries({ queryKey: ['parked'] });
  return true;
}

export type AuditEntry = Static<typeof AuditEntryView>;

export interface AuditFilter {
  readonly action?: string | undefined;
  readonly actor_id?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

export function useAuditLog(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ signal, pageParam }) =>
      ask<Page<AuditEntry>>({
        path: '/v1/audit-log',
        query: { ...filter, limit: 50, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}
