import type { AuditAction, AuditActor, AuditDetails } from '../domain/audit.ts';
import type { Instant } from '../domain/time.ts';
import { execute, instantParameter, jsonParameter, type Queryable, query } from './database.ts';
import type { Store } from './store.ts';

export interface AuditedBy {
  readonly actor: AuditActor;
  /** The API key or session that was used; null where there was none. */
  readonly credential: string | null;
}

export interface NewAuditEntry extends AuditedBy {
  readonly action: AuditAction;
  /** What was changed: `key_…`, `taobao-classic/2`, `CN/2027`. */
  readonly subject: string;
  readonly details?: AuditDetails;
}

/**
 * Writes down who changed what, in the transaction that changes it, so that neither is there without the other. Before a
 * sandbox's clock has been set, which an administrator may do at leisure, the machine's is taken.
 */
export async function recordAudit(
  tx: Queryable,
  { nowSql }: Pick<Store, 'nowSql'>,
  { actor, credential, action, subject, details = {} }: NewAuditEntry,
): Promise<void> {
  const row = auditRow({ actor, credential, action, subject, details });
  await execute(
    tx,
    `insert into audit_entry (at, actor_role, actor_id, credential, action, subject, details)
     values (coalesce(${nowSql}, date_trunc('milliseconds', clock_timestamp())), $1, $2, $3, $4, $5, $6)`,
    [row.actor_role, row.actor_id, credential, action, subject, jsonParameter(details)],
  );
}

/** The row as the door writes it, with the claim that the change was made to. */
export function auditRow({ actor, credential, action, subject, details = {} }: NewAuditEntry) {
  const actor_id = 'id' in actor ? actor.id : null;
  return { actor_role: actor.role, actor_id, credential, action, subject, details };
}

export interface AuditEntry {
  readonly id: number;
  readonly at: Instant;
  readonly role: AuditActor['role'];
  readonly actorId: string | null;
  readonly credential: string | null;
  readonly action: string;
  readonly subject: string;
  readonly details: AuditDetails;
}

export interface AuditAsked {
  readonly action?: string | undefined;
  readonly actorId?: string | undefined;
  readonly subject?: string | undefined;
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
  readonly limit: number;
  readonly after: { readonly at: Instant; readonly id: number } | null;
}

/** The newest first. */
export async function listAudit(db: Queryable, asked: AuditAsked): Promise<AuditEntry[]> {
  const { action, actorId, subject, from, until, limit, after } = asked;
  return query<AuditEntry>(
    db,
    `select id, at, actor_role as role, actor_id as "actorId", credential, action, subject, details from audit_entry
      where ($1::text is null or action = $1) and ($2::text is null or actor_id = $2)
        and ($3::text is null or subject = $3)
        and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at < $5)
        and ($6::timestamptz is null or (at, id) < ($6, $7::bigint))
      order by at desc, id desc limit $8`,
    [
      action ?? null,
      actorId ?? null,
      subject ?? null,
      instantParameter(from ?? null),
      instantParameter(until ?? null),
      instantParameter(after?.at ?? null),
      after?.id ?? null,
      limit,
    ],
  );
}
