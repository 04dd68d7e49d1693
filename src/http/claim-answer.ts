import type { Locale } from '../../locales/locale.ts';
import { type ClaimViewBody, type ViewSource, viewOf } from '../contract/claim-view.ts';
import { Id, record } from '../contract/primitive.ts';
import type { Actor } from '../domain/claim.ts';
import type { Answer, Visit } from '../store/execute.ts';
import { answer, etagOf } from './answer.ts';
import { speechOf } from './speech.ts';

export const ClaimParams = record({ id: Id });

/** Who looks, and in which language. */
export interface Reader {
  readonly actor: Actor;
  readonly locale: Locale;
}

/** The seller's address for returned goods, as it was last given. */
function returnAddressOf({ contacts }: Visit): ViewSource['returnAddress'] {
  const given = contacts.findLast((contact) => contact.kind === 'return_address');
  return given?.kind === 'return_address' ? { name: given.name, phone: given.phone, address: given.address } : null;
}

/** The claim as the caller sees it, ready for JSON. */
export function claimBody(visit: Visit, { actor, locale }: Reader): ClaimViewBody {
  const calls = visit.contacts.flatMap((contact) => (contact.kind === 'call' ? [contact] : []));
  const source = {
    ...visit,
    returnAddress: returnAddressOf(visit),
    calls: calls.map(({ party, phone, at }) => ({ party, phone, at })),
  };
  return viewOf(source, actor, speechOf(locale, visit.rules.policy.time_zone));
}

/** The claim as the caller sees it, with its version as the entity tag. */
export function claimAnswer(status: 200 | 201, visit: Visit, reader: Reader): Answer {
  const location = status === 201 ? { location: `/v1/claims/${visit.claim.id}` } : {};
  return answer(status, claimBody(visit, reader), { etag: etagOf(visit.claim.version), ...location });
}
