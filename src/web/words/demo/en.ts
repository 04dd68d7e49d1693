import type { DemoWords } from './zh-CN.ts';

export const words: DemoWords = { title: 'Try Gongdao', choose: 'Choose who you are and live through a dispute' };
