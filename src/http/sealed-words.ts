import type { Person } from '../store/person-key.ts';
import { sealText } from '../store/sealed-text.ts';
import type { HttpDeps } from './deps.ts';
import type { CallerActor } from './route.ts';

/** The fields, on the wire and within, in which people write freely or say who and where they are. */
export const WRITTEN_FIELDS = ['words', 'description', 'text', 'tracking_number', 'phone', 'name', 'address'] as const;

const WRITTEN: ReadonlySet<string> = new Set([...WRITTEN_FIELDS, 'trackingNumber']);

/** Who writes, and whether it concerns them at all: asked only where they have not written before. */
export interface Writing {
  readonly person: Person;
  readonly mayWrite: () => Promise<boolean>;
}

/** What was handed in, sealed. */
export interface Sealed<T> {
  readonly value: T;
  /** Stores the key that sealed it, where that is new: before anything is written, and not where nothing is. */
  readonly keepKey: () => Promise<void>;
}

type Sealing = Pick<HttpDeps, 'people' | 'random'>;

/** Whose words these are: a party's own; of everybody else they are acts of an office, and the claim's. */
export function writerOf(actor: CallerActor, claimId: string): Person {
  if (actor.role === 'buyer' || actor.role === 'seller') return actor;
  return { role: 'claim', id: claimId };
}

function change(value: unknown, write: (text: string) => string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => change(item, write));
  const fields = Object.entries(value).map(([name, field]: [string, unknown]) =>
    typeof field === 'string' && field !== '' && WRITTEN.has(name)
      ? [name, write(field)]
      : [name, change(field, write)],
  );
  return Object.fromEntries(fields);
}

/** The same value with every text in a written field exchanged. */
export function mapWords<T>(value: T, write: (text: string) => string): T {
  return change(value, write) as T;
}

function hasWords(value: unknown): boolean {
  let found = false;
  mapWords(value, (text) => {
    found = true;
    return text;
  });
  return found;
}

const nothingToKeep = async () => undefined;

/**
 * What is handed in, with everything that people wrote sealed under the writer's key; whatever it looks like, it is
 * sealed, so that nobody can hand in another's sealed words as their own.
 */
export async function sealForDoor<T>({ people, random }: Sealing, value: T, person: Person): Promise<Sealed<T>> {
  if (!hasWords(value)) return { value, keepKey: nothingToKeep };
  await people.refresh();
  const known = await people.keyOf(person);
  const key = known ?? people.newKey(person);
  return {
    value: mapWords(value, (text) => sealText(text, key, random)),
    keepKey: known ? nothingToKeep : () => people.keep(key),
  };
}

/** The same for what is written at once. Null: it is none of the writer's business. */
export async function sealWords<T>(deps: Sealing, value: T, { person, mayWrite }: Writing): Promise<T | null> {
  const sealed = await sealForDoor(deps, value, person);
  if (sealed.keepKey === nothingToKeep) return sealed.value;
  if (!(await mayWrite())) return null;
  await sealed.keepKey();
  return sealed.value;
}
