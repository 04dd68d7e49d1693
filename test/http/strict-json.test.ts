import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_DEPTH, parseStrictJson } from '../../src/http/strict-json.ts';

const read = (text: string) => parseStrictJson(Buffer.from(text));

describe('strict JSON', () => {
  it.each([
    ['{"a":1,"a":2}', 'DUPLICATE_KEY', '/a'],
    ['{"a":{"b":[1,{"c":1,"c":2}]}}', 'DUPLICATE_KEY', '/a/b/1/c'],
    ['{"a\\u0062":1,"ab":1}', 'DUPLICATE_KEY', '/ab'],
    ['[{},{"a":[1,{"~/":1,"~/":2}]}]', 'DUPLICATE_KEY', '/1/a/1/~0~1'],
    ['{"a":"\\u0000"}', 'INVALID_TEXT', '/a'],
    ['{"a":["x","\\ud800"]}', 'INVALID_TEXT', '/a/1'],
    ['{"\\udc00":1}', 'INVALID_TEXT', '/\uFFFD'],
    ['{"a":{"__proto__":{"admin":true}}}', 'FORBIDDEN_KEY', '/a/__proto__'],
    ['{"\\u005f_proto__":1}', 'FORBIDDEN_KEY', '/__proto__'],
    ['['.repeat(MAX_DEPTH + 1) + ']'.repeat(MAX_DEPTH + 1), 'TOO_DEEP', '/0'.repeat(MAX_DEPTH)],
  ])('refuses %s as %s', (text, code, pointer) => {
    expect(read(text)).toEqual({ fault: { code, pointer } });
  });

  it.each([
    ['', 0],
    ['{', 1],
    ['{"a"', 4],
    ['{"a":}', 5],
    ['{"a":1,}', 7],
    ['[1,]', 3],
    ['[1 2]', 3],
    ['tru', 0],
    ['{"a":1}x', 7],
    ['"a\u0001b"', 0],
    ['[01]', 2],
    ["{'a':1}", 1],
    ['\uFEFF{}', 0],
    ['[1}', 2],
    ['{"a":"\\x"}', 5],
  ])('says where %j stops being JSON', (text, position) => {
    expect(read(text)).toEqual({ fault: { code: 'MALFORMED_JSON', position } });
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(parseStrictJson(Buffer.from([0x22, 0x61, 0xff, 0x22]))).toEqual({
      fault: { code: 'MALFORMED_JSON', position: 2 },
    });
  });

  it.each(['["\\ud83d\\ude00","x\\"y"]', '["a\\\\","b\\\\\\"",{}]', '"\u007f\u2028"', '{"":{"":[]},"toString":1}'])(
    'takes %s',
    (text) => {
      expect(read(text)).toEqual({ value: JSON.parse(text) });
    },
  );

  it('reads whatever JSON.stringify writes as JSON.parse reads it', () => {
    const shallow = fc.json({ maxDepth: 4, stringUnit: 'grapheme' }).filter((text) => !/__proto__|\\u0000/.test(text));
    void fc.assert(fc.property(shallow, (text) => void expect(read(text)).toEqual({ value: JSON.parse(text) })));
  });

  it('never takes what JSON.parse refuses', () => {
    const broken = fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 3 })).map(([text, at, put]) => {
      const cut = at % (text.length + 1);
      return text.slice(0, cut) + put + text.slice(cut + 1);
    });
    void fc.assert(
      fc.property(broken, (text) => {
        const isJson = parses(text.toWellFormed());
        const result = read(text);
        if (!isJson) expect(result).toMatchObject({ fault: { code: 'MALFORMED_JSON' } });
        else expect('value' in result || result.fault.code !== 'MALFORMED_JSON').toBe(true);
      }),
    );
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
