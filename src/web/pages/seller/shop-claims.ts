import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ask } from '../../api/client.ts';
import { pollInterval } from '../../api/live.ts';
import type { Claim, Page } from '../../api/shapes.ts';

/** As the API takes them; what is left out may be anything. */
export interface ClaimsWanted {
  readonly viewer_state?: string | undefined;
  readonly status?: string | undefined;
  readonly remedy?: string | undefined;
  readonly reason?: string | undefined;
  readonly amount_from?: number | undefined;
  readonly amount_to?: number | undefined;
  readonly deadline_before?: string | undefined;
  readonly q?: string | undefined;
  readonly sort: string;
}

const PER_PAGE = 50;

/** The claims of the shop, sifted and sorted by the server, page by page. */
export function useShopClaims(wanted: ClaimsWanted) {
  return useInfiniteQuery({
    queryKey: ['claims', 'shop', wanted],
    queryFn: ({ signal, pageParam }) =>
      ask<Page<Claim>>({
        path: '/v1/claims',
        query: { ...wanted, limit: PER_PAGE, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    refetchInterval: pollInterval,
    placeholderData: (before) => before,
  });
}

/** How many open claims wait for whom. */
export function useShopCounts() {
  return useQuery({
    queryKey: ['claims', 'counts'],
    queryFn: ({ signal }) => ask<Record<string, number>>({ path: '/v1/claims/counts', signal }),
    refetchInterval: pollInterval,
  });
}
