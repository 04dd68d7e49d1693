import type { DemoWords } from './zh-CN.ts';

export const words: DemoWords = { title: '體驗公道', choose: '選擇一個身分，親歷一場售後' };
