import type { ViewerState } from '../domain/actions.ts';
import type { Claim, Party, Status } from '../domain/claim.ts';
import type { Instant } from '../domain/time.ts';
import { instantParameter, query } from './database.ts';
import type { Store } from './store.ts';
import { applyDue } from './sweep.ts';

/** What comes first: what changed last, or what is due next. */
export const CLAIM_SORTS = ['latest', 'deadline'] as const;
export type ClaimSort = (typeof CLAIM_SORTS)[number];

/** What the claims of one side must be like; whatever is left out may be anything. */
export interface ClaimFilter {
  readonly status?: Status | undefined;
  readonly reason?: string | undefined;
  readonly remedy?: string | undefined;
  readonly amountFrom?: number | undefined;
  readonly amountTo?: number | undefined;
  readonly deadlineBefore?: Instant | undefined;
  /** As that side sees it. */
  readonly viewerState?: ViewerState | undefined;
  /** The id of the claim or the buyer, or part of the order's id or of the title of the goods. */
  readonly search?: string | undefined;
  readonly updatedAfter?: Instant | undefined;
  /** The id of the other side. */
  readonly other?: string | undefined;
}

export interface Side {
  readonly party: Party;
  /** The buyer's id, or the shop's. */
  readonly id: string;
}

export interface Listed {
  readonly claim: Claim;
  /** What the sort orders by. */
  readonly at: Instant;
}

export interface ListAsked {
  readonly side: Side;
  readonly filter: ClaimFilter;
  readonly sort: ClaimSort;
  readonly limit: number;
  readonly after: { readonly at: Instant; readonly id: string } | null;
}

const COLUMN: Record<Party, string> = { buyer: 'c.buyer_id', seller: 'c.shop_id' };
const OTHER: Record<Party, string> = { buyer: COLUMN.seller, seller: COLUMN.buyer };

/** What a side is asked to do, as `viewerStateOf` says it; only claims under way are looked into. */
function viewerStateSql(party: Party): string {
  const mine = {
    buyer: "'refused', 'awaiting_return', 'awaiting_acceptance'",
    seller: "'awaiting_seller', 'awaiting_inspection', 'awaiting_replacement'",
  };
  return `case
    when c.status in ('succeeded', 'closed') then case when c.appeal_pending then 'under_review' else 'ended' end
    when c.status in (${mine[party]}) then 'action_required'
    when c.status <> 'in_intervention' then 'waiting_for_other_party'
    when c.suspended or c.stage in ('review', 'awaiting_approval') then 'under_review'
    when c.stage = 'evidence' and not c.state #> '{state,stage,done}' ? '${party}' then 'action_required'
    when c.stage = 'required' and c.state #>> '{state,stage,from}' = '${party}' then 'action_required'
    when c.stage = 'reply' and c.state #>> '{state,stage,party}' = '${party}' then 'action_required'
    else 'waiting_for_other_party' end`;
}

/** Past every deadline there is: what has none comes last. */
const NEVER = "timestamptz '9999-12-31T00:00:00Z'";
const KEYS: Record<ClaimSort, { readonly at: string; readonly order: string; readonly beyond: string }> = {
  latest: { at: 'c.updated_at', order: 'desc', beyond: '<' },
  deadline: { at: `coalesce(c.deadline_at, ${NEVER})`, order: 'asc', beyond: '>' },
};

/** $1 the side, $2 to $11 what `filterValues` gives. What is null says nothing, and is planned away. */
function filterSql({ party }: Side, { viewerState }: ClaimFilter): string {
  const open = viewerState === 'action_required' || viewerState === 'waiting_for_other_party';
  return `${COLUMN[party]} = $1 ${open ? 'and c.ended_at is null' : ''}
    and ($2::text is null or c.status = $2) and ($3::text is null or c.reason = $3)
    and ($4::text is null or c.remedy = $4) and ($5::bigint is null or c.amount >= $5)
    and ($6::bigint is null or c.amount <= $6) and ($7::timestamptz is null or c.deadline_at < $7)
    and ($8::timestamptz is null or c.updated_at > $8)
    and ($9::text is null or c.id = $9 or c.buyer_id = $9 or position($9 in c.order_id) > 0 or exists (
      select from order_line l where l.shop_id = c.shop_id and l.order_id = c.order_id and l.id = c.line_id
         and l.title ilike '%' || replace(replace(replace($9, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'))
    and ($10::text is null or ${viewerStateSql(party)} = $10) and ($11::text is null or ${OTHER[party]} = $11)`;
}

function filterValues({ id }: Side, filter: ClaimFilter): unknown[] {
  const { status, reason, remedy, amountFrom, amountTo, deadlineBefore, updatedAfter } = filter;
  const { search, viewerState, other } = filter;
  const instants = [deadlineBefore, updatedAfter].map((at) => instantParameter(at ?? null));
  const plain = [status, reason, remedy, amountFrom, amountTo].map((value) => value ?? null);
  return [id, ...plain, ...instants, search ?? null, viewerState ?? null, other ?? null];
}

function scopeOf({ party, id }: Side): { shopId: string } | { buyerId: string } {
  return party === 'seller' ? { shopId: id } : { buyerId: id };
}

/** The claims of one side; what is due is applied first (R2). */
export async function listOfSide(store: Store, { side, filter, sort, limit, after }: ListAsked): Promise<Listed[]> {
  await applyDue(store, scopeOf(side));
  const { at, order, beyond } = KEYS[sort];
  return query<Listed>(
    store.pool,
    `with page as materialized (
       select c.shop_id, c.id, ${at} as at from claim c
        where ${filterSql(side, filter)}
          and ($12::timestamptz is null or (${at}, c.id) ${beyond} ($12, $13::text))
        order by ${at} ${order}, c.id ${order} limit $14)
     select c.state as claim, p.at from page p join claim c on c.shop_id = p.shop_id and c.id = p.id
      order by p.at ${order}, p.id ${order}`,
    [...filterValues(side, filter), instantParameter(after?.at ?? null), after?.id ?? null, limit],
  );
}

/** How many open claims of a side ask for what. */
export async function countOfSide(store: Store, side: Side): Promise<{ readonly [S in ViewerState]?: number }> {
  await applyDue(store, scopeOf(side));
  const rows = await query<{ state: ViewerState; count: number }>(
    store.pool,
    `select ${viewerStateSql(side.party)} as state, count(*)::int as count from claim c
      where ${COLUMN[side.party]} = $1 and c.ended_at is null group by 1`,
    [side.id],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
