import type { Instant } from '../domain/time.ts';
import { execute, instantParameter, type Queryable, query } from './database.ts';

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: Instant;
  /** To the minute; null before the first use. */
  readonly lastUsedAt: Instant | null;
}

export interface NewApiKey extends Omit<ApiKey, 'createdAt' | 'lastUsedAt'> {
  /** sha-256 of the secret, which is kept nowhere. */
  readonly digest: Buffer;
}

const COLUMNS = `id, name, scopes, created_at as "createdAt", last_used_at as "lastUsedAt"`;

export async function createApiKey(db: Queryable, { id, name, scopes, digest }: NewApiKey): Promise<ApiKey> {
  const [key] = await query<ApiKey>(
    db,
    `insert into api_key (id, name, scopes, secret_hash, created_at)
     values ($1, $2, $3, $4, date_trunc('milliseconds', clock_timestamp())) returning ${COLUMNS}`,
    [id, name, scopes, digest],
  );
  if (!key) throw new Error('an API key was not stored');
  return key;
}

/** The keys that have one of these digests and are not revoked. Each use is noted, at most once a minute. */
export async function findApiKeys(
  db: Queryable,
  digests: readonly Buffer[],
): Promise<(ApiKey & { readonly digest: Buffer })[]> {
  const keys = await query<ApiKey & { digest: Buffer; stale: boolean }>(
    db,
    {
      name: 'find_api_keys',
      text: `select ${COLUMNS}, secret_hash as digest,
                    last_used_at is null or last_used_at < clock_timestamp() - interval '1 minute' as stale
               from api_key where secret_hash = any($1::bytea[]) and revoked_at is null`,
    },
    [digests],
  );
  const stale = keys.filter((key) => key.stale).map(({ id }) => id);
  if (stale.length > 0) await noteUse(db, stale);
  return keys;
}

async function noteUse(db: Queryable, ids: readonly string[]): Promise<void> {
  await execute(db, 'update api_key set last_used_at = clock_timestamp() where id = any($1)', [ids]);
}

/** Whether any key has ever been made, revoked ones too. */
export async function hasApiKeys(db: Queryable): Promise<boolean> {
  return (await execute(db, 'select 1 from api_key limit 1')) > 0;
}

export interface ApiKeysAsked {
  readonly limit: number;
  readonly after?: { readonly createdAt: Instant; readonly id: string } | null | undefined;
}

/** The keys that work, the newest first. */
export async function listApiKeys(db: Queryable, { limit, after }: ApiKeysAsked): Promise<ApiKey[]> {
  return query<ApiKey>(
    db,
    `select ${COLUMNS} from api_key
      where revoked_at is null and ($1::timestamptz is null or (created_at, id) < ($1, $2))
      order by created_at desc, id desc limit $3`,
    [instantParameter(after?.createdAt ?? null), after?.id ?? null, limit],
  );
}

/** Removes a key that nobody was ever given, as if it had not been. */
export async function forgetApiKey(db: Queryable, id: string): Promise<void> {
  await execute(db, 'delete from api_key where id = $1', [id]);
}

/** From the next request on the key is refused, on every node. Null: there is no such key that works. */
export async function revokeApiKey(db: Queryable, id: string): Promise<ApiKey | null> {
  const sql = `update api_key set revoked_at = clock_timestamp() where id = $1 and revoked_at is null returning ${COLUMNS}`;
  return (await query<ApiKey>(db, sql, [id]))[0] ?? null;
}
