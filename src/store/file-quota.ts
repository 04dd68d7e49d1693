import type { Actor } from '../domain/claim.ts';
import { jsonParameter, type Queryable, query } from './database.ts';

export interface Usage {
  readonly files: number;
  readonly bytes: number;
}

/** What somebody has uploaded in the last 24 hours, and what is on its way. */
export async function usageOf(db: Queryable, actor: Actor): Promise<Usage> {
  const [usage] = await query<Usage>(
    db,
    `select count(*)::integer as files, coalesce(sum(size), 0)::bigint as bytes
       from (select size from file
              where uploaded_by = $1::jsonb and created_at > clock_timestamp() - interval '24 hours'
              union all
             select size from upload
              where uploaded_by = $1::jsonb and received < size and expires_at > clock_timestamp()) as sizes`,
    [jsonParameter(actor)],
  );
  return usage ?? { files: 0, bytes: 0 };
}

/** What is shown in a claim, with these files on top. */
export async function usageInClaim(
  db: Queryable,
  { claimId, shopId, files }: { claimId: string; shopId: string; files: readonly string[] },
): Promise<Usage> {
  const [usage] = await query<Usage>(
    db,
    `select count(*)::integer as files, coalesce(sum(size), 0)::bigint as bytes
       from file
      where id in (select file_id from file_link where shop_id = $1 and claim_id = $2 union select unnest($3::text[]))`,
    [shopId, claimId, files],
  );
  return usage ?? { files: 0, bytes: 0 };
}
