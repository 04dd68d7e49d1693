import { LOCALES, type Locale } from './locale.ts';

/** Longer headers, and more ranges, than anybody sends in earnest are not read. */
const MOST_CHARACTERS = 500;
const MOST_RANGES = 20;

const RANGE = /^([a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)$/;
const QUALITY = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

interface Wish {
  readonly range: string;
  readonly quality: number;
}

function wishOf(entry: string): Wish | null {
  const [range = '', quality, ...rest] = entry.split(';').map((part) => part.trim().toLowerCase());
  if (!RANGE.test(range) || rest.length > 0) return null;
  if (quality === undefined) return { range, quality: 1 };
  const value = QUALITY.exec(quality)?.[1];
  return value === undefined ? null : { range, quality: Number(value) };
}

/** The language of ours that a range asks for: the script decides, then the region; plain Chinese is simplified. */
function localeOf(range: string): Locale | null {
  const [language, ...subtags] = range.split('-');
  if (language === 'en') return 'en';
  if (language !== 'zh') return null;
  if (subtags.includes('hans')) return 'zh-CN';
  return subtags.some((subtag) => ['hant', 'tw', 'hk', 'mo'].includes(subtag)) ? 'zh-TW' : 'zh-CN';
}

/**
 * The language to answer in, by an `Accept-Language` header (RFC 9110 section 12.5.4): the highest quality wins, of
 * equal ones the first named; `q=0` rules a language out. zh-CN where nothing fits.
 */
export function negotiate(acceptLanguage: string | undefined): Locale {
  const wishes = (acceptLanguage ?? '')
    .slice(0, MOST_CHARACTERS)
    .split(',', MOST_RANGES)
    .flatMap((entry) => wishOf(entry) ?? []);
  const named = new Map<Locale, number>();
  for (const { range, quality } of wishes) {
    const locale = localeOf(range);
    if (locale) named.set(locale, Math.max(quality, named.get(locale) ?? 0));
  }
  const others = wishes.find(({ range }) => range === '*');
  const unnamed = others ? LOCALES.filter((locale) => !named.has(locale)) : [];
  const offers: [Locale, number][] = [
    ...named,
    ...unnamed.map((locale): [Locale, number] => [locale, others?.quality ?? 0]),
  ];
  const [best] = offers.filter(([, quality]) => quality > 0).sort(([, one], [, other]) => other - one);
  return best?.[0] ?? LOCALES[0];
}
