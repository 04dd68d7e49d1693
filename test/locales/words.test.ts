import { describe, expect, it } from 'vitest';
import { LOCALES, type Locale, WORDS } from '../../locales/locale.ts';
import { CONSEQUENCES, FIELDS, PHRASES, PROBLEMS, REFUSALS_WITH_VALUES, type Words } from '../../locales/words.ts';
import { PROBLEM_CODES } from '../../src/contract/problem.ts';
import { REFUSAL_CODES } from '../../src/domain/refusals.ts';

type Sentences = Readonly<Record<string, string>>;

const sections = Object.keys(WORDS.en) as (keyof Words)[];
const entries = LOCALES.flatMap((locale) =>
  sections.flatMap((section) =>
    Object.entries(WORDS[locale][section]).map(([code, text]) => ({ locale, section, code, text })),
  ),
);

const placeholders = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

function mentions(section: keyof Words, code: string): readonly string[] {
  const tables: { readonly [S in keyof Words]?: Readonly<Record<string, readonly string[]>> } = {
    refusals: REFUSALS_WITH_VALUES,
    problems: PROBLEMS,
    fields: FIELDS,
    consequences: CONSEQUENCES,
    phrases: PHRASES,
  };
  return tables[section]?.[code] ?? [];
}

describe('words', () => {
  it.each(sections)('%s: every language has the same codes, in the same order', (section) => {
    const codes = (locale: Locale) => Object.keys(WORDS[locale][section]);
    expect(codes('zh-TW')).toEqual(codes('zh-CN'));
    expect(codes('en')).toEqual(codes('zh-CN'));
  });

  it('every sentence mentions what its table says, in every language', () => {
    const wrong = entries.filter(
      ({ section, code, text }) => placeholders(text).join() !== [...mentions(section, code)].sort().join(),
    );
    expect(wrong).toEqual([]);
  });

  it('no sentence is empty, and every sentence about a mistake is a whole one', () => {
    expect(entries.filter(({ text }) => text.trim() === '' || text !== text.trim())).toEqual([]);
    const told = entries.filter(({ section }) => ['refusals', 'problems', 'consequences'].includes(section));
    expect(told.filter(({ text }) => !/[.。]$/.test(text))).toEqual([]);
  });

  it('R8: every refusal says what is wrong, and then what to do', () => {
    const refusals = LOCALES.flatMap((locale) => Object.values<string>(WORDS[locale].refusals));
    expect(refusals.filter((text) => !/[.。].*[.。]$|[;；].*[.。]$/.test(text))).toEqual([]);
  });

  it('R8: every refusal has words, in order of precedence', () => {
    for (const locale of LOCALES) expect(Object.keys(WORDS[locale].refusals)).toEqual(REFUSAL_CODES);
  });

  it('every code that a problem can carry has words', () => {
    const told: Sentences = { ...WORDS.en.refusals, ...WORDS.en.problems };
    expect(PROBLEM_CODES.filter((code) => !(code in told))).toEqual([]);
  });

  it('Taiwan has words of its own, not converted ones', () => {
    const mainland =
      /[们这个说对时实发请数应处让没关态质应进过还]|凭证|字段|默认|視頻|文件(?!規定)|質量|信息|支持這|短信|用戶|賬|登錄|服務器|接口|字符|日歷|缺省|小二|售后/;
    const found = entries.filter(({ locale, text }) => locale === 'zh-TW' && mainland.test(text));
    expect(found.map(({ code, text }) => `${code}: ${text}`)).toEqual([]);
  });

  it('zh-CN is written in simplified characters, and en in English', () => {
    const traditional = /[們這個說對時實發請數應處讓沒關態質進過還與為無種項經驗證據該]/;
    expect(entries.filter(({ locale, text }) => locale === 'zh-CN' && traditional.test(text))).toEqual([]);
    expect(entries.filter(({ locale, text }) => locale === 'en' && /\p{Script=Han}/u.test(text))).toEqual([]);
  });
});
