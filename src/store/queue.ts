import type { Actor, Claim } from '../domain/claim.ts';
import type { Instant } from '../domain/time.ts';
import { instantParameter, query } from './database.ts';
import { execute } from './execute.ts';
import { findStoredAnswer } from './idempotency.ts';
import { type Knock, type Outcome, replay } from './outcome.ts';
import type { Store } from './store.ts';
import { applyDue } from './sweep.ts';

export const QUEUE_VIEWS = ['all', 'unassigned', 'mine', 'overdue', 'approvals', 'appeals'] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];

/** What stands first: the most urgent, the next deadline, the most money, or who has waited longest. */
export const QUEUE_SORTS = ['urgency', 'deadline', 'amount', 'requested'] as const;
export type QueueSort = (typeof QUEUE_SORTS)[number];

/** Where a claim stands in the queue. What rank and instant are, the sort says. */
export interface Place {
  readonly rank: number;
  readonly at: Instant;
  readonly id: string;
}

/** What the claims must be like; whatever is left out may be anything. */
export interface QueueFilter {
  readonly level?: 1 | 2 | undefined;
  readonly stage?: string | undefined;
  readonly reason?: string | undefined;
  readonly remedy?: string | undefined;
  readonly shopId?: string | undefined;
  readonly buyerId?: string | undefined;
  /** A member of staff. */
  readonly owner?: string | undefined;
  readonly amountFrom?: number | undefined;
  readonly amountTo?: number | undefined;
  readonly deadlineBefore?: Instant | undefined;
  readonly overdue?: boolean | undefined;
  readonly suspended?: boolean | undefined;
  /** Part of the order's id, or the claim's id. */
  readonly search?: string | undefined;
}

export interface QueueAsked {
  readonly view: QueueView;
  readonly sort?: QueueSort | undefined;
  readonly filter?: QueueFilter | undefined;
  /** Who `mine` is. */
  readonly ownerId?: string | undefined;
  readonly limit: number;
  /** The place of the last claim of the page before. */
  readonly after?: Place | null | undefined;
}

export interface Queued extends Place {
  readonly claim: Claim;
}

const VIEWS: Record<QueueView, string> = {
  all: "c.status = 'in_intervention'",
  unassigned: "c.status = 'in_intervention' and c.owner_id is null",
  mine: "c.status = 'in_intervention' and c.owner_id = $1",
  overdue: "c.status = 'in_intervention' and c.overdue",
  approvals: "c.status = 'in_intervention' and c.shown_stage = 'awaiting_approval'",
  appeals: 'c.appeal_pending',
};

/** Rank and instant by which each sort orders; then the id. The first is the order of the index. */
const KEYS: Record<QueueSort, readonly [rank: string, at: string]> = {
  urgency: ['c.queue_rank', 'c.deadline_at'],
  deadline: ['0', 'c.deadline_at'],
  amount: ['-c.amount', 'c.deadline_at'],
  requested: ['0', 'c.intervened_at'],
};

/** $1 is whose `mine` is; $2 to $14 what `filterValues` gives. What is null says nothing, and is planned away. */
const FILTER = `($1::text is null or true)
  and ($2::integer is null or c.level = $2) and ($3::text is null or c.shown_stage = $3)
  and ($4::text is null or c.reason = $4) and ($5::text is null or c.remedy = $5)
  and ($6::text is null or c.shop_id = $6) and ($7::text is null or c.buyer_id = $7)
  and ($8::text is null or c.owner_id = $8)
  and ($9::bigint is null or c.amount >= $9) and ($10::bigint is null or c.amount <= $10)
  and ($11::timestamptz is null or c.deadline_at < $11)
  and ($12::boolean is null or c.overdue = $12) and ($13::boolean is null or c.suspended = $13)
  and ($14::text is null or c.id = $14 or position($14 in c.order_id) > 0)`;

function filterValues(ownerId: string | undefined, filter: QueueFilter): unknown[] {
  const { level, stage, reason, remedy, shopId, buyerId, owner, overdue, suspended, search } = filter;
  const { amountFrom, amountTo, deadlineBefore } = filter;
  const amounts = [amountFrom ?? null, amountTo ?? null, instantParameter(deadlineBefore ?? null)];
  const texts = [level, stage, reason, remedy, shopId, buyerId, owner].map((value) => value ?? null);
  return [ownerId ?? null, ...texts, ...amounts, overdue ?? null, suspended ?? null, search ?? null];
}

/** $15 to $17 the place before, $18 limit. The claims themselves are read for the page alone. */
function queueSql(view: QueueView, sort: QueueSort): string {
  const [rank, at] = KEYS[sort];
  return `with page as materialized (
      select c.shop_id, c.id, ${rank} as rank, ${at} as at from claim c
       where ${VIEWS[view]} and ${FILTER}
         and ($15::bigint is null or (${rank}, ${at}, c.id) > ($15, $16::timestamptz, $17::text))
       order by ${rank === '0' ? '' : `${rank}, `}${at}, c.id limit $18)
    select c.state as claim, p.rank::bigint as rank, p.at, p.id
      from page p join claim c on c.shop_id = p.shop_id and c.id = p.id order by p.rank, p.at, p.id`;
}

/** The claims that wait for staff; what is due is applied first (R2). */
export async function listQueue(store: Store, asked: QueueAsked): Promise<{ queued: Queued[]; now: Instant }> {
  const now = await applyDue(store);
  const { view, sort = 'urgency', filter = {}, ownerId, limit, after } = asked;
  const place = [after?.rank ?? null, instantParameter(after?.at ?? null), after?.id ?? null];
  const values = [...filterValues(ownerId, filter), ...place, limit];
  return { queued: await query<Queued>(store.pool, queueSql(view, sort), values), now };
}

const COUNTS = `select ${QUEUE_VIEWS.map((view) => `count(*) filter (where ${VIEWS[view]}) as ${view}`).join(', ')}
  from claim c where (c.status = 'in_intervention' or c.appeal_pending) and ${FILTER}`;

/** How many claims each view has of those that the filter leaves. */
export async function countQueue(
  store: Store,
  { ownerId, filter = {} }: Pick<QueueAsked, 'ownerId' | 'filter'>,
): Promise<Record<QueueView, number>> {
  await applyDue(store);
  const [row] = await query<Record<QueueView, number>>(store.pool, COUNTS, filterValues(ownerId, filter));
  if (!row) throw new Error('counting gave no row');
  return row;
}

const PAGE = 20;

/** Supervisors are for the second level first; a mediator is for the first (R46, R47). */
const LEVELS: Partial<Record<Actor['role'], readonly (1 | 2)[]>> = { mediator: [1], supervisor: [2, 1] };

/**
 * Gives the most urgent claim without an owner to whoever asks. Claims that they may not take, or that somebody else
 * just took, are passed over.
 */
export async function takeNext(store: Store, knock: Knock): Promise<Outcome | { readonly kind: 'queue_empty' }> {
  const { actor, idempotency } = knock;
  const stored = idempotency && (await findStoredAnswer(store.pool, idempotency));
  if (stored) return replay(stored, knock);
  for (const level of LEVELS[actor.role] ?? []) {
    for (let after: Place | null | undefined = null; after !== undefined; ) {
      const { queued } = await listQueue(store, { view: 'unassigned', filter: { level }, limit: PAGE, after });
      for (const { id } of queued) {
        const outcome = await execute(store, { ...knock, claimId: id, command: { type: 'take', body: {} } });
        if (outcome.kind !== 'refused' && outcome.kind !== 'not_found') return outcome;
      }
      after = queued.length === PAGE ? queued.at(-1) : undefined;
    }
  }
  return { kind: 'queue_empty' };
}
