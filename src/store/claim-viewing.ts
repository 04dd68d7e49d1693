import type { Instant } from '../domain/time.ts';
import { execute, type Queryable, query } from './database.ts';
import type { StaffMember } from './note.ts';

/** One window in which somebody of the staff has a claim open. */
export interface Viewing {
  readonly shopId: string;
  readonly claimId: string;
  readonly windowId: string;
  readonly member: StaffMember;
}

export interface ClaimViewer extends StaffMember {
  readonly since: Instant;
}

/** Who says nothing for this long is gone: their browser died, or the network did. */
export const VIEWING_SECONDS = 45;

/**
 * Notes that somebody is looking, and sweeps up whom nobody has heard of for long. True where that is news: they have
 * just come, or come back.
 */
export async function noteViewing(db: Queryable, { shopId, claimId, windowId, member }: Viewing): Promise<boolean> {
  const [row] = await query<{ news: boolean }>(
    db,
    `with gone as (
       delete from claim_viewing where seen_at < clock_timestamp() - interval '10 minutes'
          and not (shop_id = $1 and claim_id = $2 and window_id = $3)),
     before as (
       select user_id from claim_viewing where shop_id = $1 and claim_id = $2 and user_id = $4
          and seen_at > clock_timestamp() - make_interval(secs => $6) limit 1),
     noted as (
       insert into claim_viewing (shop_id, claim_id, window_id, user_id, role) values ($1, $2, $3, $4, $5)
       on conflict (shop_id, claim_id, window_id) do update
          set seen_at = clock_timestamp(), user_id = excluded.user_id, role = excluded.role)
     select not exists (select from before) as news`,
    [shopId, claimId, windowId, member.id, member.role, VIEWING_SECONDS],
  );
  return row?.news ?? false;
}

/** Forgets a window that was closed; false where nobody knew of it. */
export async function endViewing(db: Queryable, { shopId, claimId, windowId, member }: Viewing): Promise<boolean> {
  const sql = `delete from claim_viewing where shop_id = $1 and claim_id = $2 and window_id = $3 and user_id = $4`;
  return (await execute(db, sql, [shopId, claimId, windowId, member.id])) === 1;
}

/** Who looks at a claim now, everybody once, who came first first. */
export async function viewersOf(db: Queryable, { shopId, claimId }: Pick<Viewing, 'shopId' | 'claimId'>) {
  return query<ClaimViewer>(
    db,
    `select user_id as id, min(role) as role, min(since) as since from claim_viewing
      where shop_id = $1 and claim_id = $2 and seen_at > clock_timestamp() - make_interval(secs => $3)
      group by user_id order by min(since), user_id limit 100`,
    [shopId, claimId, VIEWING_SECONDS],
  );
}
