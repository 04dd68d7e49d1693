import { type Static, Type } from 'typebox';
import { ApiKeyList, CreatedApiKey, NewApiKey } from '../../contract/api-key.ts';
import { formatInstant } from '../../contract/instant.ts';
import { Id, record } from '../../contract/primitive.ts';
import { type ApiKey as ApiKeyRow, createApiKey, listApiKeys, revokeApiKey } from '../../store/api-key.ts';
import { recordAudit } from '../../store/audit.ts';
import { type Queryable, transaction } from '../../store/database.ts';
import type { Answer } from '../../store/idempotency.ts';
import { answer, noContent } from '../answer.ts';
import { auditedBy } from '../audited.ts';
import { digestOf } from '../authentication.ts';
import { newSecret } from '../bootstrap-key.ts';
import type { HttpDeps } from '../deps.ts';
import { withIdempotency } from '../idempotency.ts';
import { listAnswer, PAGE_QUERY, pageOf } from '../page.ts';
import { problem } from '../problem.ts';
import { type Access, type Caller, type Route, route } from '../route.ts';
import { seal, unseal } from '../seal.ts';

/** An operator's session manages keys as the marketplace itself does; neither gives a key what it has not got. */
const access = { scopes: ['config'], sees: { marketplace: 'all', operator: 'all' } } as const satisfies Access;

function toWire({ id, name, scopes, createdAt, lastUsedAt }: ApiKeyRow) {
  const last_used_at = lastUsedAt === null ? null : formatInstant(lastUsedAt);
  return { id, name, scopes, created_at: formatInstant(createdAt), last_used_at };
}

/** The answer as it is kept for the idempotency key: secrets are not stored in the clear, not even for a day. */
async function create(
  tx: Queryable,
  { body, caller }: { body: Static<typeof NewApiKey>; caller: Caller },
  { newId, random, store }: HttpDeps,
): Promise<Answer> {
  const secret = newSecret(random);
  const row = await createApiKey(tx, { ...body, id: newId('key'), digest: digestOf(secret) });
  const details = { name: row.name, scopes: row.scopes };
  await recordAudit(tx, store, { ...auditedBy(caller), action: 'api_key.created', subject: row.id, details });
  return answer(201, { ...toWire(row), secret: seal(secret, caller.sealingKey(), random) });
}

function reveal({ status, body, headers }: Answer, caller: Caller): Answer {
  const kept = JSON.parse(body) as Static<typeof CreatedApiKey>;
  return answer(status, { ...kept, secret: unseal(kept.secret, caller.sealingKey()) }, headers);
}

/** A key is exchanged by making a new one, moving to it, and deleting the old one: both work in between. */
export const API_KEY_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/api-keys',
    name: 'listApiKeys',
    summary: 'The keys that work, newest first, without their secrets',
    tag: 'keys',
    access,
    schema: { querystring: record({ ...PAGE_QUERY }), response: { 200: ApiKeyList } },
    handler: async (call, deps) => {
      const page = pageOf(call.query, ([createdAt, id]) =>
        typeof createdAt === 'number' && typeof id === 'string' ? { createdAt, id } : null,
      );
      const rows = await listApiKeys(deps.store.pool, { limit: page.limit + 1, after: page.after });
      return listAnswer(rows, page, { toWire, cursorOf: ({ createdAt, id }) => [createdAt, id] });
    },
  }),
  route({
    method: 'POST',
    idempotency: 'stored',
    url: '/v1/api-keys',
    name: 'createApiKey',
    summary: 'A new key; its secret is in this answer and nowhere else',
    tag: 'keys',
    access,
    schema: { body: NewApiKey, response: { 201: CreatedApiKey } },
    handler: async (call, deps) => {
      // A key cannot give what it does not have, or `config` alone would open everything.
      if (!call.body.scopes.every((scope) => call.caller.scopes.includes(scope))) return problem('FORBIDDEN');
      const reply = await withIdempotency(deps.store.pool, call.idempotency, (tx) => create(tx, call, deps));
      return 'code' in reply ? reply : reveal(reply, call.caller);
    },
  }),
  route({
    method: 'DELETE',
    url: '/v1/api-keys/:id',
    name: 'revokeApiKey',
    summary: 'Ends a key; its next request is refused',
    tag: 'keys',
    access,
    schema: { params: record({ id: Id }), response: { 204: Type.Null() } },
    handler: async ({ params: { id }, caller }, { store }) =>
      transaction(store.pool, async (tx) => {
        const revoked = await revokeApiKey(tx, id);
        if (!revoked) return problem('NOT_FOUND');
        const details = { name: revoked.name };
        await recordAudit(tx, store, { ...auditedBy(caller), action: 'api_key.revoked', subject: id, details });
        return noContent();
      }),
  }),
];
