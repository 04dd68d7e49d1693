export const words = { title: '体验公道', choose: '选择一个身份，亲历一场售后' };

export type DemoWords = typeof words;
