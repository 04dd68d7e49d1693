import { type Static, type TSchema, Type } from 'typebox';
import type { Actor, Party } from '../domain/claim.ts';
import type { ClaimEvent, EventData, EventType } from '../domain/event.ts';
import type { Instant } from '../domain/time.ts';
import { formatInstant } from './instant.ts';
import { Id, InstantText, record } from './primitive.ts';
import { type Viewpoint, viewpointOf } from './viewer.ts';
import { toWire } from './wire.ts';

const ROLES = ['buyer', 'seller', 'mediator', 'supervisor', 'operator', 'marketplace', 'system'] as const;

/** Who may read an event of this type, seen from its data: everybody, staff alone, or staff and one side. */
type Audience<T extends EventType> = (data: EventData[T]) => 'all' | 'inside' | Party;

const all = () => 'all' as const;
const inside = () => 'inside' as const;

/** Who reads what of a claim's history: a new event does not compile before it has its audience. */
export const EVENT_AUDIENCE: { readonly [T in EventType]: Audience<T> } = {
  'claim.opened': all,
  'terms.modified': all,
  'terms.agreed': all,
  'claim.refused': all,
  'claim.expired': all,
  'claim.withdrawn': all,
  'claim.ended': all,
  'proposal.made': all,
  'proposal.accepted': all,
  'proposal.declined': all,
  'return.requested': all,
  'return.shipped': all,
  'return.lapsed': all,
  'return.confirmed': all,
  'return.contested': all,
  'inspection.requested': all,
  'replacement.requested': all,
  'replacement.shipped': all,
  'replacement.lapsed': all,
  'replacement.accepted': all,
  'intervention.requested': all,
  'intervention.withdrawn': all,
  'claim.taken': all,
  'claim.released': all,
  'claim.escalated': all,
  'evidence.submitted': all,
  'evidence.finished': all,
  'evidence.closed': all,
  'evidence.required': all,
  'evidence.admitted': all,
  'reply.requested': all,
  'review.started': all,
  'review.resumed': all,
  'review.overdue': all,
  'ruling.submitted': inside,
  'ruling.sent_back': inside,
  'ruling.issued': all,
  'appeal.filed': all,
  'appeal.decided': all,
  'appeal.lapsed': all,
  'compensation.owed': all,
  'refund.requested': all,
  'refund.succeeded': all,
  'refund.failed': all,
  'dispute_refund.counted': () => 'seller',
  'dispute_refund.reversed': () => 'seller',
  'suspension.started': all,
  'suspension.ended': all,
  'call.requested': ({ party }) => party,
  'call.logged': ({ party }) => party,
  'order.hold': inside,
  'order.release': inside,
};

/** What a party does not see of an event: the names of staff. */
const WITHOUT_STAFF: { readonly [T in EventType]?: (data: EventData[T]) => unknown } = {
  'claim.taken': ({ owner }) => ({ owner: { role: owner.role } }),
  'ruling.issued': ({ ruling }) => ({ ruling: { ...ruling, by: null, approvedBy: null } }),
  'appeal.decided': (data) => ({ ...data, ruling: data.ruling && { ...data.ruling, by: null, approvedBy: null } }),
};

export const ActorView = record(
  { role: Type.Enum(ROLES), id: Type.Optional(Id), shop_id: Type.Optional(Id) },
  { title: 'Actor' },
);

const Data: TSchema = Type.Record(Type.String(), Type.Unknown());

/** One thing that happened to a claim, as one actor may read it. */
export const EventView = record(
  {
    version: Type.Integer({ minimum: 1 }),
    type: Type.String({ description: '`claim.opened`, `evidence.submitted` …' }),
    at: InstantText,
    recorded_at: InstantText,
    actor: ActorView,
    data: Data,
  },
  { title: 'ClaimEvent' },
);
type View = Static<typeof EventView>;

/** Who acted, as somebody sees it: parties see each other by role and shop, and staff by role alone. */
export function actorView(actor: Actor, viewpoint: Viewpoint): Static<typeof ActorView> {
  if (viewpoint === 'inside') return toWire(actor);
  if (actor.role === 'buyer') return { role: 'buyer', id: actor.id };
  if (actor.role !== 'seller') return { role: actor.role };
  return viewpoint === 'seller' ? toWire(actor) : { role: 'seller', shop_id: actor.shopId };
}

function audienceOf<T extends EventType>(type: T, data: EventData[T]): ReturnType<Audience<T>> {
  return EVENT_AUDIENCE[type](data);
}

function dataFor<T extends EventType>(type: T, data: EventData[T], viewpoint: Viewpoint): unknown {
  const redact = WITHOUT_STAFF[type];
  return viewpoint === 'inside' || !redact ? data : redact(data);
}

/** The event as this actor may read it; null when it is not for them. */
export function eventView(event: ClaimEvent, recordedAt: Instant, viewer: Actor): View | null {
  const viewpoint = viewpointOf(viewer);
  const audience = audienceOf(event.type, event.data);
  if (viewpoint !== 'inside' && audience !== 'all' && audience !== viewpoint) return null;
  return {
    version: event.version,
    type: event.type,
    at: formatInstant(event.at),
    recorded_at: formatInstant(recordedAt),
    actor: actorView(event.actor, viewpoint),
    data: toWire(dataFor(event.type, event.data, viewpoint)) as View['data'],
  };
}
