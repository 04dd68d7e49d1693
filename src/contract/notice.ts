import { type Static, Type } from 'typebox';
import { DEADLINE_NAMES } from '../domain/deadline.ts';
import { NOTICE_KINDS } from '../domain/notices.ts';
import { Id, InstantText, listOf, nullable, record } from './primitive.ts';

/** One thing that somebody is told of, as it lies in their inbox. */
export const NoticeView = record(
  {
    id: Id,
    kind: Type.Enum(NOTICE_KINDS, { description: 'the event, `message.sent`, or `deadline.approaching`' }),
    at: InstantText,
    read_at: nullable(InstantText),
    claim_id: Id,
    shop_id: Id,
    order_id: Id,
    title: Type.String({ description: 'of the goods' }),
    version: nullable(Type.Integer({ description: 'of the event in the claim’s history' })),
    detail: Type.String({ description: 'a sentence in the reader’s language' }),
    deadline: nullable(
      record({ at: InstantText, then: Type.Enum(DEADLINE_NAMES) }, { description: 'of `deadline.approaching`' }),
    ),
  },
  { title: 'Notice' },
);
export type NoticeBody = Static<typeof NoticeView>;

export const InboxView = record(
  {
    ...listOf(NoticeView).properties,
    unread: Type.Integer({ minimum: 0, description: 'in the whole inbox; 1000: that many or more' }),
  },
  { title: 'Inbox' },
);

export const InboxReadBody = record(
  {
    id: Type.Optional(Id),
    up_to: Type.Optional(Id),
    claim_id: Type.Optional(Id),
    all: Type.Optional(Type.Literal(true)),
  },
  { minProperties: 1, maxProperties: 1, description: 'One notice, all up to one, all about a claim, or all' },
);

export const InboxReadView = record({ unread: Type.Integer({ minimum: 0 }) });
