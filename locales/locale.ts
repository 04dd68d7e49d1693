import type { Labels } from '../src/domain/policy.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';
import { zhCn } from './zh-CN.ts';
import { zhTw } from './zh-TW.ts';

export type Locale = keyof Labels;

/** The first is spoken where nothing else was asked for. */
export const LOCALES = ['zh-CN', 'zh-TW', 'en'] as const satisfies readonly Locale[];

export const WORDS: { readonly [L in Locale]: Words } = { 'zh-CN': zhCn, 'zh-TW': zhTw, en };
