import type { Actor, Claim, Party } from '../domain/claim.ts';
import type { Instant } from '../domain/time.ts';
import { execute, type Queryable } from './database.ts';

/** Personal data that came with a command. It never enters an event, so that it can be erased. */
export type NewContact =
  | { readonly kind: 'return_address'; readonly name: string; readonly phone: string; readonly address: string }
  | { readonly kind: 'call'; readonly phone: string };

export type Contact = NewContact & { readonly party: Party; readonly at: Instant };

export function partyOf(actor: Actor): Party {
  if (actor.role === 'buyer' || actor.role === 'seller') return actor.role;
  throw new Error(`${actor.role} is no party and leaves no contact`);
}

/** Forgets the personal data of a claim; its events stay as they are. */
export async function eraseContacts(db: Queryable, { shopId, id }: Pick<Claim, 'shopId' | 'id'>): Promise<number> {
  return execute(db, 'delete from contact where shop_id = $1 and claim_id = $2', [shopId, id]);
}
