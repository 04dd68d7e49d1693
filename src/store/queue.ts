import type { Actor, Claim } from '../domain/claim.ts';
import type { Instant } from '../domain/time.ts';
import { instantParameter, query } from './database.ts';
import { execute } from './execute.ts';
import { findStoredAnswer } from './idempotency.ts';
import { type Knock, type Outcome, replay } from './outcome.ts';
import type { Store } from './store.ts';
import { applyDue } from './sweep.ts';

export const QUEUE_VIEWS = ['all', 'unassigned', 'mine', 'overdue', 'appeals'] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];

/** Where a claim stands in the queue: overdue reviews, then those under way, then what the parties are still at. */
export interface Place {
  readonly rank: number;
  readonly deadlineAt: Instant;
  readonly id: string;
}

export interface QueueAsked {
  readonly view: QueueView;
  /** Who `mine` is. */
  readonly ownerId?: string | undefined;
  readonly level?: 1 | 2 | undefined;
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
  appeals: 'c.appeal_pending',
};

const RANK = `case when c.overdue then 0 when c.stage in ('review', 'awaiting_approval') then 1 else 2 end`;

/** $1 owner, $2 level, $3 to $5 the place before, $6 limit. */
function queueSql(view: QueueView): string {
  return `select q.state as claim, q.rank, q.deadline_at as "deadlineAt", q.id
    from (select c.state, ${RANK} as rank, c.deadline_at, c.id from claim c
           where ${VIEWS[view]} and ($1::text is null or true) and ($2::integer is null or c.level = $2)) q
   where $3::integer is null or (q.rank, q.deadline_at, q.id) > ($3, $4::timestamptz, $5::text)
   order by q.rank, q.deadline_at, q.id limit $6`;
}

/** The claims that wait for staff, the most urgent first; what is due is applied first (R2). */
export async function listQueue(store: Store, asked: QueueAsked): Promise<{ queued: Queued[]; now: Instant }> {
  const now = await applyDue(store);
  const { view, ownerId, level, limit, after } = asked;
  const place = [after?.rank ?? null, instantParameter(after?.deadlineAt ?? null), after?.id ?? null];
  const values = [ownerId ?? null, level ?? null, ...place, limit];
  return { queued: await query<Queued>(store.pool, queueSql(view), values), now };
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
      const { queued } = await listQueue(store, { view: 'unassigned', level, limit: PAGE, after });
      for (const { id } of queued) {
        const outcome = await execute(store, { ...knock, claimId: id, command: { type: 'take', body: {} } });
        if (outcome.kind !== 'refused' && outcome.kind !== 'not_found') return outcome;
      }
      after = queued.length === PAGE ? queued.at(-1) : undefined;
    }
  }
  return { kind: 'queue_empty' };
}
