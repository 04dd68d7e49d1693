import type { DemoWords } from './zh-CN.ts';

export const words: DemoWords = {
  title: 'Try Gongdao',
  lede: 'A made-up marketplace: choose somebody and live through a dispute as they do, to see how its rules, deadlines and rulings work.',
  time: 'You move the clock here, an hour or a day at a press; change who you are at any time to see what the other side sees.',
  begin: 'Start here',
  become: (name) => `Be them (${name})`,
  becomeThem: 'Be them',
  groups: {
    buyer: 'Bought something and want it put right',
    seller: 'Run a shop and answer in time',
    mediator: 'Weigh the evidence and rule',
    supervisor: 'Review rulings and decide appeals',
    operator: 'Look after policies, calendars and reports',
  },
  staffSignIn: 'Staff sign-in',
  welcomeTitle: 'Welcome to Gongdao',
  welcome:
    'These pages open from a link in the marketplace: please come in through your order or your shop’s back office.',
  bar: {
    name: 'Demo tools',
    who: 'You are',
    change: 'Be somebody else',
    clock: 'Demo time',
    hour: '+1 hour',
    day: '+1 day',
    deadline: 'To the next deadline',
    expand: 'Show the demo tools',
    collapse: 'Hide the demo tools',
  },
};
