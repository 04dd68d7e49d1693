import type { Static } from 'typebox';
import type { Locale } from '../../locales/locale.ts';
import { eventView } from '../contract/event-view.ts';
import { formatInstant } from '../contract/instant.ts';
import type { PersonExport } from '../contract/privacy.ts';
import { toWire } from '../contract/wire.ts';
import type { PartyActor } from '../domain/privacy.ts';
import { eventsOf } from '../store/claim.ts';
import { visit } from '../store/execute.ts';
import { dataOf } from '../store/person-data.ts';
import { readNow } from '../store/store.ts';
import { claimBody } from './claim-answer.ts';
import type { HttpDeps } from './deps.ts';
import { openAnswer } from './opened-words.ts';

type Export = Static<typeof PersonExport>;

export function personView(person: PartyActor): Export['person'] {
  return { role: person.role, id: person.id, shop_id: person.role === 'seller' ? person.shopId : null };
}

/** The claims as the person sees them, and what they did there. */
async function claimsOf(
  person: PartyActor,
  ids: readonly string[],
  { locale, store }: { locale: Locale; store: HttpDeps['store'] },
): Promise<Pick<Export, 'claims' | 'events'>> {
  const claims: Export['claims'] = [];
  const events: Export['events'] = [];
  for (const claimId of ids) {
    const visited = await visit(store, { claimId, actor: person });
    if (!visited) continue;
    claims.push(claimBody(visited, { actor: person, locale }));
    for (const event of await eventsOf(store, { shopId: visited.claim.shopId, claimId })) {
      const isTheirs = event.actor.role === person.role && 'id' in event.actor && event.actor.id === person.id;
      const view = isTheirs && eventView(event, event.recordedAt, person);
      if (view) events.push({ claim_id: claimId, event: view });
    }
  }
  return { claims, events };
}

/** Everything that is held about one person as JSON, with all words opened as that person may read them. */
export async function exportPerson(person: PartyActor, locale: Locale, deps: HttpDeps): Promise<string> {
  const { store } = deps;
  const now = await readNow(store);
  const { claimIds, messages, contacts, files, notices, sessions } = await dataOf(store.pool, person);
  const made: Export = {
    person: personView(person),
    made_at: formatInstant(now),
    ...(await claimsOf(person, claimIds, { locale, store })),
    messages: toWire(messages),
    contacts: contacts.map(({ claimId, kind, at, data }) => ({
      claim_id: claimId,
      kind,
      at: formatInstant(at),
      ...data,
      phone: data.phone ?? '',
    })),
    files: files.map((file) => ({ ...toWire(file), url: `/v1/files/${file.id}` })),
    notices: toWire(notices),
    sessions: toWire(sessions),
  };
  return openAnswer(JSON.stringify(made), { actor: person, locale }, deps);
}
