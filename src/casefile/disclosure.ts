import { actorView, eventView } from '../contract/event-view.ts';
import { parseInstant } from '../contract/instant.ts';
import type { Viewpoint } from '../contract/viewer.ts';
import type { Actor } from '../domain/claim.ts';
import type { ClaimEvent } from '../domain/event.ts';
import {
  COVERED,
  type Covered,
  coveredForm,
  type Disclosure,
  nonceOf,
  type StoredEvent,
  valueAt,
} from '../proof/chain.ts';
import type { ChainEntry } from './format.ts';

/** An event as the database has it. */
export interface Chained {
  readonly event: StoredEvent;
  readonly salt: Uint8Array;
  readonly content: Uint8Array;
  readonly digest: Uint8Array;
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

function mayRead({ event }: Chained, viewer: Actor): boolean {
  const at = parseInstant(event.at) ?? 0;
  return eventView({ ...event, at } as unknown as ClaimEvent, at, viewer) !== null;
}

function maySee(pointer: Covered, { actor }: StoredEvent, viewpoint: Viewpoint): boolean {
  if (viewpoint === 'inside') return true;
  return pointer === '/actor/id' && actorView(actor as Actor, viewpoint).id !== undefined;
}

function disclosedOf({ event, salt }: Chained, viewpoint: Viewpoint): Partial<Record<Covered, Disclosure>> {
  const seen = COVERED.filter((one) => valueAt(event, one) !== undefined && maySee(one, event, viewpoint));
  return Object.fromEntries(seen.map((one) => [one, { nonce: hex(nonceOf(salt, one)), value: valueAt(event, one) }]));
}

/** An event as somebody may hold it; what they may not read is there as its digest. */
export function entryFor(chained: Chained, viewer: Actor, viewpoint: Viewpoint): ChainEntry {
  const { event, salt, content, digest } = chained;
  const place = { version: event.version, digest: hex(digest) };
  if (!mayRead(chained, viewer)) return { ...place, content: hex(content) };
  return {
    ...place,
    nonce: hex(nonceOf(salt, '')),
    event: coveredForm(event, salt),
    disclosed: disclosedOf(chained, viewpoint),
  };
}
