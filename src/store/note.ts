import type { Instant } from '../domain/time.ts';
import { execute, instantParameter, type Queryable, query } from './database.ts';

/** A member of staff, as they act. */
export interface StaffMember {
  readonly id: string;
  readonly role: 'mediator' | 'supervisor' | 'operator';
}

/** What staff wrote down for each other. */
export interface Note {
  readonly id: string;
  readonly at: Instant;
  readonly author: StaffMember;
  readonly words: string;
}

interface OfClaim {
  readonly shopId: string;
  readonly claimId: string;
}

export async function addNote(db: Queryable, { shopId, claimId }: OfClaim, note: Note): Promise<void> {
  const { id, at, author, words } = note;
  await execute(
    db,
    `insert into note (shop_id, claim_id, id, author_id, author_role, words, at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [shopId, claimId, id, author.id, author.role, words, instantParameter(at)],
  );
}

export interface NotesAsked extends OfClaim {
  readonly limit: number;
  /** The number of the last note of the page before. */
  readonly after?: number | null | undefined;
}

/** A note and its place in the order in which notes were written. */
export interface NumberedNote extends Note {
  readonly number: number;
}

/** The notes on a claim, the oldest first. */
export async function notesOf(db: Queryable, { shopId, claimId, limit, after }: NotesAsked): Promise<NumberedNote[]> {
  return query<NumberedNote>(
    db,
    `select id, number, at, jsonb_build_object('id', author_id, 'role', author_role) as author, words from note
      where shop_id = $1 and claim_id = $2 and ($3::bigint is null or number > $3)
      order by number limit $4`,
    [shopId, claimId, after ?? null, limit],
  );
}
