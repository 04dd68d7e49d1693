import type { Actor } from '../domain/claim.ts';
import type { Instant } from '../domain/time.ts';
import { execute, instantParameter, jsonParameter, type Queryable, query } from './database.ts';

/** What a participant said beside the process. */
export interface Message {
  readonly id: string;
  readonly at: Instant;
  readonly author: Actor;
  readonly words: string;
  readonly files: readonly string[];
}

interface OfClaim {
  readonly shopId: string;
  readonly claimId: string;
}

/** Keeps a message; whoever sees the claim may see its files from now on. */
export async function addMessage(db: Queryable, { shopId, claimId }: OfClaim, message: Message): Promise<void> {
  const { id, at, author, words, files } = message;
  await execute(
    db,
    `with shown as (
       insert into file_link (shop_id, claim_id, file_id, at)
       select $1, $2, f.id, $6::timestamptz from unnest($5::text[]) as f (id)
       on conflict (shop_id, claim_id, file_id) do nothing)
     insert into message (shop_id, claim_id, id, author, words, files, at) values ($1, $2, $3, $4, $7, $5, $6)`,
    [shopId, claimId, id, jsonParameter(author), files, instantParameter(at), words],
  );
}

export interface MessagesAsked extends OfClaim {
  readonly limit: number;
  readonly after?: { readonly at: Instant; readonly id: string } | null | undefined;
}

/** The messages of a claim, the oldest first. */
export async function messagesOf(db: Queryable, { shopId, claimId, limit, after }: MessagesAsked): Promise<Message[]> {
  return query<Message>(
    db,
    `select id, at, author, words, files from message
      where shop_id = $1 and claim_id = $2 and ($3::timestamptz is null or (at, id) > ($3, $4))
      order by at, id limit $5`,
    [shopId, claimId, instantParameter(after?.at ?? null), after?.id ?? null, limit],
  );
}
