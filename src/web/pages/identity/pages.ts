import type { Page } from '../page.ts';

const open = { layout: 'bare', roles: 'everyone', words: ['identity'] } as const;

export const IDENTITY_PAGES: readonly Page[] = [
  { ...open, path: '/sign-in', load: async () => (await import('./sign-in.tsx')).SignInPage },
  { ...open, path: '/setup', load: async () => (await import('./link.tsx')).LinkPage },
  { ...open, path: '/invitation', load: async () => (await import('./link.tsx')).LinkPage },
  {
    path: '/account',
    layout: 'bare',
    roles: ['mediator', 'supervisor', 'operator'],
    words: ['identity'],
    load: async () => (await import('./account.tsx')).AccountPage,
  },
  {
    path: '/office/staff',
    layout: 'office',
    roles: ['operator'],
    words: ['identity', 'operator'],
    load: async () => (await import('./staff.tsx')).StaffPage,
  },
];
