import { claimEventsQuery, claimQuery } from '../../api/claims.ts';
import { queryClient } from '../../api/query-client.ts';
import type { Page } from '../page.ts';

const buyer = { layout: 'buyer', roles: ['buyer'], words: ['buyer'] } as const;

export const BUYER_PAGES: readonly Page[] = [
  { ...buyer, path: '/orders', load: async () => (await import('./orders.tsx')).OrdersPage },
  {
    ...buyer,
    path: '/orders/:orderId/lines/:lineId/apply',
    load: async () => (await import('./apply.tsx')).ApplyPage,
  },
  { ...buyer, path: '/claims', load: async () => (await import('./claims.tsx')).ClaimsPage },
  {
    ...buyer,
    path: '/claims/:id',
    load: async () => (await import('./claim.tsx')).ClaimPage,
    prefetch: ({ id = '' }) => {
      void queryClient.prefetchQuery(claimQuery(id));
      void queryClient.prefetchQuery(claimEventsQuery(id));
    },
  },
  { ...buyer, path: '/claims/:id/modify', load: async () => (await import('./modify.tsx')).ModifyPage },
  { ...buyer, path: '/inbox', load: async () => (await import('./inbox.tsx')).InboxPage },
];
