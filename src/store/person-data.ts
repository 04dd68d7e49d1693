import type { PartyActor } from '../domain/privacy.ts';
import type { Instant } from '../domain/time.ts';
import { jsonParameter, type Queryable, query } from './database.ts';
import { CLAIMS_OF, shopOf } from './erasure-obstacle.ts';

/** What is held about a person beside the claims themselves. Texts are as they are kept: sealed. */
export interface PersonData {
  readonly claimIds: readonly string[];
  readonly messages: readonly {
    readonly claimId: string;
    readonly id: string;
    readonly at: Instant;
    readonly words: string;
    readonly files: readonly string[];
  }[];
  readonly contacts: readonly {
    readonly claimId: string;
    readonly kind: 'return_address' | 'call';
    readonly at: Instant;
    readonly data: Readonly<Record<string, string>>;
  }[];
  readonly files: readonly {
    readonly id: string;
    readonly name: string;
    readonly contentType: string;
    readonly size: number;
    readonly sha256: string;
    readonly at: Instant;
  }[];
  /** What a buyer was told; a shop's people share theirs. */
  readonly notices: readonly {
    readonly kind: string;
    readonly claimId: string;
    readonly at: Instant;
    readonly readAt: Instant | null;
  }[];
  readonly sessions: readonly { readonly id: string; readonly at: Instant; readonly expiresAt: Instant }[];
}

/** Everything that `eraseDue` would take away, and the claims in which it stands. */
export async function dataOf(db: Queryable, person: PartyActor): Promise<PersonData> {
  const theirs = `with theirs as (${CLAIMS_OF[person.role]})`;
  const values = [person.id, shopOf(person)];
  const claims = await query<{ id: string }>(db, `${theirs} select id from theirs order by applied_at, id`, values);
  const messages = await query<PersonData['messages'][number]>(
    db,
    `${theirs} select m.claim_id as "claimId", m.id, m.at, m.words, m.files from theirs c
       join message m on m.shop_id = c.shop_id and m.claim_id = c.id
      where m.author = $3::jsonb order by m.at, m.id`,
    [...values, jsonParameter(person)],
  );
  const contacts = await query<PersonData['contacts'][number]>(
    db,
    `${theirs} select k.claim_id as "claimId", k.kind, k.created_at as at, k.data from theirs c
       join contact k on k.shop_id = c.shop_id and k.claim_id = c.id
      where k.party = $3 order by k.created_at, k.claim_id, k.version`,
    [...values, person.role],
  );
  const files = await query<PersonData['files'][number]>(
    db,
    `select id, name, content_type as "contentType", size, sha256, created_at as at from file
      where uploaded_by = $1::jsonb order by created_at, id`,
    [jsonParameter(person)],
  );
  const sessions = await query<PersonData['sessions'][number]>(
    db,
    `select id, created_at as at, expires_at as "expiresAt" from portal_session
      where role = $3 and user_id = $1 and coalesce(shop_id, '') = $2 order by created_at, id`,
    [...values, person.role],
  );
  const notices = await query<PersonData['notices'][number]>(
    db,
    `select kind, claim_id as "claimId", at, read_at as "readAt" from notice
      where recipient_role = 'buyer' and $2::text = 'buyer' and recipient_id = $1 order by at, id`,
    [person.id, person.role],
  );
  return { claimIds: claims.map(({ id }) => id), messages, contacts, files, notices, sessions };
}
