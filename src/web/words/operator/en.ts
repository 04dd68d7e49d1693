import type { OperatorWords } from './zh-CN.ts';

export const words: OperatorWords = {
  nav: {
    policies: 'Policies',
    calendars: 'Calendars',
    staff: 'Staff',
    keys: 'API keys',
    parked: 'Parked work',
    audit: 'Audit log',
    reports: 'Reports',
  },
  title: 'Operations',
};
