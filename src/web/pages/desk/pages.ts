import { claimEventsQuery, claimQuery } from '../../api/claims.ts';
import { queryClient } from '../../api/query-client.ts';
import type { Page } from '../page.ts';

const desk = { layout: 'desk', roles: ['mediator', 'supervisor'], words: ['mediator'] } as const;

export const DESK_PAGES: readonly Page[] = [
  { ...desk, path: '/desk/queue', load: async () => (await import('./queue.tsx')).QueuePage },
  {
    ...desk,
    path: '/desk/claims/:id',
    load: async () => (await import('./claim.tsx')).DeskClaimPage,
    prefetch: ({ id = '' }) => {
      void queryClient.prefetchQuery(claimQuery(id));
      void queryClient.prefetchQuery(claimEventsQuery(id));
    },
  },
  { ...desk, path: '/desk/inbox', load: async () => (await import('./inbox.tsx')).DeskInboxPage },
  { ...desk, path: '/desk/approvals', load: async () => (await import('./approvals.tsx')).ApprovalsPage },
  { ...desk, path: '/desk/appeals', load: async () => (await import('./appeals.tsx')).AppealsPage },
  { ...desk, path: '/desk/templates', load: async () => (await import('./templates.tsx')).TemplatesPage },
  { ...desk, path: '/desk/workload', load: async () => (await import('./workload.tsx')).WorkloadPage },
];
