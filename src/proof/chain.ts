import { canonical, sha256, tagged } from './digest.ts';

/** An event as it is stored and hashed; instants in RFC 3339 with milliseconds, `data` under the names of the store. */
export interface StoredEvent {
  readonly shop_id: string;
  readonly claim_id: string;
  readonly version: number;
  readonly type: string;
  readonly at: string;
  readonly recorded_at: string;
  readonly actor: object;
  readonly data: object;
  /** Of each file that this event was the first to show: its id and the sha-256 of its original. */
  readonly files: Readonly<Record<string, string>>;
}

/** What somebody who may read the rest of an event may not always read: which member of staff, or of the shop, acted. */
export const COVERED = ['/actor/id', '/data/owner/id', '/data/ruling/by', '/data/ruling/approvedBy'] as const;
export type Covered = (typeof COVERED)[number];

/** Stands in an event where a covered value is: the value is shown beside, or not at all. */
export interface Commitment {
  readonly sha256: string;
}

/** A covered value with what proves that it is the one that was hashed. */
export interface Disclosure {
  readonly nonce: string;
  readonly value: unknown;
}

/** Before a claim's first event. */
export const GENESIS: Buffer = Buffer.alloc(32);

const NAMES = new Map(['' as const, ...COVERED].map((pointer) => [pointer, sha256(pointer)]));

/** What nobody can guess who is not told, for each value of an event its own. `''` stands for the event itself. */
export function nonceOf(salt: Uint8Array, pointer: Covered | ''): Buffer {
  return sha256(Buffer.concat([salt, NAMES.get(pointer) ?? sha256(pointer)]));
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const PATHS: Readonly<Record<Covered, readonly string[]>> = {
  '/actor/id': ['actor', 'id'],
  '/data/owner/id': ['data', 'owner', 'id'],
  '/data/ruling/by': ['data', 'ruling', 'by'],
  '/data/ruling/approvedBy': ['data', 'ruling', 'approvedBy'],
};

/** The value at a place; undefined where the event has no such place. */
export function valueAt(event: object, pointer: Covered): unknown {
  return PATHS[pointer].reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), event);
}

function replaced(value: Json, [name = '', ...rest]: readonly string[], by: unknown): Json {
  const inner = value[name];
  return { ...value, [name]: rest.length > 0 && isObject(inner) ? replaced(inner, rest, by) : by };
}

/** The event with another value at a place that it has. */
export function withValue<T extends object>(event: T, pointer: Covered, value: unknown): T {
  return replaced(event as Json, PATHS[pointer], value) as T;
}

export function commitmentTo(value: unknown, nonce: Uint8Array): Commitment {
  return { sha256: tagged('commitment', nonce, canonical(value)).toString('hex') };
}

/** The form in which an event is hashed: covered values stand there as commitments. */
export function coveredForm(event: StoredEvent, salt: Uint8Array): StoredEvent {
  let form = event;
  for (const pointer of COVERED) {
    const value = valueAt(event, pointer);
    if (value !== undefined) form = withValue(form, pointer, commitmentTo(value, nonceOf(salt, pointer)));
  }
  return form;
}

/** The digest of what an event says, from its covered form. */
export function contentOf(form: StoredEvent, nonce: Uint8Array): Buffer {
  return tagged('content', nonce, canonical(form));
}

/** The digest of an event and, through the one before, of all that came before it. */
export function linkOf(previous: Uint8Array, content: Uint8Array): Buffer {
  return tagged('link', previous, content);
}
