import { use } from 'react';
import type { Locale } from '../../../locales/locale.ts';
import type { Words as Names } from '../../../locales/words.ts';
import { tracked } from '../session/tracked.ts';
import type { BuyerWords } from '../words/buyer/zh-CN.ts';
import type { CommonWords } from '../words/common/zh-CN.ts';
import type { DemoWords } from '../words/demo/zh-CN.ts';
import type { IdentityWords } from '../words/identity/zh-CN.ts';
import type { MediatorWords } from '../words/mediator/zh-CN.ts';
import type { OperatorWords } from '../words/operator/zh-CN.ts';
import type { PublicWords } from '../words/public/zh-CN.ts';
import type { SellerWords } from '../words/seller/zh-CN.ts';
import { currentLocale, useLocale } from './locale.ts';

/** The words of the pages by who reads them: a buyer's browser never loads what only staff read. */
interface WordGroups {
  readonly common: CommonWords;
  readonly buyer: BuyerWords;
  readonly seller: SellerWords;
  readonly mediator: MediatorWords;
  readonly operator: OperatorWords;
  readonly public: PublicWords;
  readonly identity: IdentityWords;
  readonly demo: DemoWords;
  /** The names the server uses too: statuses, commands, remedies, events … */
  readonly names: Names;
}
export type WordGroup = keyof WordGroups;

type Loader<T> = () => Promise<T>;

/** A language that lacks a group, or a group that lacks a sentence, does not compile. */
const LOADERS: { readonly [G in WordGroup]: { readonly [L in Locale]: Loader<WordGroups[G]> } } = {
  common: {
    'zh-CN': async () => (await import('../words/common/zh-CN.ts')).words,
    'zh-TW': async () => (await import('../words/common/zh-TW.ts')).words,
    en: async () => (await import('../words/common/en.ts')).words,
  },
  buyer: {
    'zh-CN': async () => (await import('../words/buyer/zh-CN.ts')).words,
    'zh-TW': async () => (await import('../words/buyer/zh-TW.ts')).words,
    en: async () => (await import('../words/buyer/en.ts')).words,
  },
  seller: {
    'zh-CN': async () => (await import('../words/seller/zh-CN.ts')).words,
    'zh-TW': async () => (await import('../words/seller/zh-TW.ts')).words,
    en: async () => (await import('../words/seller/en.ts')).words,
  },
  mediator: {
    'zh-CN': async () => (await import('../words/mediator/zh-CN.ts')).words,
    'zh-TW': async () => (await import('../words/mediator/zh-TW.ts')).words,
    en: async () => (await import('../words/mediator/en.ts')).words,
  },
  operator: {
    'zh-CN': async () => (await import('../words/operator/zh-CN.ts')).words,
    'zh-TW': async () => (await import('../words/operator/zh-TW.ts')).words,
    en: async () => (await import('../words/operator/en.ts')).words,
  },
  public: {
    'zh-CN': async () => (await import('../words/public/zh-CN.ts')).words,
    'zh-TW': async () => (await import('../words/public/zh-TW.ts')).words,
    en: async () => (await import('../words/public/en.ts')).words,
  },
  identity: {
    'zh-CN': async () => (await import('../words/identity/zh-CN.ts')).words,
    'zh-TW': async () => (await import('../words/identity/zh-TW.ts')).words,
    en: async () => (await import('../words/identity/en.ts')).words,
  },
  demo: {
    'zh-CN': async () => (await import('../words/demo/zh-CN.ts')).words,
    'zh-TW': async () => (await import('../words/demo/zh-TW.ts')).words,
    en: async () => (await import('../words/demo/en.ts')).words,
  },
  names: {
    'zh-CN': async () => (await import('../../../locales/zh-CN.ts')).zhCn,
    'zh-TW': async () => (await import('../../../locales/zh-TW.ts')).zhTw,
    en: async () => (await import('../../../locales/en.ts')).en,
  },
};

const loading = new Map<string, Promise<unknown>>();

function loadIn<G extends WordGroup>(group: G, locale: Locale): Promise<WordGroups[G]> {
  const key = `${group} ${locale}`;
  const known = loading.get(key);
  if (known !== undefined) return known as Promise<WordGroups[G]>;
  const started = tracked(LOADERS[group][locale]());
  loading.set(key, started);
  // A failed download may be tried again.
  started.catch(() => loading.delete(key));
  return started;
}

/** Begins to load words in the language in use, so that they are there when a page asks. */
export function loadWords<G extends WordGroup>(group: G): Promise<WordGroups[G]> {
  return loadIn(group, currentLocale());
}

/** The words of a group in the language in use; suspends until they are loaded. */
export function useWords<G extends WordGroup>(group: G): WordGroups[G] {
  return use(loadIn(group, useLocale()));
}

/** The names that the server uses too: `useNames().statuses.refused`. */
export function useNames(): Names {
  return useWords('names');
}
