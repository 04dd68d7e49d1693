import { describe, expect, it } from 'vitest';
import { formatInstant, formatLength, formatMoney, formatSpan } from '../../locales/format.ts';
import { LOCALES } from '../../locales/locale.ts';
import { negotiate } from '../../locales/negotiation.ts';
import {
  consequenceSentence,
  deadlineSentence,
  derivationSentence,
  fieldSentence,
  fill,
  problemSentence,
  problemTitle,
  refusalSentence,
} from '../../locales/sentences.ts';
import { refused } from '../../src/domain/refusals.ts';

const at = (text: string) => Date.parse(text);
const shanghai = (locale: (typeof LOCALES)[number]) => ({ locale, timeZone: 'Asia/Shanghai' });
/** ICU separates some units with a narrow or unbreakable space; to a reader all are the same. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('the language of an answer', () => {
  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['en', 'en'],
    ['EN-us', 'en'],
    ['zh', 'zh-CN'],
    ['zh-SG', 'zh-CN'],
    ['zh-TW', 'zh-TW'],
    ['zh-HK', 'zh-TW'],
    ['zh-MO', 'zh-TW'],
    ['zh-Hant', 'zh-TW'],
    ['zh-Hant-CN', 'zh-TW'],
    ['zh-Hans-TW', 'zh-CN'],
    ['zh-TW,zh;q=0.9,en;q=0.8', 'zh-TW'],
    ['en;q=0.5, zh-HK;q=0.7', 'zh-TW'],
    ['fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5', 'en'],
    ['fr', 'zh-CN'],
    ['fr, *;q=0.5', 'zh-CN'],
    ['zh;q=0, *', 'zh-TW'],
    ['zh;q=0, en;q=0.1', 'en'],
    ['*;q=0', 'zh-CN'],
    ['en ; q=1.000 , zh', 'en'],
    ['en;q=2, zh-TW;q=0.1', 'zh-TW'],
    ['en;q=0.1234, zh-TW;q=0.1', 'zh-TW'],
    ['en;level=1, zh-TW;q=0.1', 'zh-TW'],
    [';q=1,,,en', 'en'],
    ['\u0000,日本語', 'zh-CN'],
  ])('%j is answered in %s', (header, locale) => {
    expect(negotiate(header)).toBe(locale);
  });

  it.each(['-a'.repeat(500_000), 'a,'.repeat(500_000), `en${';'.repeat(500_000)}`, ' '.repeat(1_000_000)])(
    'an endless header is cut short',
    (header) => {
      const started = performance.now();
      expect(LOCALES).toContain(negotiate(header));
      expect(performance.now() - started).toBeLessThan(100);
    },
  );
});

describe('formats', () => {
  it.each([
    ['zh-CN', '2026年2月28日 00:00:00 GMT+8'],
    ['zh-TW', '2026年2月28日 00:00:00 GMT+8'],
    ['en', '28 Feb 2026, 00:00:00 GMT+8'],
  ] as const)('R1: an instant in %s', (locale, text) => {
    expect(plain(formatInstant(locale, at('2026-02-27T16:00:00Z'), 'Asia/Shanghai'))).toBe(text);
  });

  it('R1: an instant follows the time zone, summer and winter', () => {
    expect(formatInstant('en', at('2026-07-01T00:00:00Z'), 'Europe/Berlin')).toBe('1 Jul 2026, 02:00:00 GMT+2');
    expect(formatInstant('en', at('2026-01-01T00:00:00Z'), 'Europe/Berlin')).toBe('1 Jan 2026, 01:00:00 GMT+1');
  });

  it.each([
    ['P3D', '3天', '3 天', '3 days'],
    ['PT24H', '24小时', '24 小時', '24 hours'],
    ['PT1M', '1分钟', '1 分鐘', '1 minute'],
    ['P6M', '6个月', '6 個月', '6 months'],
    ['6WD', '6 个工作日', '6 個工作日', '6 working days'],
    ['1WD', '1 个工作日', '1 個工作日', '1 working day'],
    ['until_month_end', '到本月底', '到本月底', 'until the end of the month'],
  ])('R3: the length %s as it is written', (length, ...texts) => {
    expect(LOCALES.map((locale) => plain(formatLength(locale, length)))).toEqual(texts);
  });

  it('R3: a span of time', () => {
    expect(formatSpan('en', 90_061_000)).toBe('1 day, 1 hour, 1 minute, 1 second');
    expect(formatSpan('en', 0)).toBe('0 seconds');
    expect(plain(formatSpan('zh-TW', 7_200_000))).toBe('2 小時');
  });

  it.each([
    { locale: 'zh-CN', amount: 12_900, currency: 'CNY', text: '¥129.00' },
    { locale: 'en', amount: 12_900, currency: 'CNY', text: 'CN¥129.00' },
    { locale: 'zh-TW', amount: 12_900, currency: 'TWD', text: '$129.00' },
    { locale: 'en', amount: 5, currency: 'USD', text: 'US$0.05' },
    { locale: 'en', amount: -5, currency: 'EUR', text: '-€0.05' },
    { locale: 'en', amount: 500, currency: 'JPY', text: 'JP¥500' },
    { locale: 'en', amount: 1_234, currency: 'KWD', text: 'KWD 1.234' },
    { locale: 'en', amount: Number.MAX_SAFE_INTEGER, currency: 'EUR', text: '€90,071,992,547,409.91' },
  ] as const)('R5: in $locale, $amount minor units of $currency are $text', ({ locale, amount, currency, text }) => {
    expect(plain(formatMoney(locale, amount, currency))).toBe(text);
  });
});

describe('sentences', () => {
  const availableAt = at('2026-05-04T02:00:00Z');
  const closesAt = at('2026-05-04T03:00:00Z');

  it('R33: the trap is told with both instants, and what keeps the claim open', () => {
    expect(refusalSentence(shanghai('en'), refused('VIRTUAL_WAIT', { availableAt, closesAt }))).toBe(
      'You can ask from 4 May 2026, 10:00:00 GMT+8; this claim closes at 4 May 2026, 11:00:00 GMT+8; ' +
        'modify before 4 May 2026, 11:00:00 GMT+8 to keep it open.',
    );
    for (const locale of LOCALES) {
      const sentence = refusalSentence(shanghai(locale), refused('VIRTUAL_WAIT', { availableAt, closesAt }));
      expect(sentence).not.toContain('{');
      expect(sentence.match(/11:00:00/g)).toHaveLength(2);
    }
  });

  it('R32: without a closing instant only the wait is told', () => {
    const sentence = refusalSentence(shanghai('en'), refused('VIRTUAL_WAIT', { availableAt }));
    expect(sentence).toContain('You can ask from 4 May 2026, 10:00:00 GMT+8.');
    expect(sentence).not.toContain('closes');
  });

  it('R3: a deadline is told with its derivation', () => {
    const because = { rule: 'R40', from: availableAt, length: 'P3D', paused: 0 };
    expect(derivationSentence(shanghai('en'), because)).toBe('3 days from 4 May 2026, 10:00:00 GMT+8 (R40)');
    expect(derivationSentence(shanghai('en'), { ...because, paused: 3_600_000 })).toBe(
      '3 days from 4 May 2026, 10:00:00 GMT+8 (R40), paused 1 hour',
    );
  });

  it('R45: a provisional deadline says that it is one', () => {
    const deadline = { at: closesAt, then: 'review_overdue', provisional: false, why: [] } as const;
    const sentence = '4 May 2026, 11:00:00 GMT+8: the review is overdue and goes to a supervisor';
    expect(deadlineSentence(shanghai('en'), deadline)).toBe(sentence);
    expect(deadlineSentence(shanghai('en'), { ...deadline, provisional: true })).toBe(
      `${sentence} (provisional: not all the holidays up to then are known yet)`,
    );
  });

  it.each([
    [{ code: 'MONEY_AT_STAKE', amount: 12_900, currency: 'CNY' }, 'CN¥129.00 is at stake'],
    [{ code: 'DISPUTE_REFUND', number: 6, limit: 5 }, 'dispute refund number 6 of this month'],
    [{ code: 'ACTIVITY_RESTRICTION', until: closesAt }, 'until 4 May 2026, 11:00:00 GMT+8'],
    [{ code: 'SILENCE_AFTER_REFUSAL', until: closesAt }, 'does nothing until 4 May 2026, 11:00:00 GMT+8, the claim'],
    [{ code: 'SILENCE_IN_EVIDENCE', until: closesAt }, 'evidence until 4 May 2026, 11:00:00 GMT+8'],
    [{ code: 'BURDEN_OF_PROOF', party: 'seller' }, 'the seller has to prove first'],
  ] as const)('R65: %o is told', (consequence, part) => {
    expect(consequenceSentence(shanghai('en'), consequence)).toContain(part);
    for (const locale of LOCALES) expect(consequenceSentence(shanghai(locale), consequence)).not.toContain('{');
  });

  it('a problem is told with its values, and without a bracket whose value is not at hand', () => {
    expect(problemSentence('en', 'MALFORMED_JSON', { position: 7 })).toContain('JSON (at position 7).');
    expect(problemSentence('en', 'MALFORMED_JSON')).toContain('JSON. Correct');
    expect(problemSentence('zh-TW', 'MALFORMED_JSON')).toContain('JSON。請');
    expect(problemSentence('en', 'ENDED')).toContain('has ended');
    expect(problemTitle('zh-CN', 'RATE_LIMITED')).toBe('请求过于频繁');
  });

  it('a field is told by the names of JSON Schema too, and never with a hole in the sentence', () => {
    expect(fieldSentence('en', 'minLength', { limit: 2 })).toBe('The text is too short: give at least 2 characters.');
    expect(fieldSentence('en', 'multipleOf', { multipleOf: 5 })).toBe('The number must be a multiple of 5.');
    expect(fieldSentence('en', 'enum')).toBe('This value is not valid: check it.');
    expect(fieldSentence('en', 'toString')).toBe('This value is not valid: check it.');
  });

  it('values are put in once and as they are', () => {
    expect(fill('{a} and {b} (as {c})', { a: '{b}', b: '$&' })).toBe('{b} and $&');
  });
});
