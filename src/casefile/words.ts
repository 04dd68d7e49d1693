import { WORDS } from '../../locales/locale.ts';
import { isSealed, openDisclosed } from '../store/sealed-text.ts';

/**
 * What a reader is told of a sealed text: its own key, by which they read it and know that it is the one in the chain;
 * or, where it tells how to reach the other party, the text without that. Nothing: it was erased.
 */
export type ToldWords = { readonly key: string } | { readonly masked: string };

/** By the sealed text, as it stands in an event. */
export type WordsTold = Readonly<Record<string, ToldWords>>;

/** The fields of events in which people write. */
const WRITTEN: ReadonlySet<string> = new Set([
  'words',
  'description',
  'text',
  'trackingNumber',
  'phone',
  'name',
  'address',
]);

const ERASED = `${WORDS['zh-CN'].phrases.erased} / ${WORDS.en.phrases.erased}`;

/** The same value with every sealed text in it exchanged; `name` is that of its field. */
export function mapSealed(value: unknown, write: (sealed: string, name: string) => string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => mapSealed(item, write));
  const fields = Object.entries(value).map(([name, field]: [string, unknown]) =>
    typeof field === 'string' && WRITTEN.has(name) && isSealed(field)
      ? [name, write(field, name)]
      : [name, mapSealed(field, write)],
  );
  return Object.fromEntries(fields);
}

/** A sealed text as the reader may read it. */
export function wordsFor(sealed: string, words: WordsTold): string {
  const told = Object.hasOwn(words, sealed) ? words[sealed] : undefined;
  if (!told) return ERASED;
  return 'key' in told ? (openDisclosed(sealed, told.key) ?? ERASED) : told.masked;
}
