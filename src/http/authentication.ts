import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { SCOPES, type Scope } from '../contract/api-key.ts';
import { findApiKeys } from '../store/api-key.ts';
import { findPortalSessions, type SessionActor } from '../store/portal-session.ts';
import { readActAs } from './act-as.ts';
import { HttpProblem, invalidHeader, problem } from './problem.ts';
import type { Caller, CallerActor, CallerRole } from './route.ts';
import { sealingKeyOf } from './seal.ts';
import { createSharedLookup } from './shared-lookup.ts';

export interface KnownKey {
  readonly id: string;
  readonly scopes: readonly Scope[];
  /** Whose it is, where it is one user's already: a portal token. */
  readonly actor?: CallerActor;
}

export type KeyLookup = (secret: string) => Promise<KnownKey | null>;

/** What the token of a portal session begins with. */
export const PORTAL_PREFIX = 'pt_';

/** How a secret is stored and looked up. Secrets are 256 random bits, so a plain hash cannot be reversed by guessing. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Remembers no key: a revoked one fails on the next request, on every node. */
export function createKeyLookup(pool: Pool): KeyLookup {
  const findKey = createSharedLookup((digests) => findKeys(pool, digests));
  const findToken = createSharedLookup((digests) => findTokens(pool, digests));
  return (secret) => {
    const find = secret.startsWith(PORTAL_PREFIX) ? findToken : findKey;
    return find(digestOf(secret).toString('base64'));
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

const BEARER = /^Bearer +([\x21-\x7e]{1,256}) *$/i;

/** Who sends this request. Throws the problem when there is no valid key, or the key may not act so. */
export async function authenticate(
  headers: { readonly authorization?: string | undefined; readonly 'act-as'?: string | string[] | undefined },
  lookUp: KeyLookup,
): Promise<Caller> {
  const secret = BEARER.exec(headers.authorization ?? '')?.[1];
  const key = secret === undefined ? null : await lookUp(secret);
  if (secret === undefined || !key)
    throw new HttpProblem(problem('UNAUTHENTICATED', { headers: { 'www-authenticate': 'Bearer' } }));
  const actAs = headers['act-as'];
  // A token is one user and nobody else, not even themselves once more.
  if (key.actor && actAs !== undefined) throw new HttpProblem(problem('FORBIDDEN'));
  const actor = key.actor ?? readActAs(actAs === undefined ? undefined : String(actAs));
  if (!actor) throw new HttpProblem(invalidHeader('Act-As'));
  if (isStaff(actor.role) && !key.scopes.includes('staff')) throw new HttpProblem(problem('FORBIDDEN'));
  return { actor, keyId: key.id, scopes: key.scopes, sealingKey: () => sealingKeyOf(secret) };
}

function isStaff(role: CallerRole): boolean {
  return role === 'mediator' || role === 'supervisor' || role === 'operator';
}
