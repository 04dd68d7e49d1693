import { type QueryClient, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ask } from './client.ts';
import { pollInterval } from './live.ts';
import { queryClient } from './query-client.ts';
import type { Claim, ClaimEvent, Message, Page } from './shapes.ts';

/** `/v1/claims/{id}`, with whatever stands in the id. */
export function claimPath(id: string): string {
  return `/v1/claims/${encodeURIComponent(id)}`;
}

export function claimQuery(id: string) {
  return queryOptions({
    queryKey: ['claim', id],
    queryFn: ({ signal }) => ask<Claim>({ path: claimPath(id), signal }),
    refetchInterval: pollInterval,
  });
}

/** A claim as the viewer sees it. */
export function useClaim(id: string) {
  return useQuery(claimQuery(id));
}

/** Everything of a list that comes in pages, up to a hundred pages. */
export async function askAll<T>(path: string, signal: AbortSignal): Promise<readonly T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 100; page += 1) {
    const answer: Page<T> = await ask({ path, query: { limit: 100, cursor: cursor ?? undefined }, signal });
    all.push(...answer.data);
    cursor = answer.next_cursor;
    if (cursor === null) break;
  }
  return all;
}

export function claimEventsQuery(id: string) {
  return queryOptions({
    queryKey: ['events', id],
    queryFn: ({ signal }) => askAll<ClaimEvent>(`${claimPath(id)}/events`, signal),
    refetchInterval: pollInterval,
  });
}

/** What has happened to a claim, oldest first. */
export function useClaimEvents(id: string) {
  return useQuery(claimEventsQuery(id));
}

export function useMessages(id: string) {
  return useQuery({
    queryKey: ['messages', id],
    queryFn: ({ signal }) => askAll<Message>(`${claimPath(id)}/messages`, signal),
    refetchInterval: pollInterval,
  });
}

export interface ClaimFilter {
  readonly status?: string;
  readonly shop_id?: string;
  readonly buyer_id?: string;
  readonly updated_after?: string;
  readonly limit?: number;
}

/** Claims page by page; `fetchNextPage` brings more. */
export function useClaims(filter: ClaimFilter) {
  return useInfiniteQuery({
    queryKey: ['claims', filter],
    queryFn: ({ signal, pageParam }) =>
      ask<Page<Claim>>({ path: '/v1/claims', query: { ...filter, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    refetchInterval: pollInterval,
  });
}

/** Takes over a claim that an answer brought, and asks again for what hangs on it. */
export function acceptClaim(claim: Claim, client: QueryClient = queryClient): void {
  client.setQueryData(['claim', claim.id], claim);
  void client.invalidateQueries({ queryKey: ['events', claim.id] });
  void client.invalidateQueries({ queryKey: ['claims'] });
  void client.invalidateQueries({ queryKey: ['orders'] });
  void client.invalidateQueries({ queryKey: ['queue'] });
}
