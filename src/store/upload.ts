import type { Actor } from '../domain/claim.ts';
import { execute, jsonParameter, type Queryable, query } from './database.ts';
import type { Captured } from './file.ts';

/** A resumable upload under way; the file it becomes has the same id. */
export interface StoredUpload {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly received: number;
  readonly parts: number;
  readonly uploadedBy: Actor;
  readonly captured: Captured | null;
}

export interface NewUpload extends Pick<StoredUpload, 'id' | 'name' | 'size' | 'captured'> {
  readonly uploader: Actor;
  readonly hours: number;
}

const COLUMNS = 'id, name, size, received, parts, uploaded_by as "uploadedBy", captured';

export async function createUpload(db: Queryable, upload: NewUpload): Promise<void> {
  const { id, name, size, captured, uploader, hours } = upload;
  await execute(
    db,
    `insert into upload (id, name, size, uploaded_by, captured, expires_at)
     values ($1, $2, $3, $4, $5, clock_timestamp() + $6 * interval '1 hour')`,
    [id, name, size, jsonParameter(uploader), captured === null ? null : jsonParameter(captured), hours],
  );
}

/** An upload of this actor's that has not expired; nobody else's is there for them. */
export async function findUpload(
  db: Queryable,
  { id, actor }: { id: string; actor: Actor },
): Promise<StoredUpload | null> {
  const [upload] = await query<StoredUpload>(
    db,
    `select ${COLUMNS} from upload where id = $1 and uploaded_by = $2::jsonb and expires_at > clock_timestamp()`,
    [id, jsonParameter(actor)],
  );
  return upload ?? null;
}

export async function readUpload(db: Queryable, id: string): Promise<StoredUpload | null> {
  const [upload] = await query<StoredUpload>(db, `select ${COLUMNS} from upload where id = $1`, [id]);
  return upload ?? null;
}

/** Counts a part that is safely kept; false when another request has gone on from the same place meanwhile. */
export async function addPart(
  db: Queryable,
  { id, from, bytes }: { id: string; from: number; bytes: number },
): Promise<boolean> {
  const rows = await query<{ id: string }>(
    db,
    `update upload set received = received + $3, parts = parts + 1 where id = $1 and received = $2 returning id`,
    [id, from, bytes],
  );
  return rows.length > 0;
}

export async function forgetUpload(db: Queryable, id: string): Promise<void> {
  await execute(db, `delete from upload where id = $1`, [id]);
}

/** Uploads whose time is up, so that their parts can be removed. */
export async function expiredUploads(db: Queryable, limit: number): Promise<readonly { id: string; parts: number }[]> {
  return query<{ id: string; parts: number }>(
    db,
    `select id, parts from upload where expires_at < clock_timestamp() order by expires_at limit $1`,
    [limit],
  );
}
