import { Type } from 'typebox';
import { REMEDIES } from '../domain/claim.ts';
import { STAGES } from './claim-view.ts';
import { Code, Id, InstantText, record, text, Words } from './primitive.ts';

export const STAFF_ROLES = ['mediator', 'supervisor', 'operator'] as const;
const StaffMember = record({ id: Id, role: Type.Enum(STAFF_ROLES) });

export const NoteBody = record({ words: Words }, { title: 'NoteBody' });

/** What staff wrote down for each other; no party sees it. */
export const NoteView = record(
  { id: Id, at: InstantText, author: StaffMember, words: Type.String() },
  { title: 'Note' },
);

/** Who of the staff has a claim open just now. */
export const ViewersView = record(
  {
    viewers: Type.Array(record({ id: Id, role: Type.Enum(STAFF_ROLES), since: InstantText }), { maxItems: 100 }),
    repeat_within: Type.Integer({ description: 'seconds; who says nothing for this long is taken to have left' }),
  },
  { title: 'Viewers' },
);

const Minor = Type.String({ pattern: '^\\d{1,13}$', description: 'Minor units' });
const YesOrNo = Type.Enum(['true', 'false']);

/** What the queue can be narrowed to, as it stands in its address. */
export const QUEUE_FILTER = {
  level: Type.Optional(Type.Enum(['1', '2'])),
  stage: Type.Optional(Type.Enum(STAGES)),
  reason: Type.Optional(Code),
  remedy: Type.Optional(Type.Enum(REMEDIES)),
  shop_id: Type.Optional(Id),
  buyer_id: Type.Optional(Id),
  owner: Type.Optional(Id),
  amount_from: Type.Optional(Minor),
  amount_to: Type.Optional(Minor),
  deadline_before: Type.Optional(InstantText),
  overdue: Type.Optional(YesOrNo),
  suspended: Type.Optional(YesOrNo),
  search: Type.Optional(text(128)),
};

/** How many claims each view of the queue has. */
export const QueueCounts = record(
  {
    all: Type.Integer(),
    unassigned: Type.Integer(),
    mine: Type.Integer(),
    overdue: Type.Integer(),
    approvals: Type.Integer(),
    appeals: Type.Integer(),
  },
  { title: 'QueueCounts' },
);

/** A name for a way to look at the queue, and the query that shows it. */
export function savedView(query: Parameters<typeof record>[0]) {
  return {
    body: record({ name: text(60), filter: record(query) }, { title: 'QueueViewBody' }),
    view: record({ id: Id, name: Type.String(), filter: record(query) }, { title: 'QueueView' }),
  };
}

export const PLACEHOLDERS = ['buyer', 'shop', 'order', 'goods', 'amount', 'remedy', 'reason', 'deadline'] as const;
export const TEMPLATE_USES = ['message', 'evidence', 'finding'] as const;

const inLanguages = (most: number) => record({ 'zh-CN': text(most), 'zh-TW': text(most), en: text(most) });

/** What staff say again and again, in every language. */
export const TemplateBody = record(
  {
    names: inLanguages(60),
    words: inLanguages(2000),
    used_for: Type.Array(Type.Enum(TEMPLATE_USES), { minItems: 1, maxItems: 3, uniqueItems: true }),
  },
  { title: 'MessageTemplateBody' },
);

export const TemplateView = record(
  {
    id: Id,
    ...TemplateBody.properties,
    placeholders: Type.Array(Type.Enum(PLACEHOLDERS)),
    updated_at: InstantText,
    updated_by: Type.Union([Id, Type.Null()]),
  },
  { title: 'MessageTemplate' },
);

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** The names in braces that a text uses, each once. */
export function placeholdersIn(words: string): string[] {
  return [...new Set([...words.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''))];
}

/** Whether the claim can fill a placeholder in. */
export function isPlaceholder(name: string): name is (typeof PLACEHOLDERS)[number] {
  return (PLACEHOLDERS as readonly string[]).includes(name);
}
