import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { SCOPES, type Scope } from '../contract/api-key.ts';
import { STAFF_ROLES } from '../contract/staff.ts';
import type { StaffRole } from '../domain/claim.ts';
import { findApiKeys } from '../store/api-key.ts';
import { findPortalSessions, type SessionActor } from '../store/portal-session.ts';
import { findStaffSessions, type StaffSession } from '../store/staff-session.ts';
import { readActAs } from './act-as.ts';
import { type Browser, readCookie } from './identity/browser.ts';
import { HttpProblem, invalidHeader, problem } from './problem.ts';
import type { Caller, CallerActor, CallerRole } from './route.ts';
import { sealingKeyOf } from './seal.ts';
import type { HttpSettings } from './settings.ts';
import { createSharedLookup } from './shared-lookup.ts';

export interface KnownKey {
  readonly id: string;
  readonly scopes: readonly Scope[];
  /** Whose it is, where it is one user's already: a portal token. */
  readonly actor?: CallerActor;
}

/** How those who ask are found by what they carry: a key or token, or the cookie of a staff session. */
export interface Lookups {
  readonly key: (secret: string) => Promise<KnownKey | null>;
  readonly session: (token: string) => Promise<StaffSession | null>;
}

/** What the cookie of a staff session is called. */
export const SESSION_COOKIE = 'gongdao-session';

/** What the token of a portal session begins with. */
export const PORTAL_PREFIX = 'pt_';

/** How a secret is stored and looked up. Secrets are 256 random bits, so a plain hash cannot be reversed by guessing. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Remembers none: what was revoked fails on the next request, on every node. */
export function createLookups(pool: Pool, { staffIdleSeconds }: Pick<HttpSettings, 'staffIdleSeconds'>): Lookups {
  const findKey = createSharedLookup((digests) => findKeys(pool, digests));
  const findToken = createSharedLookup((digests) => findTokens(pool, digests));
  const findSession = createSharedLookup((digests) => findSessions(pool, digests, staffIdleSeconds));
  return {
    key: (secret) => {
      const find = secret.startsWith(PORTAL_PREFIX) ? findToken : findKey;
      return find(digestOf(secret).toString('base64'));
    },
    session: (token) => findSession(digestOf(token).toString('base64')),
  };
}

const bytesOf = (digests: readonly string[]) => digests.map((digest) => Buffer.from(digest, 'base64'));

async function findKeys(pool: Pool, digests: readonly string[]): Promise<Map<string, KnownKey>> {
  const rows = await findApiKeys(pool, bytesOf(digests));
  const known = ({ id, scopes }: (typeof rows)[number]) => ({
    id,
    scopes: SCOPES.filter((scope) => scopes.includes(scope)),
  });
  return new Map(rows.map((row) => [row.digest.toString('base64'), known(row)]));
}

/** What a user's browser may do: what is theirs, and for staff what their work needs. */
const SCOPES_OF: Record<SessionActor['role'], readonly Scope[]> = {
  buyer: ['orders', 'claims'],
  seller: ['orders', 'claims'],
  mediator: ['orders', 'claims', 'staff'],
  supervisor: ['orders', 'claims', 'staff'],
  operator: ['orders', 'claims', 'staff', 'config'],
};

async function findTokens(pool: Pool, digests: readonly string[]): Promise<Map<string, KnownKey>> {
  const rows = await findPortalSessions(pool, bytesOf(digests));
  return new Map(
    rows.map(({ digest, id, actor }) => [digest.toString('base64'), { id, actor, scopes: SCOPES_OF[actor.role] }]),
  );
}

async function findSessions(pool: Pool, digests: readonly string[], idleSeconds: number) {
  const sessions = await findStaffSessions(pool, bytesOf(digests), idleSeconds);
  return new Map(sessions.map((session) => [session.digest.toString('base64'), session]));
}

const BEARER = /^Bearer +([\x21-\x7e]{1,256}) *$/i;

interface Sent {
  readonly headers: {
    readonly authorization?: string | undefined;
    readonly 'act-as'?: string | string[] | undefined;
  };
  readonly browser: Browser;
}

const unauthenticated = () =>
  new HttpProblem(problem('UNAUTHENTICATED', { headers: { 'www-authenticate': 'Bearer' } }));

/** Who sends this request. Throws the problem when there is no valid key or session, or it may not act so. */
export async function authenticate({ headers, browser }: Sent, lookups: Lookups): Promise<Caller> {
  const given = headers['act-as'];
  const actAs = given === undefined ? undefined : String(given);
  const cookie = readCookie(browser, SESSION_COOKIE);
  if (headers.authorization === undefined && cookie !== undefined) {
    if (browser.isForeign) throw new HttpProblem(problem('CROSS_SITE'));
    const session = await lookups.session(cookie);
    if (!session) throw unauthenticated();
    return callerOfSession(session, actAs, cookie);
  }
  const secret = BEARER.exec(headers.authorization ?? '')?.[1];
  const key = secret === undefined ? null : await lookups.key(secret);
  if (secret === undefined || !key) throw unauthenticated();
  return callerOfKey(key, actAs, secret);
}

function callerOfKey(key: KnownKey, actAs: string | undefined, secret: string): Caller {
  // A token is one user and nobody else, not even themselves once more.
  if (key.actor && actAs !== undefined) throw new HttpProblem(problem('FORBIDDEN'));
  const actor = key.actor ?? readActAs(actAs);
  if (!actor) throw new HttpProblem(invalidHeader('Act-As'));
  if (isStaff(actor.role) && !key.scopes.includes('staff')) throw new HttpProblem(problem('FORBIDDEN'));
  return {
    actor,
    keyId: key.id,
    scopes: key.scopes,
    isBrowser: key.actor !== undefined,
    isPortal: key.actor !== undefined,
    sealingKey: () => sealingKeyOf(secret),
  };
}

/** Somebody may have several hats and wears one at a time; under each they are the same person (R52). */
function callerOfSession({ id, staffId, roles }: StaffSession, actAs: string | undefined, token: string): Caller {
  const role = actAs === undefined ? firstOf(roles) : roles.find((own) => own === actAs);
  if (role === undefined) throw new HttpProblem(problem('FORBIDDEN'));
  return {
    actor: { role, id: staffId },
    keyId: id,
    scopes: SCOPES_OF[role],
    isBrowser: true,
    sealingKey: () => sealingKeyOf(token),
    session: { id, staffId, roles },
  };
}

function firstOf(roles: readonly StaffRole[]): StaffRole | undefined {
  return STAFF_ROLES.find((role) => roles.includes(role));
}

function isStaff(role: CallerRole): boolean {
  return role === 'mediator' || role === 'supervisor' || role === 'operator';
}
