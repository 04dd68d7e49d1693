import { createHash } from 'node:crypto';
import type { DeadlineName } from '../domain/deadline.ts';
import type { NoticeKind, Recipient } from '../domain/notices.ts';
import type { Instant } from '../domain/time.ts';
import type { NoticeChange } from './changes.ts';
import { execute, instantParameter, jsonParameter, type Queryable, query } from './database.ts';

/** What a reminder tells beside its kind. */
export interface ReminderData {
  readonly deadlineAt: Instant;
  readonly then: DeadlineName;
  /** R33: from when the buyer may ask the platform, where the claim might close before. */
  readonly askFrom: Instant | null;
}

export interface NewNotice {
  readonly recipient: Recipient;
  readonly kind: NoticeKind;
  readonly shopId: string;
  readonly claimId: string;
  /** Of the event; null where it is none. */
  readonly version: number | null;
  readonly at: Instant;
  readonly data?: ReminderData;
  /** What tells this one from others of its kind at the same instant, where it is no event. */
  readonly about?: string;
}

/** As it lies in an inbox, with what its reader needs to know the claim by. */
export interface Notice extends Omit<NewNotice, 'recipient' | 'about' | 'data'> {
  readonly id: string;
  readonly data: ReminderData | null;
  readonly orderId: string;
  readonly title: string;
  readonly readAt: Instant | null;
}

/** The same for the same, so that what is told twice lies there once. */
function idOf({ kind, shopId, claimId, version, at, about = '' }: NewNotice): string {
  const what = [kind, shopId, claimId, version, at, about].join('\n');
  return `ntc_${createHash('sha256').update(what).digest('base64url').slice(0, 22)}`;
}

/** Puts notices into inboxes; returns those that were not there. */
export async function addNotices(db: Queryable, notices: readonly NewNotice[]): Promise<readonly NoticeChange[]> {
  if (notices.length === 0) return [];
  const rows = notices.map((notice) => ({
    recipient_role: notice.recipient.role,
    recipient_id: notice.recipient.id,
    id: idOf(notice),
    kind: notice.kind,
    shop_id: notice.shopId,
    claim_id: notice.claimId,
    version: notice.version,
    data: notice.data ?? null,
    at: instantParameter(notice.at),
  }));
  const added = await query<{ role: Recipient['role']; id: string }>(
    db,
    `insert into notice (recipient_role, recipient_id, id, kind, shop_id, claim_id, version, data, at)
     select recipient_role, recipient_id, id, kind, shop_id, claim_id, version, nullif(data, 'null'), at
       from jsonb_to_recordset($1::jsonb) as n (recipient_role text, recipient_id text, id text, kind text,
              shop_id text, claim_id text, version integer, data jsonb, at timestamptz)
     on conflict (recipient_role, recipient_id, id) do nothing
     returning recipient_role as role, recipient_id as id`,
    [jsonParameter(rows)],
  );
  const inboxes = new Map(added.map(({ role, id }) => [`${role} ${id}`, { type: 'notice', role, id } as const]));
  return [...inboxes.values()];
}

/** The inboxes of one reader: their own, and for a role that shares one that too. */
export interface Reader {
  readonly role: Recipient['role'];
  readonly ids: readonly string[];
}

export interface NoticesAsked {
  readonly unreadOnly: boolean;
  readonly limit: number;
  /** The last notice of the page before. */
  readonly after: { readonly at: Instant; readonly id: string } | null;
}

const MINE = 'n.recipient_role = $1 and n.recipient_id = any ($2::text[])';

/** What lies in an inbox, the latest first. */
export async function listNotices(db: Queryable, { role, ids }: Reader, asked: NoticesAsked): Promise<Notice[]> {
  const { unreadOnly, limit, after } = asked;
  return query<Notice>(
    db,
    `select n.id, n.kind, n.shop_id as "shopId", n.claim_id as "claimId", n.version, n.data, n.at,
            n.read_at as "readAt", c.order_id as "orderId", l.title
       from (select * from notice n
              where ${MINE} and (not $3::boolean or n.read_at is null)
                and ($4::timestamptz is null or (n.at, n.id) < ($4, $5::text))
              order by n.at desc, n.id desc limit $6) n
       join claim c on c.shop_id = n.shop_id and c.id = n.claim_id
       join order_line l on l.shop_id = c.shop_id and l.order_id = c.order_id and l.id = c.line_id
      order by n.at desc, n.id desc`,
    [role, ids, unreadOnly, instantParameter(after?.at ?? null), after?.id ?? null, limit],
  );
}

/** Beyond this nobody counts on. */
const MOST_COUNTED = 1000;

/** How many were not read, up to a thousand. */
export async function countUnread(db: Queryable, { role, ids }: Reader): Promise<number> {
  const [row] = await query<{ count: number }>(
    db,
    `select count(*)::int as count
       from (select from notice n where ${MINE} and n.read_at is null limit ${MOST_COUNTED}) n`,
    [role, ids],
  );
  return row?.count ?? 0;
}

/** Which notices are read by now: one, all up to one, those about a claim, or all. */
export type Which =
  | { readonly id: string }
  | { readonly upTo: string }
  | { readonly claimId: string }
  | { readonly all: true };

export interface Reading {
  readonly which: Which;
  readonly now: Instant;
}

/** Marks as read what was not; returns how many that were. */
export async function markRead(db: Queryable, { role, ids }: Reader, { which, now }: Reading): Promise<number> {
  const one = 'id' in which ? which.id : null;
  const upTo = 'upTo' in which ? which.upTo : null;
  const claimId = 'claimId' in which ? which.claimId : null;
  return execute(
    db,
    `update notice n set read_at = $6
      where ${MINE} and n.read_at is null and ($3::text is null or n.id = $3) and ($5::text is null or n.claim_id = $5)
        and ($4::text is null or (n.at, n.id) <= (
          select u.at, u.id from notice u
           where u.recipient_role = $1 and u.recipient_id = any ($2::text[]) and u.id = $4 limit 1))`,
    [role, ids, one, upTo, claimId, instantParameter(now)],
  );
}
