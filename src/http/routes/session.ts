import { Type } from 'typebox';
import { formatInstant } from '../../contract/instant.ts';
import { Id, record } from '../../contract/primitive.ts';
import { SessionList, type SessionListWire, SessionView, SignIn } from '../../contract/session.ts';
import { STAFF_ROLES } from '../../contract/staff.ts';
import type { StaffRole } from '../../domain/claim.ts';
import { countRecoveryCodes } from '../../store/second-factor.ts';
import { findCredentials } from '../../store/staff-account.ts';
import { listStaffSessions, revokeStaffSession, revokeStaffSessions } from '../../store/staff-session.ts';
import { answer, noContent } from '../answer.ts';
import type { HttpDeps } from '../deps.ts';
import { OWN, sessionOf } from '../identity/own.ts';
import { beginSession, checkSignIn, forgetCookie } from '../identity/sign-in.ts';
import { sessionView } from '../identity/staff-view.ts';
import { problem } from '../problem.ts';
import { type Caller, type Reply, type Route, route } from '../route.ts';

interface Shown {
  readonly staffId: string;
  readonly role: StaffRole | undefined;
  readonly sessionId: string;
}

async function show({ store }: HttpDeps, { staffId, role, sessionId }: Shown): Promise<object | null> {
  const account = await findCredentials(store.pool, staffId);
  const hat = role ?? STAFF_ROLES.find((one) => account?.roles.includes(one));
  if (!account || hat === undefined) return null;
  return sessionView({ account, role: hat, recoveryCodes: await countRecoveryCodes(store.pool, staffId), sessionId });
}

async function showOwn(caller: Caller, deps: HttpDeps): Promise<Reply> {
  const { id, staffId } = sessionOf(caller);
  const role = caller.actor.role as StaffRole;
  const shown = await show(deps, { staffId, role, sessionId: id });
  return shown ? answer(200, shown) : problem('UNAUTHENTICATED');
}

async function listOwn(caller: Caller, { store, settings }: HttpDeps): Promise<Reply> {
  const { id, staffId } = sessionOf(caller);
  const sessions = await listStaffSessions(store.pool, staffId, settings.staffIdleSeconds);
  const body: SessionListWire = {
    data: sessions.map((session) => ({
      id: session.id,
      current: session.id === id,
      method: session.method,
      browser: session.userAgent,
      created_at: formatInstant(session.createdAt),
      last_seen_at: formatInstant(session.lastSeenAt),
      expires_at: formatInstant(session.expiresAt),
    })),
  };
  return answer(200, body);
}

const SIGNED_IN: readonly Route[] = [
  route({
    method: 'POST',
    idempotency: 'none',
    url: '/v1/session',
    name: 'signIn',
    summary: 'Signs somebody of the staff in; the session travels in a cookie',
    tag: 'sign-in',
    access: 'public',
    schema: { body: SignIn, response: { 201: SessionView } },
    handler: async ({ body, browser }, deps) => {
      if (browser.isForeign) return problem('CROSS_SITE');
      const checked = await checkSignIn(deps, body, browser);
      if ('code' in checked) return checked;
      const { account, method } = checked;
      const begun = await beginSession(deps.store.pool, deps, { staffId: account.id, method, browser });
      const shown = await show(deps, { staffId: account.id, role: undefined, sessionId: begun.id });
      return shown ? answer(201, shown, begun.headers) : problem('SIGN_IN_FAILED');
    },
  }),
  route({
    method: 'GET',
    url: '/v1/session',
    name: 'getSession',
    summary: 'Who is signed in',
    tag: 'sign-in',
    access: OWN,
    schema: { response: { 200: SessionView } },
    handler: ({ caller }, deps) => showOwn(caller, deps),
  }),
  route({
    method: 'DELETE',
    url: '/v1/session',
    name: 'signOut',
    summary: 'Ends this session; its next request is refused',
    tag: 'sign-in',
    access: OWN,
    schema: { response: { 204: Type.Null() } },
    handler: async ({ caller, browser }, { store }) => {
      const { id, staffId } = sessionOf(caller);
      await revokeStaffSession(store.pool, staffId, id);
      return { ...noContent(), headers: forgetCookie(browser) };
    },
  }),
];

const SESSIONS: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/account/sessions',
    name: 'listOwnSessions',
    summary: 'Where else one is signed in',
    tag: 'sign-in',
    access: OWN,
    schema: { response: { 200: SessionList } },
    handler: ({ caller }, deps) => listOwn(caller, deps),
  }),
  route({
    method: 'DELETE',
    url: '/v1/account/sessions',
    name: 'signOutEverywhere',
    summary: 'Ends all of one’s sessions, this one too',
    tag: 'sign-in',
    access: OWN,
    schema: { response: { 204: Type.Null() } },
    handler: async ({ caller, browser }, { store }) => {
      await revokeStaffSessions(store.pool, sessionOf(caller).staffId, null);
      return { ...noContent(), headers: forgetCookie(browser) };
    },
  }),
  route({
    method: 'DELETE',
    url: '/v1/account/sessions/:id',
    name: 'revokeOwnSession',
    summary: 'Ends one of one’s sessions; its next request is refused',
    tag: 'sign-in',
    access: OWN,
    schema: { params: record({ id: Id }), response: { 204: Type.Null() } },
    handler: async ({ caller, params }, { store }) => {
      const revoked = await revokeStaffSession(store.pool, sessionOf(caller).staffId, params.id);
      return revoked ? noContent() : problem('NOT_FOUND');
    },
  }),
];

export const SESSION_ROUTES: readonly Route[] = [...SIGNED_IN, ...SESSIONS];
