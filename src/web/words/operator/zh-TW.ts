import type { OperatorWords } from './zh-CN.ts';

export const words: OperatorWords = {
  nav: {
    policies: '政策',
    calendars: '行事曆',
    staff: '人員',
    keys: 'API 金鑰',
    parked: '擱置的工作',
    audit: '稽核日誌',
    reports: '報表',
  },
  title: '營運後台',
};
