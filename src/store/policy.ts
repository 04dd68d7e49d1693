import { createHash } from 'node:crypto';
import type { Policy } from '../domain/policy.ts';
import type { Instant } from '../domain/time.ts';
import type { PolicyName } from './config.ts';
import { execute, jsonParameter, type Queryable, query } from './database.ts';

export interface StoredPolicy {
  readonly policy: Policy;
  readonly sha256: string;
  readonly createdAt: Instant;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => [key, sortKeys(field)]),
  );
}

/** The same for the same document, in whatever order its keys stand. */
export function policyDigest(policy: Policy): string {
  return createHash('sha256')
    .update(JSON.stringify(sortKeys(policy)))
    .digest('hex');
}

/** Publishes a version. It stays as it is: the same document again is `same`, another one under its name `exists` (R7). */
export async function addPolicy(db: Queryable, policy: Policy): Promise<'added' | 'same' | 'exists'> {
  const { name, version, effective_from } = policy;
  const digest = policyDigest(policy);
  const added = await execute(
    db,
    `insert into policy (name, version, effective_from, document, sha256, created_at)
     values ($1, $2, $3, $4, $5, clock_timestamp()) on conflict (name, version) do nothing`,
    [name, version, effective_from, jsonParameter(policy), digest],
  );
  if (added === 1) return 'added';
  return (await findPolicy(db, { name, version }))?.sha256 === digest ? 'same' : 'exists';
}

const COLUMNS = 'document as policy, sha256, created_at as "createdAt"';

export async function findPolicy(db: Queryable, { name, version }: PolicyName): Promise<StoredPolicy | null> {
  const sql = `select ${COLUMNS} from policy where name = $1 and version = $2`;
  return (await query<StoredPolicy>(db, sql, [name, version]))[0] ?? null;
}

/** All versions of all policies, the one that takes effect last first. */
export async function listPolicies(db: Queryable): Promise<StoredPolicy[]> {
  return query<StoredPolicy>(db, `select ${COLUMNS} from policy order by effective_from desc, version desc, name`);
}
