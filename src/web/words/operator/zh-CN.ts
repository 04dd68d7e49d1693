export const words = {
  nav: {
    policies: '政策',
    calendars: '日历',
    staff: '人员',
    keys: 'API 密钥',
    parked: '搁置的工作',
    audit: '审计日志',
    reports: '报表',
  },
  title: '运营后台',
};

export type OperatorWords = typeof words;
