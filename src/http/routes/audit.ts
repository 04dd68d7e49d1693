import { Type } from 'typebox';
import { AuditEntryView } from '../../contract/audit.ts';
import { formatInstant } from '../../contract/instant.ts';
import { Id, InstantText, listOf, record } from '../../contract/primitive.ts';
import { AUDIT_ACTIONS } from '../../domain/audit.ts';
import { type AuditEntry, listAudit } from '../../store/audit.ts';
import { listAnswer, PAGE_QUERY, pageOf } from '../page.ts';
import { type Route, route } from '../route.ts';

const AuditQuery = record({
  ...PAGE_QUERY,
  action: Type.Optional(Type.Enum(AUDIT_ACTIONS)),
  actor_id: Type.Optional(Id),
  subject: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  from: Type.Optional(InstantText),
  until: Type.Optional(InstantText),
});

function toWire({ id, at, role, actorId, credential, action, subject, details }: AuditEntry) {
  const actor = { role, id: actorId };
  return { id: String(id), at: formatInstant(at), actor, credential, action, subject, details };
}

const instantOf = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));

export const AUDIT_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/audit-log',
    name: 'listAuditLog',
    summary: 'Who changed what in configuration and administration, the newest first',
    tag: 'audit',
    access: { scopes: ['config'], sees: { marketplace: 'all', operator: 'all' } },
    schema: { querystring: AuditQuery, response: { 200: listOf(AuditEntryView) } },
    handler: async ({ query }, { store }) => {
      const page = pageOf(query, ([at, id]) =>
        typeof at === 'number' && typeof id === 'number' && id > 0 ? { at, id } : null,
      );
      const entries = await listAudit(store.pool, {
        action: query.action,
        actorId: query.actor_id,
        subject: query.subject,
        from: instantOf(query.from),
        until: instantOf(query.until),
        limit: page.limit + 1,
        after: page.after,
      });
      return listAnswer(entries, page, { toWire, cursorOf: ({ at, id }) => [at, id] });
    },
  }),
];
