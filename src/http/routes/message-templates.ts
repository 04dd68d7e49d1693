import { type Static, Type } from 'typebox';
import { isPlaceholder, PLACEHOLDERS, placeholdersIn, TemplateBody, TemplateView } from '../../contract/desk.ts';
import { formatInstant } from '../../contract/instant.ts';
import { Id, listOf, record } from '../../contract/primitive.ts';
import { recordAudit } from '../../store/audit.ts';
import { transaction } from '../../store/database.ts';
import {
  addMessageTemplate,
  changeMessageTemplate,
  type MessageTemplate,
  messageTemplates,
  removeMessageTemplate,
} from '../../store/message-template.ts';
import { answer, noContent } from '../answer.ts';
import { auditedBy } from '../audited.ts';
import type { FieldError } from '../check.ts';
import { withIdempotency } from '../idempotency.ts';
import { type Problem, problem } from '../problem.ts';
import { type Access, type Caller, type Route, route } from '../route.ts';

const readers = {
  scopes: ['staff'],
  sees: { mediator: 'all', supervisor: 'all', operator: 'all' },
} as const satisfies Access;
const writers = { scopes: ['staff'], sees: { supervisor: 'all' } } as const satisfies Access;
const params = record({ id: Id });

type Body = Static<typeof TemplateBody>;

function templateView({ usedFor, updatedAt, updatedBy, ...rest }: MessageTemplate): Static<typeof TemplateView> {
  const used = Object.values(rest.words).flatMap(placeholdersIn);
  return {
    ...rest,
    used_for: usedFor as Body['used_for'],
    placeholders: PLACEHOLDERS.filter((name) => used.includes(name)),
    updated_at: formatInstant(updatedAt),
    updated_by: updatedBy,
  };
}

/** A placeholder that no claim can fill in would be sent to people as it stands. */
function problemIn({ words }: Body): Problem | null {
  const errors = Object.entries(words).flatMap(([language, said]): FieldError[] => {
    const unknown = placeholdersIn(said).filter((name) => !isPlaceholder(name));
    if (unknown.length === 0) return [];
    const names = unknown.map((name) => `{${name}}`.slice(0, 40)).join(' ');
    return [{ pointer: `/words/${language}`, code: 'unknown_placeholder', params: { names } }];
  });
  return errors.length > 0 ? problem('TEMPLATE_INVALID', { errors }) : null;
}

function contentOf(id: string, { names, words, used_for: usedFor }: Body, { actor }: Caller) {
  return { id, names, words, usedFor, updatedBy: 'id' in actor ? actor.id : '' };
}

export const MESSAGE_TEMPLATE_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/message-templates',
    name: 'listMessageTemplates',
    summary: 'What staff say again and again, in every language',
    tag: 'staff',
    access: readers,
    schema: { response: { 200: listOf(TemplateView) } },
    handler: async (_call, { store }) =>
      answer(200, { data: (await messageTemplates(store.pool)).map(templateView), next_cursor: null }),
  }),
  route({
    method: 'POST',
    idempotency: 'stored',
    url: '/v1/message-templates',
    name: 'addMessageTemplate',
    summary: 'Adds a template for all staff',
    tag: 'staff',
    access: writers,
    schema: { body: TemplateBody, response: { 201: TemplateView } },
    handler: async ({ body, caller, idempotency }, { store, newId }) => {
      const wrong = problemIn(body);
      if (wrong) return wrong;
      return withIdempotency(store.pool, idempotency, async (tx) => {
        const added = await addMessageTemplate(tx, contentOf(newId('tpl'), body, caller));
        if (!added) return problem('TOO_MANY_SAVED');
        await recordAudit(tx, store, { ...auditedBy(caller), action: 'message_template.added', subject: added.id });
        return answer(201, templateView(added));
      });
    },
  }),
  route({
    method: 'PUT',
    url: '/v1/message-templates/:id',
    name: 'changeMessageTemplate',
    summary: 'Changes a template for all staff',
    tag: 'staff',
    access: writers,
    schema: { params, body: TemplateBody, response: { 200: TemplateView } },
    handler: async ({ params: { id }, body, caller }, { store }) => {
      const wrong = problemIn(body);
      if (wrong) return wrong;
      return transaction(store.pool, async (tx) => {
        const changed = await changeMessageTemplate(tx, contentOf(id, body, caller));
        if (!changed) return problem('NOT_FOUND');
        await recordAudit(tx, store, { ...auditedBy(caller), action: 'message_template.changed', subject: id });
        return answer(200, templateView(changed));
      });
    },
  }),
  route({
    method: 'DELETE',
    url: '/v1/message-templates/:id',
    name: 'removeMessageTemplate',
    summary: 'Removes a template; what was said with it stays said',
    tag: 'staff',
    access: writers,
    schema: { params, response: { 204: Type.Null() } },
    handler: async ({ params: { id }, caller }, { store }) =>
      transaction(store.pool, async (tx) => {
        if (!(await removeMessageTemplate(tx, id))) return problem('NOT_FOUND');
        await recordAudit(tx, store, { ...auditedBy(caller), action: 'message_template.removed', subject: id });
        return noContent();
      }),
  }),
];
