import type { Page } from '../page.ts';

export const DEMO_PAGES: readonly Page[] = [
  {
    path: '/',
    layout: 'bare',
    roles: 'everyone',
    words: ['demo'],
    load: async () => (await import('./start.tsx')).StartPage,
  },
];
