import type { Actor } from '../domain/claim.ts';
import type { Instant } from '../domain/time.ts';
import { execute, jsonParameter, type Queryable, query } from './database.ts';

/** What keeps a file from being shown, or that nothing does. The words are the contract's. */
export type FileState = 'processing' | 'ready' | 'rejected';

/** Taken on the spot, under a code that was given out for this claim at that instant. */
export interface Captured {
  readonly claimId: string;
  readonly code: string;
  readonly issuedAt: Instant;
}

/** What is known of an uploaded file; its content lies outside the database. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
  readonly uploadedBy: Actor;
  readonly createdAt: Instant;
  readonly state: FileState;
  readonly rejection: string | null;
  readonly pages: number | null;
  readonly captured: Captured | null;
}

export interface NewFile extends Pick<StoredFile, 'id' | 'name' | 'contentType' | 'size' | 'sha256' | 'captured'> {
  readonly uploader: Actor;
}

/** A file that waits to be decoded, until `updateDecoded` says what came of it. */
export async function createFile(db: Queryable, file: NewFile): Promise<void> {
  const { id, name, contentType, size, sha256, uploader, captured } = file;
  await execute(
    db,
    `insert into file (id, name, content_type, size, sha256, uploaded_by, captured) values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, name, contentType, size, sha256, jsonParameter(uploader), captured === null ? null : jsonParameter(captured)],
  );
}

const COLUMNS = `id, name, content_type as "contentType", size, sha256, uploaded_by as "uploadedBy",
  created_at as "createdAt", state, rejection, pages, captured`;

export async function findFile(db: Queryable, id: string): Promise<StoredFile | null> {
  return (await findFiles(db, [id]))[0] ?? null;
}

/** The files that there are of these. */
export async function findFiles(db: Queryable, ids: readonly string[]): Promise<StoredFile[]> {
  return query<StoredFile>(db, `select ${COLUMNS} from file where id = any ($1::text[])`, [ids]);
}

/** Who uploaded a file in the same capacity: the same person, or the marketplace's backend for its users. */
const UPLOADED = `(f.uploaded_by = $2::jsonb or f.uploaded_by ->> 'role' = 'marketplace')`;

/** Whether somebody may see a file: they uploaded it, or they may see a claim in which it has been shown. */
export async function isFileVisible(
  db: Queryable,
  { fileId, actor }: { readonly fileId: string; readonly actor: Actor },
): Promise<boolean> {
  const [row] = await query<{ visible: boolean }>(
    db,
    `select f.uploaded_by = $2::jsonb or $3 or exists (
              select from file_link k join claim c on c.shop_id = k.shop_id and c.id = k.claim_id
               where k.file_id = f.id and (c.buyer_id = $4 or c.shop_id = $5)) as visible
       from file f where f.id = $1`,
    [
      fileId,
      jsonParameter(actor),
      actor.role !== 'buyer' && actor.role !== 'seller',
      actor.role === 'buyer' ? actor.id : null,
      actor.role === 'seller' ? actor.shopId : null,
    ],
  );
  return row?.visible ?? false;
}

/** Of some file ids those that this actor cannot show: unknown, somebody else's, or rejected. */
export async function missingFiles(
  db: Queryable,
  { ids, actor }: { readonly ids: readonly string[]; readonly actor: Actor },
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await query<{ id: string }>(
    db,
    `select asked.id from unnest($1::text[]) as asked (id)
      where not exists (select from file f where f.id = asked.id and f.state <> 'rejected' and ${UPLOADED})`,
    [ids, jsonParameter(actor)],
  );
  return rows.map(({ id }) => id);
}
