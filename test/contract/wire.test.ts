import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, isDay, parseInstant } from '../../src/contract/instant.ts';
import { camelCase, fromWire, snakeCase, toWire } from '../../src/contract/wire.ts';

const instant = fc.integer({ min: Date.UTC(1980, 0, 1), max: Date.UTC(2999, 11, 31, 23, 59, 59, 999) });
const plainKey = fc.constantFrom('id', 'trackingNumber', 'goodsReceived', 'paused', 'amount', 'words', 'policy');
const instantKey = fc.constantFrom('at', 'since', 'until', 'from', 'appliedAt', 'pausedUntil', 'runningSince');
const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));

const { value: document } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .tuple(fc.dictionary(plainKey, tie('value')), fc.dictionary(instantKey, fc.option(instant)))
      .map(([plain, dated]) => ({ ...plain, ...dated })),
  ),
}));

describe('the wire', () => {
  it('reading what was written gives the same value back', () => {
    fc.assert(
      fc.property(document, (value) => {
        expect(fromWire(toWire(value))).toEqual(value);
      }),
    );
  });

  it('writes keys in snake_case and instants in RFC 3339', () => {
    const at = Date.UTC(2026, 4, 1, 2, 3, 4);
    expect(toWire({ appliedAt: at, terms: { goodsReceived: true, amount: at }, from: 'buyer', endedAt: null })).toEqual(
      {
        applied_at: '2026-05-01T02:03:04Z',
        terms: { goods_received: true, amount: at },
        from: 'buyer',
        ended_at: null,
      },
    );
  });

  it.each(['trackingNumber', 'at', 'lowValueLimit'])('the key %s survives', (key) => {
    expect(camelCase(snakeCase(key))).toBe(key);
  });
});

describe('instants', () => {
  it('every instant survives writing and reading', () => {
    fc.assert(
      fc.property(instant, (at) => {
        expect(parseInstant(formatInstant(at))).toBe(at);
        expect(formatInstant(at)).toBe(new Date(at).toISOString().replace('.000Z', 'Z'));
      }),
    );
  });

  it.each([
    ['2026-05-01T10:03:04+08:00', '2026-05-01T02:03:04Z'],
    ['2026-05-01T02:03:04.5Z', '2026-05-01T02:03:04.500Z'],
    ['2026-05-01T02:03:04.123456789Z', '2026-05-01T02:03:04.123Z'],
    ['2024-02-29T00:00:00-00:30', '2024-02-29T00:30:00Z'],
    ['1980-01-01T00:00:00+14:00', '1979-12-31T10:00:00Z'],
  ])('%s is %s', (text, expected) => {
    expect(formatInstant(parseInstant(text) ?? -1)).toBe(expected);
  });

  it.each([
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-05-01T24:00:00Z',
    '2026-05-01T23:59:60Z',
    '2026-05-01T02:03:04',
    '2026-05-01 02:03:04Z',
    '2026-05-01t02:03:04z',
    '2026-05-01',
    '1979-12-31T23:59:59Z',
    '3000-01-01T00:00:00Z',
    '12026-05-01T00:00:00Z',
    '2026-05-01T02:03:04Z ',
    '',
  ])('refuses %s', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it.each([
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-2-9', false],
  ])('%s is a day: %s', (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });
});
