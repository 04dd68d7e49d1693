import { execute, jsonParameter, type Queryable, query } from './database.ts';

/** What was made of a file to be shown. */
export interface Derivative {
  readonly kind: 'view' | 'thumbnail' | 'page';
  /** Of pages, counted from 1; 0 otherwise. */
  readonly number: number;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** What came of decoding a file. */
export interface FileOutcome {
  readonly rejection: string | null;
  readonly derivatives: readonly Derivative[];
  readonly pages: number | null;
  /** 16 digits in hex. */
  readonly pictureHash: string | null;
  readonly takenAt: { readonly local: string; readonly offset: string | null } | null;
  readonly traces: readonly { readonly kind: string; readonly detail: string | null }[];
}

/** A hash as PostgreSQL's signed 64 bits. */
export function signedHash(hex: string): string {
  return BigInt.asIntN(64, BigInt(`0x${hex}`)).toString();
}

/** Writes what came of decoding; false where somebody else has done so already. */
export async function updateDecoded(db: Queryable, id: string, outcome: FileOutcome): Promise<boolean> {
  const { rejection, derivatives, pages, pictureHash, takenAt, traces } = outcome;
  const rows = await query<{ id: string }>(
    db,
    `with done as (
       update file set state = case when $2::text is null then 'ready' else 'rejected' end, rejection = $2, pages = $3,
                       picture_hash = $4, taken_local = $5, taken_offset = $6, traces = $7, leased_until = null
        where id = $1 and state = 'processing' returning id
     ), made as (
       insert into file_derivative (file_id, kind, number, content_type, size, sha256, width, height)
       select done.id, d.kind, d.number, d."contentType", d.size, d.sha256, d.width, d.height
         from done, jsonb_to_recordset($8::jsonb)
              as d (kind text, number integer, "contentType" text, size bigint, sha256 text, width integer, height integer)
     )
     select id from done`,
    [
      id,
      rejection,
      pages,
      pictureHash === null ? null : signedHash(pictureHash),
      takenAt?.local ?? null,
      takenAt?.offset ?? null,
      jsonParameter(traces),
      jsonParameter(derivatives),
    ],
  );
  return rows.length > 0;
}

export async function findDerivative(
  db: Queryable,
  { fileId, kind, number = 0 }: { fileId: string; kind: Derivative['kind']; number?: number },
): Promise<Derivative | null> {
  const [found] = await query<Derivative>(
    db,
    `select kind, number, content_type as "contentType", size, sha256, width, height
       from file_derivative where file_id = $1 and kind = $2 and number = $3`,
    [fileId, kind, number],
  );
  return found ?? null;
}

/** A file that waits to be decoded, for whoever leases it. */
export interface WaitingFile {
  readonly id: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
}

/** Longer than any file may take. A process that died with a lease leaves the file to the next. */
const LEASE = "interval '5 minutes'";

/** Takes one waiting file, the oldest; null when there is none. */
export async function leaseFile(db: Queryable): Promise<WaitingFile | null> {
  const [file] = await query<WaitingFile>(
    db,
    `update file set leased_until = clock_timestamp() + ${LEASE}
      where id = (select id from file
                   where state = 'processing' and (leased_until is null or leased_until < clock_timestamp())
                   order by created_at limit 1 for update skip locked)
      returning id, content_type as "contentType", size, sha256`,
  );
  return file ?? null;
}

/** Gives a leased file back, as when its content could not be read just now; it is tried again after a while. */
export async function returnFile(db: Queryable, id: string, seconds: number): Promise<void> {
  await execute(
    db,
    `update file set leased_until = clock_timestamp() + $2 * interval '1 second' where id = $1 and state = 'processing'`,
    [id, seconds],
  );
}

/** How many pages have been pictured, and whether there is a thumbnail. */
export async function countDerivatives(
  db: Queryable,
  fileId: string,
): Promise<{ readonly pages: number; readonly thumbnails: number }> {
  const [count] = await query<{ pages: number; thumbnails: number }>(
    db,
    `select count(*) filter (where kind = 'page')::integer as pages,
            count(*) filter (where kind = 'thumbnail')::integer as thumbnails
       from file_derivative where file_id = $1`,
    [fileId],
  );
  return count ?? { pages: 0, thumbnails: 0 };
}
