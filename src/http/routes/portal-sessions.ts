import { type Static, Type } from 'typebox';
import { formatInstant } from '../../contract/instant.ts';
import {
  actorOfSession,
  CreatedPortalSession,
  DEFAULT_EXPIRES_IN,
  NewPortalSession,
  OwnPortalSession,
  PortalSessionList,
} from '../../contract/portal-session.ts';
import { Id, record } from '../../contract/primitive.ts';
import type { Queryable } from '../../store/database.ts';
import type { Answer } from '../../store/idempotency.ts';
import {
  createPortalSession,
  findPortalSession,
  type ListedPortalSession,
  listPortalSessions,
  revokePortalSession,
  type SessionActor,
} from '../../store/portal-session.ts';
import { answer, noContent } from '../answer.ts';
import { digestOf, PORTAL_PREFIX } from '../authentication.ts';
import type { HttpDeps } from '../deps.ts';
import { withIdempotency } from '../idempotency.ts';
import { listAnswer, PAGE_QUERY, pageOf } from '../page.ts';
import { problem } from '../problem.ts';
import { type Access, type Caller, type Route, route } from '../route.ts';
import { seal, unseal } from '../seal.ts';

const access = { scopes: ['claims'], sees: { marketplace: 'all' } } as const satisfies Access;

type Created = Static<typeof CreatedPortalSession>;

export function newToken(random: (bytes: number) => Buffer): string {
  return `${PORTAL_PREFIX}${random(32).toString('base64url')}`;
}

/** Where the pages let this user in. What follows `#` stays in the browser: no server and no log sees the token. */
export function addressOf(origin: string, actor: SessionActor, token: string): string {
  const shop = actor.role === 'seller' ? { shop_id: actor.shopId } : {};
  const fields = new URLSearchParams({ token, role: actor.role, id: actor.id, ...shop });
  return `${origin}/#${fields.toString()}`;
}

/** The answer as it is kept for the idempotency key: the token is not stored in the clear, not even for a day. */
async function create(
  tx: Queryable,
  { body, caller }: { body: Static<typeof NewPortalSession>; caller: Caller },
  { newId, random }: HttpDeps,
): Promise<Answer> {
  const token = newToken(random);
  const id = newId('ps');
  const expiresAt = await createPortalSession(tx, {
    id,
    digest: digestOf(token),
    actor: actorOfSession(body),
    createdBy: caller.keyId,
    returnUrl: body.return_url ?? null,
    seconds: body.expires_in ?? DEFAULT_EXPIRES_IN,
  });
  return answer(201, {
    id,
    token: seal(token, caller.sealingKey(), random),
    expires_at: formatInstant(expiresAt),
  });
}

interface Revealing {
  readonly caller: Caller;
  readonly body: Static<typeof NewPortalSession>;
  readonly origin: string;
}

function reveal({ status, body, headers }: Answer, { caller, body: asked, origin }: Revealing): Answer {
  const kept = JSON.parse(body) as Omit<Created, 'url'>;
  const token = unseal(kept.token, caller.sealingKey());
  const created: Created = { ...kept, url: addressOf(origin, actorOfSession(asked), token), token };
  return answer(status, created, headers);
}

/**
 * Whether an address is one of those allowed, or below one that ends with a slash. Read as browsers do, and nothing in it
 * that others read otherwise.
 */
function isAllowed(url: string, allowed: readonly string[]): boolean {
  const { href, username, password } = new URL(url);
  if (username !== '' || password !== '' || url.includes('\\')) return false;
  return allowed.some((one) => href === one || (one.endsWith('/') && href.startsWith(one)));
}

function toWire({ id, actor, returnUrl, createdAt, expiresAt }: ListedPortalSession) {
  return {
    id,
    role: actor.role,
    subject: actor.role === 'seller' ? actor.shopId : actor.id,
    user: actor.id,
    return_url: returnUrl,
    created_at: formatInstant(createdAt),
    expires_at: formatInstant(expiresAt),
  };
}

const own = { scopes: ['claims'], by: 'portal', sees: { buyer: 'self', seller: 'self' } } as const satisfies Access;

const READING: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/portal-sessions',
    name: 'listPortalSessions',
    summary: 'The sessions that stand, newest first, without their tokens',
    tag: 'portal',
    access,
    schema: {
      querystring: record({ ...PAGE_QUERY, subject: Type.Optional(Id) }),
      response: { 200: PortalSessionList },
    },
    handler: async ({ query }, { store }) => {
      const page = pageOf(query, ([createdAt, id]) =>
        typeof createdAt === 'number' && typeof id === 'string' ? { createdAt, id } : null,
      );
      const asked = { subject: query.subject, limit: page.limit + 1, after: page.after };
      const rows = await listPortalSessions(store.pool, asked);
      return listAnswer(rows, page, { toWire, cursorOf: ({ createdAt, id }) => [createdAt, id] });
    },
  }),
  route({
    method: 'GET',
    url: '/v1/portal-session',
    name: 'getOwnPortalSession',
    summary: 'Where the pages lead their user back to, and until when they may stay',
    tag: 'portal',
    access: own,
    schema: { response: { 200: OwnPortalSession } },
    handler: async ({ caller }, { store }) => {
      const session = await findPortalSession(store.pool, caller.keyId);
      if (!session) return problem('UNAUTHENTICATED');
      return answer(200, { return_url: session.returnUrl, expires_at: formatInstant(session.expiresAt) });
    },
  }),
];

export const PORTAL_SESSION_ROUTES: readonly Route[] = [
  ...READING,
  route({
    method: 'POST',
    idempotency: 'stored',
    url: '/v1/portal-sessions',
    name: 'createPortalSession',
    summary: 'Lets one buyer or seller into the pages; the token is in this answer and nowhere else',
    tag: 'portal',
    access,
    schema: { body: NewPortalSession, response: { 201: CreatedPortalSession } },
    handler: async (call, deps) => {
      const { return_url } = call.body;
      if (return_url !== undefined && !isAllowed(return_url, deps.settings.returnUrls)) {
        return problem('RETURN_URL_NOT_ALLOWED', { errors: [{ pointer: '/return_url', code: 'invalid' }] });
      }
      const reply = await withIdempotency(deps.store.pool, call.idempotency, (tx) => create(tx, call, deps));
      const origin = deps.settings.publicUrl ?? call.origin;
      return 'code' in reply ? reply : reveal(reply, { ...call, origin });
    },
  }),
  route({
    method: 'DELETE',
    url: '/v1/portal-sessions/:id',
    name: 'revokePortalSession',
    summary: 'Ends a session; the next request with its token is refused',
    tag: 'portal',
    access,
    schema: { params: record({ id: Id }), response: { 204: Type.Null() } },
    handler: async (call, deps) =>
      (await revokePortalSession(deps.store.pool, call.params.id)) ? noContent() : problem('NOT_FOUND'),
  }),
];
