import { DatabaseError, type Pool } from 'pg';
import { SCOPES } from '../contract/api-key.ts';
import { createApiKey, findApiKeys, hasApiKeys } from '../store/api-key.ts';
import { digestOf, PORTAL_PREFIX } from './authentication.ts';

const UNIQUE_VIOLATION = '23505';
const PRINTABLE = /^[\x21-\x7e]{1,256}$/;

export function newSecret(random: (bytes: number) => Buffer): string {
  return `sk_${random(32).toString('base64url')}`;
}

export interface BootstrapKey {
  readonly id: string | null;
  /** What to show once, null when nothing was made; it is never logged. */
  readonly secret: string | null;
}

interface Parts {
  readonly given?: string | undefined;
  readonly newId: (prefix: string) => string;
  readonly random: (bytes: number) => Buffer;
}

const NOTHING_MADE: BootstrapKey = { id: null, secret: null };

/**
 * Sees to it that somebody can sign in: the given key works (with all scopes), or, where no key has ever been made and
 * none is given, one is made up. A given key that was revoked stays revoked.
 */
export async function ensureBootstrapKey(pool: Pool, parts: Parts): Promise<BootstrapKey> {
  const { given, random } = parts;
  if (given === undefined) return (await hasApiKeys(pool)) ? NOTHING_MADE : make(pool, newSecret(random), parts);
  if (!PRINTABLE.test(given)) throw new Error('BOOTSTRAP_API_KEY must be 1 to 256 printable ASCII characters');
  if (given.startsWith(PORTAL_PREFIX))
    throw new Error(`BOOTSTRAP_API_KEY must not begin like a token: ${PORTAL_PREFIX}`);
  const [known] = await findApiKeys(pool, [digestOf(given)]);
  return known ? { id: known.id, secret: null } : make(pool, given, parts);
}

async function make(pool: Pool, secret: string, { newId }: Parts): Promise<BootstrapKey> {
  const key = { id: newId('key'), name: 'bootstrap', scopes: [...SCOPES], digest: digestOf(secret) };
  try {
    return { id: (await createApiKey(pool, key)).id, secret };
  } catch (error) {
    // It is there and revoked, or another process that starts at the same time has just made it.
    if (error instanceof DatabaseError && error.code === UNIQUE_VIOLATION) return NOTHING_MADE;
    throw error;
  }
}
