import type { Page } from '../page.ts';

const office = { layout: 'office', roles: ['operator'], words: ['operator'] } as const;

export const OFFICE_PAGES: readonly Page[] = [
  { ...office, path: '/office/reports', load: async () => (await import('./reports.tsx')).ReportsPage },
  { ...office, path: '/office/policies', load: async () => (await import('./policies.tsx')).PoliciesPage },
  { ...office, path: '/office/policies/new', load: async () => (await import('./new-policy.tsx')).NewPolicyPage },
  { ...office, path: '/office/policies/:name/:version', load: async () => (await import('./policy.tsx')).PolicyPage },
  { ...office, path: '/office/calendars', load: async () => (await import('./calendars.tsx')).CalendarsPage },
  { ...office, path: '/office/keys', load: async () => (await import('./keys.tsx')).KeysPage },
  { ...office, path: '/office/parked', load: async () => (await import('./parked.tsx')).ParkedPage },
  { ...office, path: '/office/audit', load: async () => (await import('./audit.tsx')).AuditPage },
  {
    ...office,
    path: '/office/claims/:id',
    words: ['mediator', 'operator'],
    load: async () => (await import('./claim.tsx')).OfficeClaimPage,
  },
];
