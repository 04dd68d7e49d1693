import type { Instant } from '../domain/time.ts';
import { formatInstant, parseInstant } from './instant.ts';

/** `trackingNumber` → `tracking_number`. */
export type SnakeCase<S extends string> = S extends `${infer Head}${infer Rest}`
  ? Head extends Lowercase<Head>
    ? `${Head}${SnakeCase<Rest>}`
    : `_${Lowercase<Head>}${SnakeCase<Rest>}`
  : S;

/** `tracking_number` → `trackingNumber`. */
export type CamelCase<S extends string> = S extends `${infer Head}_${infer Rest}`
  ? `${Head}${Capitalize<CamelCase<Rest>>}`
  : S;

/** A number under such a key is an instant, everywhere in the domain. */
type InstantKey = 'at' | 'since' | 'until' | 'from' | `${string}At` | `${string}Since` | `${string}Until`;

type WireField<K, V> = K extends InstantKey ? (V extends number ? string : Wire<V>) : Wire<V>;

/** The shape on the wire of a value of the domain: snake_case, instants in RFC 3339. */
export type Wire<T> = T extends readonly (infer Item)[]
  ? Wire<Item>[]
  : T extends object
    ? { -readonly [K in keyof T as K extends string ? SnakeCase<K> : never]: WireField<K, T[K]> }
    : T;

type DomainField<K, V> =
  CamelCase<K & string> extends InstantKey ? (V extends string ? InstantOr<V> : Domain<V>) : Domain<V>;
/** A closed set of words (`from: 'buyer'`) is no instant; any string is. */
type InstantOr<V extends string> = string extends V ? Instant : V;

/** The shape in the domain of a value that came over the wire. */
export type Domain<T> = T extends readonly (infer Item)[]
  ? Domain<Item>[]
  : T extends object
    ? { -readonly [K in keyof T as K extends string ? CamelCase<K> : never]: DomainField<K, T[K]> }
    : T;

const INSTANT_KEY = /^(?:at|since|until|from|.+(?:At|Since|Until))$/;
const isInstantKey = remembered((key) => INSTANT_KEY.test(key));

export const snakeCase = remembered((key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

export const camelCase = remembered((key) => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));

/** Keys are few and come again with every claim; what somebody else may have made up is not kept. */
function remembered<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    if (known.size < 1000) known.set(key, made);
    return made;
  };
}

function write(value: unknown, key: string): unknown {
  if (typeof value === 'number') return isInstantKey(key) ? formatInstant(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => write(item, ''));
  const written: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) written[snakeCase(name)] = write(field, name);
  return written;
}

function read(value: unknown, key: string): unknown {
  if (typeof value === 'string') return isInstantKey(key) ? (parseInstant(value) ?? value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => read(item, ''));
  const found: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    const inside = camelCase(name);
    found[inside] = read(field, inside);
  }
  return found;
}

/** From the domain's form to the wire's: keys to snake_case, instants to RFC 3339. */
export function toWire<T>(value: T): Wire<T> {
  return write(value, '') as Wire<T>;
}

/** From the wire's form to the domain's; a string that is no instant stays as it is, for schemas refuse it before. */
export function fromWire<T>(value: T): Domain<T> {
  return read(value, '') as Domain<T>;
}
