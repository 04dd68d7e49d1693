import type { Locale } from '../../../locales/locale.ts';
import { INTL_TAGS } from '../language/locale.ts';

/** Making a formatter costs far more than using it. */
export function remembered<T>(make: (tag: string, key: string) => T): (locale: Locale, key: string) => T {
  const made = new Map<string, T>();
  return (locale, key) => {
    const name = `${locale} ${key}`;
    const known = made.get(name);
    if (known !== undefined) return known;
    const fresh = make(INTL_TAGS[locale], key);
    made.set(name, fresh);
    return fresh;
  };
}
