import { type Locale, WORDS } from '../../locales/locale.ts';
import type { Person, PersonKey } from '../store/person-key.ts';
import { openText, sealingKeyIdOf } from '../store/sealed-text.ts';
import { maskContacts } from './contact-mask.ts';
import type { HttpDeps } from './deps.ts';
import type { CallerActor } from './route.ts';
import { WRITTEN_FIELDS } from './sealed-words.ts';

/** Who reads, and in which language they are told what is no more. */
export interface WordsReader {
  readonly actor: CallerActor;
  readonly locale: Locale;
}

type Opening = Pick<HttpDeps, 'people' | 'log'>;

/**
 * Sealed texts in JSON as `JSON.stringify` writes it, in the fields where they may stand. Within a string every quote
 * is escaped, so that nothing which somebody typed looks like this.
 */
const SEALED_FIELD = new RegExp(`"(${WRITTEN_FIELDS.join('|')})":"(sealed:v1:[\\w:-]+)"`, 'g');

/** In these one party may tell the other how to be reached outside; an address for a return is meant to be read. */
export const SPOKEN: ReadonlySet<string> = new Set(['words', 'description']);

export function isOtherParty(person: Person, actor: CallerActor): boolean {
  if (actor.role !== 'buyer' && actor.role !== 'seller') return false;
  return person.role !== 'claim' && person.role !== actor.role;
}

function open(sealed: string, key: PersonKey | undefined, log: HttpDeps['log']): string | null {
  const text = key ? openText(sealed, key) : null;
  if (key && text === null) log.error({ personKey: key.id }, 'sealed words do not fit their key');
  return text;
}

/** One stored text as somebody may read it: opened where it is sealed, and a word for it where it was erased. */
export async function openWords(stored: string, { actor, locale }: WordsReader, deps: Opening): Promise<string> {
  const id = sealingKeyIdOf(stored);
  if (id === null) return stored;
  await deps.people.refresh();
  const key = (await deps.people.keys(new Set([id]))).get(id);
  const text = open(stored, key, deps.log) ?? WORDS[locale].phrases.erased;
  return key && isOtherParty(key.person, actor) ? maskContacts(text) : text;
}

/**
 * The text of an answer with all sealed words in it opened for whoever reads it. It is done at the very end: what is
 * stored for an idempotency key stays sealed, and is told as erased once it is, however it was first answered.
 */
export async function openAnswer(json: string, { actor, locale }: WordsReader, deps: Opening): Promise<string> {
  const ids = new Set<string>();
  for (const [, , sealed = ''] of json.matchAll(SEALED_FIELD)) {
    const id = sealingKeyIdOf(sealed);
    if (id !== null) ids.add(id);
  }
  if (ids.size === 0) return json;
  await deps.people.refresh();
  const keys = await deps.people.keys(ids);
  return json.replace(SEALED_FIELD, (_whole, field: string, sealed: string) => {
    const key = keys.get(sealingKeyIdOf(sealed) ?? '');
    const text = open(sealed, key, deps.log) ?? WORDS[locale].phrases.erased;
    const shown = key && SPOKEN.has(field) && isOtherParty(key.person, actor) ? maskContacts(text) : text;
    return `"${field}":${JSON.stringify(shown)}`;
  });
}
