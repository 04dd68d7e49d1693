import { useSyncExternalStore } from 'react';
import type { Locale } from '../../../locales/locale.ts';
import { watched } from '../session/listeners.ts';

export const LOCALE_NAMES: { readonly [L in Locale]: string } = {
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
  en: 'English',
};

/** Listed here, for the list in `locales/` comes with every word of every language. */
export const LOCALES: readonly Locale[] = ['zh-CN', 'zh-TW', 'en'];

/** As `Intl` knows them: British English puts the day before the month, as both kinds of Chinese never leave in doubt. */
export const INTL_TAGS: { readonly [L in Locale]: string } = { 'zh-CN': 'zh-CN', 'zh-TW': 'zh-TW', en: 'en-GB' };

const KEY = 'gongdao.language';

function isLocale(text: string | null): text is Locale {
  return text !== null && Object.hasOwn(LOCALE_NAMES, text);
}

function localeOf(tag: string): Locale | null {
  if (/^en\b/i.test(tag)) return 'en';
  if (!/^zh\b/i.test(tag)) return null;
  return /\b(?:hant|tw|hk|mo)\b/i.test(tag) ? 'zh-TW' : 'zh-CN';
}

function chosenLocale(): Locale | null {
  try {
    const kept = localStorage.getItem(KEY);
    return isLocale(kept) ? kept : null;
  } catch {
    return null;
  }
}

function initialLocale(): Locale {
  const asked = new URLSearchParams(location.search).get('lang');
  if (isLocale(asked)) return asked;
  const wished = navigator.languages.map(localeOf).find((locale) => locale !== null);
  return chosenLocale() ?? wished ?? 'zh-CN';
}

const locale = watched<Locale>(initialLocale());

function markDocument(): void {
  document.documentElement.lang = locale.get();
}
markDocument();
locale.subscribe(markDocument);

export function currentLocale(): Locale {
  return locale.get();
}

/** Speaks another language from now on, and the next time. */
export function chooseLocale(next: Locale): void {
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
  locale.set(next);
}

export const onLocaleChange = locale.subscribe;

export function useLocale(): Locale {
  return useSyncExternalStore(locale.subscribe, locale.get);
}
