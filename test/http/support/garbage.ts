import type { TSchema } from 'typebox';
import { checker } from '../../../src/http/check.ts';

/** Texts of which one or the other satisfies every pattern and format of the contract. */
const TEXTS = [
  'x1',
  'other',
  'CNY',
  '2026-05-01T02:03:04Z',
  '2026-05-01',
  'P3D',
  'PT72H',
  'https://example.com/a',
  'R50',
  'Asia/Shanghai',
  '1',
  'li@market.example',
  'harbour-lantern-crimson-41',
];

interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly TSchema[];
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
  readonly items?: TSchema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** A value that a schema accepts, as plain as can be; undefined where none is found. */
export function sampleOf(schema: TSchema): unknown {
  const shape = schema as Shape;
  const candidates = [shape.const, shape.enum?.[0], ...(shape.anyOf ?? []).map(sampleOf), ...plainValues(shape)];
  return candidates.find((value) => value !== undefined && checker(schema)(value).length === 0);
}

const PLAIN: Readonly<Record<string, (shape: Shape) => unknown[]>> = {
  object: (shape) => [objectOf(shape)],
  array: ({ minItems = 1, items }) => [[], Array.from({ length: minItems }, () => items && sampleOf(items))],
  string: () => [...TEXTS],
  integer: ({ minimum = 1 }) => [minimum, 1],
  number: ({ minimum = 1 }) => [minimum, 1],
  boolean: () => [true],
};

function plainValues(shape: Shape): unknown[] {
  return PLAIN[shape.type ?? '']?.(shape) ?? [null, ...TEXTS];
}

function objectOf({ properties = {}, maxProperties }: Shape): Record<string, unknown> {
  const entries = Object.entries(properties).map(([name, property]) => [name, sampleOf(property)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined).slice(0, maxProperties));
}

/** What a careless or hostile sender might put in place of a value. */
const WRONG: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  ' ',
  '12900',
  'x'.repeat(5000),
  'a\u0000b',
  'half \ud800',
  "'; drop table claim; --",
  [],
  [null],
  {},
  { $ne: null },
];

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const children = Object.entries(value).flatMap(([key, child]) =>
    pathsIn(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length > 0 ? [path, ...children] : children;
}

function replaced(value: unknown, [head, ...rest]: Path, change: (found: unknown) => unknown): unknown {
  if (head === undefined) return change(value);
  if (Array.isArray(value)) return value.map((item, index) => (index === head ? replaced(item, rest, change) : item));
  const object = value as Record<string, unknown>;
  return { ...object, [head]: replaced(object[head], rest, change) };
}

function without(value: unknown, path: Path): unknown {
  const last = path.at(-1);
  return replaced(value, path.slice(0, -1), (parent) => {
    if (Array.isArray(parent)) return parent.filter((_item, index) => index !== last);
    return Object.fromEntries(Object.entries(parent as object).filter(([key]) => key !== last));
  });
}

function addedTo(value: unknown, path: Path): unknown {
  return replaced(value, path, (found) => ({ ...(found as object), unheard_of: 1 }));
}

/** Of a large sample so many places are spoilt, spread over all of it. */
const MAX_PLACES = 60;

/** Bodies that are JSON but that the schema does not accept, made from one that it does. */
export function malformedBodies(schema: TSchema, sample: unknown): unknown[] {
  const places = pathsIn(sample);
  const step = Math.max(1, Math.floor(places.length / MAX_PLACES));
  const paths = places.filter((_path, index) => index % step === 0);
  const objects: Path[] = [[], ...paths.filter((path) => isObject(at(sample, path)))];
  const bodies = [
    ...WRONG,
    ...paths.flatMap((path) => WRONG.map((wrong) => replaced(sample, path, () => wrong))),
    ...paths.map((path) => without(sample, path)),
    ...objects.map((path) => addedTo(sample, path)),
  ];
  const check = checker(schema);
  return bodies.filter((body) => hasBadText(body) || check(body).length > 0);
}

function at(value: unknown, path: Path): unknown {
  return path.reduce((found, key) => (found as Record<string | number, unknown>)[key], value);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasBadText(value: unknown): boolean {
  return /\\u0000|\\ud[89a-f]/.test(JSON.stringify(value));
}

/** A seeded generator (mulberry32), so that a failure can be seen again. */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Bytes that begin as a right body and go wrong somewhere. */
export function brokenTexts(sample: unknown, random: (below: number) => number, count: number): Buffer[] {
  const text = Buffer.from(JSON.stringify(sample));
  return Array.from({ length: count }, () => {
    const bytes = Buffer.from(text);
    for (let times = 1 + random(4); times > 0; times -= 1) bytes[random(bytes.length)] = random(256);
    return random(3) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes;
  });
}

/** Bodies that no route takes, whatever its schema. */
export const BROKEN_TEXTS: Readonly<Record<string, string | Buffer>> = {
  'not JSON': '{"words": nonsense}',
  'cut off': '{"words": "x',
  'two values': '{} {}',
  'a trailing comma': '{"words":"x",}',
  'the same key twice': '{"words":"a","words":"b"}',
  'the same key twice, deep down': '{"a":[{"b":1,"b":2}]}',
  'a NUL': '{"words":"a\\u0000b"}',
  'half a character': '{"words":"\\ud800"}',
  'half a character in a key': '{"\\udfff":1}',
  'the prototype': '{"__proto__":{"role":"marketplace"}}',
  'a thousand levels': '['.repeat(1000) + ']'.repeat(1000),
  'a hundred thousand levels': '{"a":'.repeat(100_000),
  'not UTF-8': Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
  'UTF-16': Buffer.from('{"words":"x"}', 'utf16le'),
  'a number beyond numbers': '{"amount":1e999}',
  'a number of many digits': `{"amount":${'9'.repeat(400)}}`,
  'a list': '[]',
  'a word': '"x"',
  null: 'null',
  'a field nobody knows': '{"unheard_of":true}',
};
