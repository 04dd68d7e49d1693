import { Type } from 'typebox';
import { record } from '../../contract/primitive.ts';
import { transaction } from '../../store/database.ts';
import type { Answer } from '../../store/idempotency.ts';
import { beginSsoVisit, endSsoVisit } from '../../store/sso-visit.ts';
import { digestOf } from '../authentication.ts';
import type { RouteDeps } from '../deps.ts';
import { readCookie, setCookie } from '../identity/browser.ts';
import { beginSession } from '../identity/sign-in.ts';
import type { Sso, SsoPerson } from '../identity/sso.ts';
import { admit } from '../identity/sso-admission.ts';
import { problem } from '../problem.ts';
import { type Call, type Reply, type Route, route } from '../route.ts';

const COOKIE = 'gongdao-sso';
const VISIT_SECONDS = 600;
const START = '/sign-in';

const text = Type.Optional(Type.String({ maxLength: 4000 }));
/** What providers send back; only `code`, `state` and `iss` are looked at. */
const RETURNED = record({
  code: text,
  state: text,
  iss: text,
  error: text,
  error_description: text,
  error_uri: text,
  session_state: text,
  scope: text,
  authuser: text,
  hd: text,
  prompt: text,
});

function redirect(status: number, location: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, body: '', headers: { ...headers, location } };
}

/** Back to where staff come in, which says what became of it. */
function failed(why: 'failed' | 'expired' | 'not_admitted'): Answer {
  return redirect(303, `${START}?problem=${why}`);
}

function callbackOf({ settings }: RouteDeps, origin: string): string {
  return `${settings.publicUrl ?? origin}/sso/callback`;
}

async function leave(sso: Sso, { browser, origin }: Call, deps: RouteDeps): Promise<Reply> {
  const left = await sso.leave(callbackOf(deps, origin)).catch((error: unknown) => {
    deps.log.warn({ err: error }, 'the identity provider cannot be reached');
    return null;
  });
  if (!left) return failed('failed');
  const token = deps.random(32).toString('base64url');
  await beginSsoVisit(deps.store.pool, digestOf(token), left.visit);
  // Coming back is a step from another site, on which a strict cookie would not be sent.
  const cookie = setCookie(browser, { name: COOKIE, value: token, maxAge: VISIT_SECONDS, sameSite: 'lax' });
  return redirect(302, left.url, { 'set-cookie': cookie });
}

async function arrive(sso: Sso, call: Call, deps: RouteDeps): Promise<Reply> {
  const { pool } = deps.store;
  const token = readCookie(call.browser, COOKIE);
  const visit = token === undefined ? null : await endSsoVisit(pool, digestOf(token));
  if (!visit) return failed('expired');
  const current = new URL(callbackOf(deps, call.origin));
  current.search = new URL(call.url, current).search;
  const person: SsoPerson | null = await sso.arrive(current, visit).catch((error: unknown) => {
    deps.log.warn({ err: error }, 'single sign-on was refused');
    return null;
  });
  if (!person) return failed('failed');
  const account = await transaction(pool, (tx) => admit(tx, { person, settings: sso.settings, deps }));
  if (!account) return failed('not_admitted');
  const begun = await beginSession(pool, deps, { staffId: account.id, method: 'sso', browser: call.browser });
  return redirect(303, START, begun.headers);
}

export const SSO_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/sso/start',
    name: 'startSingleSignOn',
    summary: 'Sends the browser of somebody of the staff to the identity provider',
    tag: 'sign-in',
    access: 'public',
    schema: { response: { 302: Type.Null() } },
    handler: async (call, deps) => (deps.sso ? leave(deps.sso, call as unknown as Call, deps) : problem('NOT_FOUND')),
  }),
  route({
    method: 'GET',
    url: '/sso/callback',
    name: 'finishSingleSignOn',
    summary: 'Where the identity provider sends the browser back to',
    tag: 'sign-in',
    access: 'public',
    schema: { querystring: RETURNED, response: { 303: Type.Null() } },
    handler: async (call, deps) => (deps.sso ? arrive(deps.sso, call as unknown as Call, deps) : problem('NOT_FOUND')),
  }),
];
