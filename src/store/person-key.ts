import type { Pool } from 'pg';
import { execute, query, statement } from './database.ts';
import { createGroups } from './groups.ts';
import { type MasterKeys, unwrapKey, wrapKey } from './master-key.ts';
import type { SealingKey } from './sealed-text.ts';

/** Whose words: a party's own; or what staff and the marketplace wrote in a claim, as acts of their office. */
export type Person =
  | { readonly role: 'buyer'; readonly id: string }
  | { readonly role: 'seller'; readonly shopId: string; readonly id: string }
  | { readonly role: 'claim'; readonly id: string };

export interface PersonKey extends SealingKey {
  readonly person: Person;
}

/** The keys of persons, kept in the process for as long as nobody anywhere is erased. */
export interface PersonKeys {
  /**
   * Forgets what has been erased on any node until now. Once for each request: many at the same moment share one
   * question to the database.
   */
  readonly refresh: () => Promise<void>;
  /** A key of theirs to seal with; null when they have none (any more). */
  readonly keyOf: (person: Person) => Promise<PersonKey | null>;
  /** One that nobody knows of before it is kept. */
  readonly newKey: (person: Person) => PersonKey;
  readonly keep: (key: PersonKey) => Promise<void>;
  /** The keys with these ids that still exist. */
  readonly keys: (ids: ReadonlySet<string>) => Promise<ReadonlyMap<string, PersonKey>>;
}

export interface PersonKeysOptions {
  readonly pool: Pool;
  readonly masters: MasterKeys;
  readonly newId: (prefix: string) => string;
  /** Bytes that nobody can guess. */
  readonly random: (bytes: number) => Buffer;
}

interface Row {
  readonly epoch: number;
  readonly id: string | null;
  readonly role: Person['role'];
  readonly shop_id: string;
  readonly subject: string;
  readonly master_id: string;
  readonly wrapped: Buffer;
}

const SECRET_BYTES = 32;
/** Keys held at most: those of who wrote lately. 10,000 are some five megabytes. */
const HELD = 10_000;

const COLUMNS = 'e.epoch, k.id, k.role, k.shop_id, k.subject, k.master_id, k.wrapped';
const SELECT_EPOCH = statement('erasure_epoch', 'select epoch from erasure_epoch');
const SELECT_BY_ID = statement(
  'person_keys',
  `select ${COLUMNS} from erasure_epoch e left join person_key k on k.id = any($1::text[])`,
);
const SELECT_BY_PERSON = statement(
  'person_key_of',
  `select ${COLUMNS} from erasure_epoch e
     left join lateral (
       select id, role, shop_id, subject, master_id, wrapped from person_key
        where role = $1 and subject = $2 and shop_id = $3 order by created_at, id limit 1) k on true`,
);

const shopOf = (person: Person) => (person.role === 'seller' ? person.shopId : '');
const nameOf = (person: Person) => JSON.stringify([person.role, shopOf(person), person.id]);

function personOf({ role, shop_id: shopId, subject: id }: Row): Person {
  return role === 'seller' ? { role, shopId, id } : { role, id };
}

/** Keys by id and by person, the longest unused leaving first. */
function createHeldKeys() {
  const byId = new Map<string, PersonKey>();
  const byPerson = new Map<string, PersonKey>();
  const drop = ({ id, person }: PersonKey) => {
    byId.delete(id);
    if (byPerson.get(nameOf(person))?.id === id) byPerson.delete(nameOf(person));
  };
  const keep = (key: PersonKey) => {
    byId.delete(key.id);
    byId.set(key.id, key);
    byPerson.set(nameOf(key.person), key);
    if (byId.size > HELD) for (const [, oldest] of byId) return drop(oldest);
  };
  return {
    keep,
    find: (id: string) => {
      const found = byId.get(id);
      if (found) keep(found);
      return found;
    },
    of: (person: Person) => byPerson.get(nameOf(person)),
    clear: () => {
      byId.clear();
      byPerson.clear();
    },
  };
}

export function createPersonKeys({ pool, masters, newId, random }: PersonKeysOptions): PersonKeys {
  const held = createHeldKeys();
  let epoch = 0;
  const reach = (seen: number) => {
    if (seen <= epoch) return;
    held.clear();
    epoch = seen;
  };
  /** What was read before an erasure that is known meanwhile is read again. */
  const read = async (run: () => Promise<Row[]>): Promise<PersonKey[]> => {
    const rows = await run();
    const seen = rows[0]?.epoch;
    if (seen === undefined) throw new Error('the database has no erasure_epoch');
    reach(seen);
    if (seen < epoch) return read(run);
    const keys = rows.flatMap((row) => {
      if (row.id === null) return [];
      const secret = unwrapKey(row.id, { masterId: row.master_id, wrapped: row.wrapped }, masters);
      return [{ id: row.id, secret, person: personOf(row) }];
    });
    for (const key of keys) held.keep(key);
    return keys;
  };
  const refresh = createGroups<null, void>({
    most: 1000,
    lanes: 1,
    work: async (asked) => {
      const [row] = await query<{ epoch: number }>(pool, SELECT_EPOCH);
      if (row) reach(row.epoch);
      return asked.map(() => undefined);
    },
  });
  return {
    refresh: () => refresh(null),
    keyOf: async (person) => {
      const values = [person.role, person.id, shopOf(person)];
      const found = held.of(person) ?? (await read(() => query<Row>(pool, SELECT_BY_PERSON, values)))[0];
      return found ?? null;
    },
    newKey: (person) => ({ id: newId('pk'), secret: random(SECRET_BYTES), person }),
    keep: async (key) => {
      const { person } = key;
      const { masterId, wrapped } = wrapKey(key, masters.current, random);
      await execute(
        pool,
        `insert into person_key (id, role, shop_id, subject, master_id, wrapped) values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do nothing`,
        [key.id, person.role, shopOf(person), person.id, masterId, wrapped],
      );
    },
    keys: async (ids) => {
      const here = [...ids].flatMap((id) => held.find(id) ?? []);
      if (here.length === ids.size) return new Map(here.map((key) => [key.id, key]));
      const found = await read(() => query<Row>(pool, SELECT_BY_ID, [[...ids]]));
      return new Map(found.map((key) => [key.id, key]));
    },
  };
}
