import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { acceptClaim } from '../../api/claims.ts';
import { ask } from '../../api/client.ts';
import { useCurrentPolicy } from '../../api/current-policy.ts';
import { pollInterval } from '../../api/live.ts';
import type { Claim, Page, QueueItem, Standing } from '../../api/shapes.ts';
import { type Submission, useSubmission } from '../../api/submission.ts';
import { useLocale } from '../../language/locale.ts';

export const QUEUE_VIEWS = ['all', 'mine', 'unassigned', 'overdue', 'appeals'] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];
export const QUEUE_LEVELS = ['any', '1', '2'] as const;

export interface QueueFilter {
  readonly view: QueueView;
  readonly level?: '1' | '2';
}

const PAGE = 50;

/** The claims that wait for staff, the most urgent first, page by page. */
export function useQueue(filter: QueueFilter) {
  return useInfiniteQuery({
    queryKey: ['queue', filter],
    queryFn: ({ signal, pageParam }) =>
      ask<Page<QueueItem>>({
        path: '/v1/queue',
        query: { ...filter, limit: PAGE, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    refetchInterval: pollInterval,
  });
}

export interface QueueExtract {
  readonly items: readonly QueueItem[];
  /** Whether the queue went on where reading stopped. */
  readonly partial: boolean;
}

const MOST_PAGES = 20;

async function readQueue(signal: AbortSignal, goesOn: (last: QueueItem) => boolean): Promise<QueueExtract> {
  const items: QueueItem[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: Page<QueueItem> = await ask({
      path: '/v1/queue',
      query: { view: 'all', limit: 100, cursor: cursor ?? undefined },
      signal,
    });
    items.push(...answer.data);
    const last = answer.data.at(-1);
    cursor = answer.next_cursor;
    if (cursor === null || !last || !goesOn(last)) return { items, partial: false };
  }
  return { items, partial: true };
}

/** The most urgent two thousand claims of the queue. */
export function useWholeQueue() {
  return useQuery({
    queryKey: ['queue', 'whole'],
    queryFn: ({ signal }) => readQueue(signal, () => true),
    refetchInterval: pollInterval,
  });
}

/** The queue lists what is overdue first, then what is in review or waits for approval; behind them there is none. */
function mayPrecedeApprovals({ overdue, stage }: QueueItem): boolean {
  return overdue || stage === 'review' || stage === 'awaiting_approval';
}

/** Rulings that wait for a supervisor (R52). */
export function useApprovals() {
  return useQuery({
    queryKey: ['queue', 'approvals'],
    queryFn: async ({ signal }) => {
      const { items, partial } = await readQueue(signal, mayPrecedeApprovals);
      return { items: items.filter(({ stage }) => stage === 'awaiting_approval'), partial };
    },
    refetchInterval: pollInterval,
  });
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

export function useShopStanding(shopId: string) {
  return useQuery({
    queryKey: ['standing', shopId],
    queryFn: ({ signal }) => ask<Standing>({ path: `/v1/shops/${encodeURIComponent(shopId)}/standing`, signal }),
  });
}

/** What the policy of today calls a reason: the queue does not say under which version a claim was opened. */
export function useReasonName(): (code: string) => string {
  const locale = useLocale();
  const { data: policy } = useCurrentPolicy();
  return (code) => policy?.reasons.find((reason) => reason.code === code)?.labels[locale] ?? code;
}
