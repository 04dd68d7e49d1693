import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { disclose, isSealed, openDisclosed, openText, sealingKeyIdOf, sealText } from '../../src/store/sealed-text.ts';

const key = { id: 'pk_one', secret: randomBytes(32) };
const other = { id: 'pk_two', secret: randomBytes(32) };
const TEXT = '鞋底开胶了 — see 13812345678 😀';
const sealed = sealText(TEXT, key, randomBytes);

/** The same string with one character exchanged for another of its alphabet. */
function changedAt(text: string, index: number): string {
  return `${text.slice(0, index)}${text[index] === 'A' ? 'B' : 'A'}${text.slice(index + 1)}`;
}

describe('a sealed text', () => {
  it('says whose key opens it, and nothing of what it says', () => {
    expect(sealed).toMatch(/^sealed:v1:pk_one:[\w-]{22}:[\w-]{43}:[\w-]+$/);
    expect(sealingKeyIdOf(sealed)).toBe('pk_one');
    expect(openText(sealed, key)).toBe(TEXT);
    expect(openText(sealed, other)).toBeNull();
    expect(sealText(TEXT, key, randomBytes)).not.toBe(sealed);
  });

  it('can be disclosed alone: with its own key it is read and known for what was sealed, and no other is', () => {
    const textKey = disclose(sealed, key) ?? '';
    expect(openDisclosed(sealed, textKey)).toBe(TEXT);
    expect(openDisclosed(sealText(TEXT, key, randomBytes), textKey)).toBeNull();
    expect(openDisclosed(sealed, randomBytes(32).toString('base64url'))).toBeNull();
    expect(openDisclosed(sealed, 'short')).toBeNull();
    expect(disclose(sealed, other)).toBeNull();
  });

  it('is told from what was changed, wherever that was', () => {
    const textKey = disclose(sealed, key) ?? '';
    // The last letter of base64url has bits that stand for nothing.
    const places = Array.from({ length: sealed.length - 'sealed:v1:pk_one:'.length - 1 }, (_, index) => 17 + index);
    const unnoticed = places.filter((place) => {
      if (sealed[place] === ':' || sealed[place + 1] === ':') return false;
      const changed = changedAt(sealed, place);
      return openText(changed, key) !== null || openDisclosed(changed, textKey) !== null;
    });
    expect(places.length).toBeGreaterThan(100);
    expect(unnoticed).toEqual([]);
  });

  it.each([
    '',
    'sealed:',
    'sealed:v1:',
    'sealed:v1:a:b:c:d',
    'sealed:v2:pk_one:x',
    ` ${sealed}`,
    `${sealed} `,
    `${sealed}\n`,
  ])('is not %j', (text) => {
    expect(isSealed(text)).toBe(false);
    expect(sealingKeyIdOf(text)).toBeNull();
    expect(openText(text, key)).toBeNull();
    expect(disclose(text, key)).toBeNull();
  });

  it('may itself be what somebody wrote', () => {
    const twice = sealText(sealed, other, randomBytes);
    expect(sealingKeyIdOf(twice)).toBe('pk_two');
    expect(openText(twice, other)).toBe(sealed);
  });
});
