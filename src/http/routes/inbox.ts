import { type Static, Type } from 'typebox';
import type { Locale } from '../../../locales/locale.ts';
import { noticeSentence } from '../../../locales/sentences.ts';
import { formatInstant } from '../../contract/instant.ts';
import { InboxReadBody, InboxReadView, InboxView, type NoticeBody } from '../../contract/notice.ts';
import { record } from '../../contract/primitive.ts';
import { SUPERVISORS } from '../../domain/notices.ts';
import { countUnread, listNotices, markRead, type Notice, type Reader, type Which } from '../../store/notice.ts';
import { readNow, type Store } from '../../store/store.ts';
import { answer } from '../answer.ts';
import type { HttpDeps } from '../deps.ts';
import { encodeCursor, PAGE_QUERY, pageOf } from '../page.ts';
import { type Access, type Call, type CallerActor, type Reply, type Route, route } from '../route.ts';

const access = {
  scopes: ['claims'],
  sees: { buyer: 'inbox', seller: 'inbox', mediator: 'inbox', supervisor: 'inbox', operator: 'inbox' },
} as const satisfies Access;

/** A shop's people share an inbox; a supervisor also reads what all supervisors are told. */
function readerOf(actor: CallerActor): Reader {
  if (actor.role === 'marketplace') throw new Error('the marketplace has no inbox');
  if (actor.role === 'seller') return { role: actor.role, ids: [actor.shopId] };
  return { role: actor.role, ids: actor.role === 'supervisor' ? [actor.id, SUPERVISORS.id] : [actor.id] };
}

function timeZoneOf({ config }: Store, now: number): string {
  return config.rulesAt(now)?.policy.time_zone ?? 'UTC';
}

function noticeView(notice: Notice, { locale, timeZone }: { locale: Locale; timeZone: string }): NoticeBody {
  const { id, kind, at, readAt, claimId, shopId, orderId, title, version, data } = notice;
  return {
    id,
    kind,
    at: formatInstant(at),
    read_at: readAt === null ? null : formatInstant(readAt),
    claim_id: claimId,
    shop_id: shopId,
    order_id: orderId,
    title,
    version,
    detail: noticeSentence({ locale, timeZone }, kind, data),
    deadline: data && { at: formatInstant(data.deadlineAt), then: data.then },
  };
}

const InboxQuery = record({ ...PAGE_QUERY, unread: Type.Optional(Type.Enum(['true', 'false'])) });

async function list(
  { query, caller: { actor }, locale }: Call<unknown, Static<typeof InboxQuery>>,
  { store }: HttpDeps,
): Promise<Reply> {
  const page = pageOf(query, ([at, id]) => (typeof at === 'number' && typeof id === 'string' ? { at, id } : null));
  const reader = readerOf(actor);
  const asked = { unreadOnly: query.unread === 'true', limit: page.limit + 1, after: page.after };
  const [found, unread, now] = await Promise.all([
    listNotices(store.pool, reader, asked),
    countUnread(store.pool, reader),
    readNow(store),
  ]);
  const shown = found.slice(0, page.limit);
  const last = found.length > page.limit ? shown.at(-1) : undefined;
  const speaker = { locale, timeZone: timeZoneOf(store, now) };
  return answer(200, {
    data: shown.map((notice) => noticeView(notice, speaker)),
    next_cursor: last ? encodeCursor([last.at, last.id]) : null,
    unread,
  });
}

function whichOf({ id, up_to, claim_id }: Static<typeof InboxReadBody>): Which {
  if (id !== undefined) return { id };
  if (up_to !== undefined) return { upTo: up_to };
  return claim_id === undefined ? { all: true } : { claimId: claim_id };
}

export const INBOX_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/inbox',
    name: 'listInbox',
    summary: 'What the caller was told of, the latest first, and how much of it was not read',
    tag: 'live',
    access,
    schema: { querystring: InboxQuery, response: { 200: InboxView } },
    handler: list,
  }),
  route({
    method: 'POST',
    idempotency: 'none',
    url: '/v1/inbox/read',
    name: 'readInbox',
    summary: 'Marks as read: one notice, all up to one, all about a claim, or all; a shop’s people share an inbox',
    tag: 'live',
    access,
    schema: { body: InboxReadBody, response: { 200: InboxReadView } },
    handler: async ({ body, caller: { actor } }, { store }) => {
      const reader = readerOf(actor);
      const now = await readNow(store);
      const marked = await markRead(store.pool, reader, { which: whichOf(body), now });
      // Other windows of the same people show another number now.
      if (marked > 0) store.changes.tell(reader.ids.map((id) => ({ type: 'notice', role: reader.role, id })));
      return answer(200, { unread: await countUnread(store.pool, reader) });
    },
  }),
];
