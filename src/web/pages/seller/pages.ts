import { claimEventsQuery, claimQuery } from '../../api/claims.ts';
import { queryClient } from '../../api/query-client.ts';
import type { Page } from '../page.ts';

const seller = { layout: 'seller', roles: ['seller'], words: ['seller'] } as const;

export const SELLER_PAGES: readonly Page[] = [
  { ...seller, path: '/seller/claims', load: async () => (await import('./claims.tsx')).SellerClaimsPage },
  {
    ...seller,
    path: '/seller/claims/:id',
    load: async () => (await import('./claim.tsx')).ClaimPage,
    prefetch: ({ id = '' }) => {
      void queryClient.prefetchQuery(claimQuery(id));
      void queryClient.prefetchQuery(claimEventsQuery(id));
    },
  },
  { ...seller, path: '/seller/inbox', load: async () => (await import('./inbox.tsx')).SellerInboxPage },
  { ...seller, path: '/seller/standing', load: async () => (await import('./standing.tsx')).StandingPage },
];
