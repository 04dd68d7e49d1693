import type { Page } from '../page.ts';

export const PUBLIC_PAGES: readonly Page[] = [
  {
    path: '/shops/:id/credit',
    layout: 'bare',
    roles: 'everyone',
    words: ['public'],
    load: async () => (await import('./credit.tsx')).CreditPage,
  },
];
