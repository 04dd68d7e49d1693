import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { acceptClaim } from '../../api/claims.ts';
import { ask } from '../../api/client.ts';
import { useCurrentPolicy } from '../../api/current-policy.ts';
import { pollInterval } from '../../api/live.ts';
import { queryClient } from '../../api/query-client.ts';
import type { Claim, Page, QueueCounts, QueueItem } from '../../api/shapes.ts';
import { type Submission, useSubmission } from '../../api/submission.ts';
import { useLocale } from '../../language/locale.ts';

export const QUEUE_VIEWS = ['all', 'mine', 'unassigned', 'overdue', 'approvals', 'appeals'] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];
export const QUEUE_SORTS = ['urgency', 'deadline', 'amount', 'requested'] as const;

/** What the queue can be narrowed to, beside view and sort; as it stands in the address. */
export const FILTER_FIELDS = [
  'search',
  'level',
  'stage',
  'reason',
  'remedy',
  'owner',
  'shop_id',
  'buyer_id',
  'amount_from',
  'amount_to',
  'deadline_before',
  'overdue',
  'suspended',
] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];
export type QueueQuery = Readonly<Partial<Record<FilterField | 'view' | 'sort', string>>>;

const PAGE = 50;

/** The claims that wait for staff, as asked for, page by page. */
export function useQueue(query: QueueQuery) {
  return useInfiniteQuery({
    queryKey: ['queue', 'list', query],
    queryFn: ({ signal, pageParam }) =>
      ask<Page<QueueItem>>({
        path: '/v1/queue',
        query: { ...query, limit: PAGE, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    refetchInterval: pollInterval,
  });
}

/** How many claims each view has, of what the filter leaves. */
export function useQueueCounts({ view: _view, sort: _sort, ...filter }: QueueQuery) {
  return useQuery({
    queryKey: ['queue', 'counts', filter],
    queryFn: ({ signal }) => ask<QueueCounts>({ path: '/v1/queue/counts', query: filter, signal }),
    refetchInterval: pollInterval,
  });
}

export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly filter: QueueQuery;
}

const VIEWS = '/v1/queue/views';

/** The views that this member of staff has kept. */
export function useSavedViews() {
  return useQuery({
    queryKey: ['queue-views'],
    queryFn: async ({ signal }) => (await ask<Page<SavedView>>({ path: VIEWS, signal })).data,
  });
}

function refreshViews(): void {
  void queryClient.invalidateQueries({ queryKey: ['queue-views'] });
}

async function saveView(body: Omit<SavedView, 'id'>, idempotencyKey: string): Promise<SavedView> {
  const saved = await ask<SavedView>({ method: 'POST', path: VIEWS, body, idempotencyKey });
  refreshViews();
  return saved;
}

export function useSaveView(): Submission<Omit<SavedView, 'id'>, SavedView> {
  return useSubmission(saveView);
}

async function removeView({ id }: { readonly id: string }): Promise<true> {
  await ask<undefined>({ method: 'DELETE', path: `${VIEWS}/${encodeURIComponent(id)}` });
  refreshViews();
  return true;
}

export function useRemoveView(): Submission<{ readonly id: string }, true> {
  return useSubmission(removeView);
}

async function takeNext(_body: Record<never, never>, idempotencyKey: string): Promise<Claim> {
  const claim = await ask<Claim>({ method: 'POST', path: '/v1/queue/take', body: {}, idempotencyKey });
  acceptClaim(claim);
  return claim;
}

/** Takes the most urgent claim that nobody has (R47). */
export function useTakeNext(): Submission<Record<never, never>, Claim> {
  return useSubmission(takeNext);
}

/** What the policy of today calls a reason: the queue does not say under which version a claim was opened. */
export function useReasonName(): (code: string) => string {
  const locale = useLocale();
  const { data: policy } = useCurrentPolicy();
  return (code) => policy?.reasons.find((reason) => reason.code === code)?.labels[locale] ?? code;
}

/** The reasons of today's policy by code, to choose from. */
export function useReasonCodes(): readonly (readonly [code: string, label: string])[] {
  const locale = useLocale();
  const { data: policy } = useCurrentPolicy();
  return policy?.reasons.map(({ code, labels }) => [code, labels[locale]] as const) ?? [];
}
