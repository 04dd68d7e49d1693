import { movesOf } from './actions.ts';
import { type Actor, type Claim, isEnded, type Owner, type Party } from './claim.ts';
import { type DeadlineName, deadlineOf } from './deadline.ts';
import type { ClaimEvent, EventData, EventType } from './event.ts';
import { virtualWaitEnd } from './intervention.ts';
import type { Rules } from './policy.ts';
import { HOUR, type Instant, type Milliseconds } from './time.ts';

/** A side of the claim, whoever owns it, or the supervisors together. */
type Told = Party | 'owner' | 'supervisors';

type Telling<T extends EventType> = (data: EventData[T]) => readonly Told[];

const nobody = () => [];
const buyer = () => ['buyer'] as const;
const seller = () => ['seller'] as const;
const parties = () => ['buyer', 'seller'] as const;
const everybody = () => ['buyer', 'seller', 'owner'] as const;
const owner = () => ['owner'] as const;
const supervisors = () => ['supervisors'] as const;

/**
 * Who is told when something has happened: a new event does not compile before it says so. Whoever did it themselves is
 * left out. Of several events that come from one command, one is told and the others follow from it.
 */
export const NOTICE_OF_EVENT: { readonly [T in EventType]: Telling<T> } = {
  'claim.opened': seller,
  'terms.modified': everybody,
  'terms.agreed': everybody,
  'claim.refused': buyer,
  'claim.expired': parties,
  'claim.withdrawn': everybody,
  // Told by what ended it: the refund, the expiry, the ruling.
  'claim.ended': nobody,
  'proposal.made': parties,
  'proposal.accepted': parties,
  'proposal.declined': parties,
  'return.requested': buyer,
  'return.shipped': seller,
  'return.lapsed': parties,
  'return.confirmed': buyer,
  'return.contested': buyer,
  'inspection.requested': nobody,
  'replacement.requested': nobody,
  'replacement.shipped': buyer,
  'replacement.lapsed': parties,
  'replacement.accepted': seller,
  'intervention.requested': parties,
  'intervention.withdrawn': everybody,
  'claim.taken': owner,
  'claim.released': nobody,
  'claim.escalated': () => ['buyer', 'seller', 'supervisors'],
  'evidence.submitted': everybody,
  'evidence.finished': parties,
  'evidence.closed': nobody,
  'evidence.required': ({ from }) => [from],
  'evidence.admitted': parties,
  'reply.requested': ({ party }) => [party],
  'review.started': everybody,
  'review.resumed': owner,
  'review.overdue': () => ['buyer', 'seller', 'owner', 'supervisors'],
  'ruling.submitted': supervisors,
  'ruling.sent_back': owner,
  'ruling.issued': everybody,
  'appeal.filed': () => ['buyer', 'seller', 'supervisors'],
  'appeal.decided': everybody,
  'appeal.lapsed': nobody,
  'compensation.owed': ({ to }) => (to === 'platform' ? [] : [to]),
  'refund.requested': nobody,
  'refund.succeeded': parties,
  'refund.failed': buyer,
  'dispute_refund.counted': seller,
  'dispute_refund.reversed': seller,
  'suspension.started': parties,
  'suspension.ended': everybody,
  'call.requested': owner,
  'call.logged': nobody,
  'order.hold': nobody,
  'order.release': nobody,
};

/** What a notice tells of: an event, a message beside the process, or a deadline that comes near. */
export const NOTICE_KINDS = [
  ...(Object.keys(NOTICE_OF_EVENT) as EventType[]),
  'message.sent',
  'deadline.approaching',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Whose inbox: a buyer's, a shop's, a member of staff's, or, without an id, that of everybody in the role. */
export interface Recipient {
  readonly role: Exclude<Actor['role'], 'marketplace' | 'system'>;
  /** A shop's people share its inbox. */
  readonly id: string;
}

/** Who stands around a claim when it is told of. */
export interface Surroundings {
  readonly buyerId: string;
  readonly shopId: string;
  readonly owner: Owner | null;
}

export const SUPERVISORS: Recipient = { role: 'supervisor', id: '' };

function addressOf(told: Told, { buyerId, shopId, owner: owning }: Surroundings): readonly Recipient[] {
  switch (told) {
    case 'buyer':
      return [{ role: 'buyer', id: buyerId }];
    case 'seller':
      return [{ role: 'seller', id: shopId }];
    case 'owner':
      return owning ? [owning] : [];
    case 'supervisors':
      return [SUPERVISORS];
  }
}

function isBy({ role, id }: Recipient, actor: Actor): boolean {
  if (actor.role === 'seller') return role === 'seller';
  return role === actor.role && 'id' in actor && id === actor.id;
}

function toldOf<T extends EventType>(type: T, data: EventData[T]): readonly Told[] {
  return NOTICE_OF_EVENT[type](data);
}

/** Into whose inboxes an event goes: never into that of whoever did it. */
export function recipientsOf({ type, data, actor }: ClaimEvent, around: Surroundings): readonly Recipient[] {
  return toldOf(type, data)
    .flatMap((told) => addressOf(told, around))
    .filter((recipient) => !isBy(recipient, actor));
}

/** A message goes to the sides and the owner. */
export function readersOfMessage(author: Actor, around: Surroundings): readonly Recipient[] {
  return everybody()
    .flatMap((told) => addressOf(told, around))
    .filter((recipient) => !isBy(recipient, author));
}

/** How long before a deadline whoever has to act is reminded of it. */
export const LEADS: readonly Milliseconds[] = [24 * HOUR, 2 * HOUR];

export interface Reminder {
  /** The instant of the reminder itself: so long before the deadline. */
  readonly at: Instant;
  readonly deadlineAt: Instant;
  readonly then: DeadlineName;
  /** R33: from when the buyer may ask the platform, where the claim might close before they do. */
  readonly askFrom: Instant | null;
  readonly recipients: readonly Recipient[];
}

function whoMustAct(claim: Claim, then: DeadlineName): readonly Told[] {
  if (then === 'review_overdue') return claim.intervention?.owner ? ['owner'] : ['supervisors'];
  return movesOf(claim);
}

/**
 * The reminder that fell due after one instant and up to another; of several the last. None for a deadline that has
 * passed meanwhile, and none that would come when the time has only just begun.
 */
export function reminderOf(
  claim: Claim,
  rules: Rules,
  { after, until }: { readonly after: Instant; readonly until: Instant },
): Reminder | null {
  const deadline = isEnded(claim) ? null : deadlineOf(claim, rules);
  if (!deadline || deadline.at <= until) return null;
  const { at: deadlineAt, then, why } = deadline;
  const began = why.at(-1)?.from ?? 0;
  const at = LEADS.map((lead) => deadlineAt - lead).findLast((due) => due > after && due <= until && due > began);
  if (at === undefined) return null;
  const { buyerId, shopId, intervention } = claim;
  const around = { buyerId, shopId, owner: intervention?.owner ?? null };
  const recipients = whoMustAct(claim, then).flatMap((told) => addressOf(told, around));
  const wait = claim.state.status === 'refused' ? virtualWaitEnd(claim, rules.policy) : null;
  return { at, deadlineAt, then, askFrom: wait !== null && wait > at ? wait : null, recipients };
}
