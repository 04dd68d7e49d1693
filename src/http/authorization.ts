import { canSee } from '../domain/decide.ts';
import { isFileVisible } from '../store/file.ts';
import { ownerOfOrder } from '../store/order.ts';
import type { Store } from '../store/store.ts';
import { findUpload } from '../store/upload.ts';
import { type Problem, problem } from './problem.ts';
import type { Access, Caller, CallerActor, CallerRole, Grant, Reach, Subject } from './route.ts';
import { isStorable } from './strict-json.ts';

/** What belongs to a buyer and a shop: parties see theirs, staff and the marketplace everybody's. */
export const THEIRS = {
  marketplace: 'all',
  buyer: 'own',
  seller: 'shop',
  mediator: 'all',
  supervisor: 'all',
  operator: 'all',
} as const satisfies Record<CallerRole, Reach>;

/** What is the same for whoever asks. */
export const ALIKE = {
  marketplace: 'common',
  buyer: 'common',
  seller: 'common',
  mediator: 'common',
  supervisor: 'common',
  operator: 'common',
} as const satisfies Record<CallerRole, Reach>;

/** A claim and whatever hangs on it. */
export const CLAIM_ACCESS = { scopes: ['claims'], of: 'claim', sees: THEIRS } as const satisfies Access;

/** What each reach means, as the generated document says it. */
export const REACH_WORDS: Record<Reach, string> = {
  all: 'everybody’s',
  own: 'their own as the buyer',
  shop: 'their shop’s',
  shown: 'what they uploaded, or was shown in a claim they see',
  self: 'what is about themselves',
  inbox: 'what was put into their own inbox, which a shop’s people share',
  begun: 'the uploads that they have begun themselves',
  common: 'the same for whoever asks',
};

/** How far this actor's eyes reach on a route; null where they are not let in at all. */
export function reachOf(access: Grant, { role }: CallerActor): Reach | null {
  return access.sees[role] ?? null;
}

/** Whether a caller may use a route; null when so. */
export function authorize(
  access: Grant,
  caller: Pick<Caller, 'scopes' | 'actor' | 'session' | 'isPortal'>,
): Problem | null {
  const allowed =
    access.scopes.every((scope) => caller.scopes.includes(scope)) &&
    reachOf(access, caller.actor) !== null &&
    (access.by !== 'session' || caller.session !== undefined) &&
    (access.by !== 'portal' || caller.isPortal === true);
  return allowed ? null : problem('FORBIDDEN');
}

interface Asked {
  readonly id: string;
  readonly actor: CallerActor;
}

/** Whether a subject is there, and this party's. */
const SEES: Record<Subject, (store: Store, asked: Asked) => Promise<boolean>> = {
  claim: async (store, { id, actor }) => {
    const owner = await store.claims.find(id);
    return owner !== null && owner.buyerId !== null && canSee({ ...owner, buyerId: owner.buyerId }, actor);
  },
  order: async (store, { id, actor }) => {
    const owner = await ownerOfOrder(store.pool, id);
    return owner !== null && canSee(owner, actor);
  },
  shop: async (_store, { id, actor }) => actor.role === 'seller' && actor.shopId === id,
  upload: async ({ pool }, { id, actor }) => (await findUpload(pool, { id, actor })) !== null,
  file: ({ pool }, { id, actor }) => isFileVisible(pool, { fileId: id, actor }),
};

/** Whether who is let in must also be asked what of it is theirs. */
export function isPersonal(reach: Reach | null): boolean {
  return reach === 'own' || reach === 'shop' || reach === 'shown' || reach === 'begun';
}

/**
 * The one place where a party is told that there is no such thing: before the shape of the request is looked at, so
 * that what is hidden and what does not exist are answered alike to the last byte. Null: there is, and it is theirs.
 */
export async function hiding(
  store: Store,
  { access, actor, params }: { access: Access; actor: CallerActor; params: unknown },
): Promise<Problem | null> {
  if (access === 'public' || access.of === undefined || !isPersonal(reachOf(access, actor))) return null;
  const { id } = params as { id?: unknown };
  // What cannot be an id is told so by the check of the request's shape.
  if (typeof id !== 'string' || !isStorable(id)) return null;
  return (await SEES[access.of](store, { id, actor })) ? null : problem('NOT_FOUND');
}

interface Filter {
  readonly shopId?: string | undefined;
  readonly buyerId?: string | undefined;
}

/** What an actor may list of what was asked for: parties their own; null where that leaves nothing. */
export function narrowed({ shopId, buyerId }: Filter, actor: CallerActor): Filter | null {
  if (actor.role === 'buyer') return (buyerId ?? actor.id) === actor.id ? { shopId, buyerId: actor.id } : null;
  if (actor.role === 'seller')
    return (shopId ?? actor.shopId) === actor.shopId ? { shopId: actor.shopId, buyerId } : null;
  return { shopId, buyerId };
}
