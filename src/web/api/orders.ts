import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ask } from './client.ts';
import type { Order, Page } from './shapes.ts';

/** A buyer's orders, page by page. */
export function useOrders(buyerId: string) {
  return useInfiniteQuery({
    queryKey: ['orders', { buyer_id: buyerId }],
    queryFn: ({ signal, pageParam }) =>
      ask<Page<Order>>({ path: '/v1/orders', query: { buyer_id: buyerId, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}

export function useOrder(id: string) {
  return useQuery({
    queryKey: ['orders', id],
    queryFn: ({ signal }) => ask<Order>({ path: `/v1/orders/${encodeURIComponent(id)}`, signal }),
  });
}
