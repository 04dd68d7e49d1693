import type { Pool } from 'pg';
import { query, statement } from './database.ts';

export interface Place {
  readonly shopId: string;
  /** Null for what is not a claim. */
  readonly buyerId: string | null;
}

/**
 * Finds the shop of an id, so that every statement after it can name the shop's shard. The shop of a claim or refund
 * never changes; an order without claims may move, so who does not find it there forgets it and asks again.
 */
export interface Locator {
  readonly shopOf: (id: string) => Promise<string | null>;
  /** The shop, and of a claim its buyer, who never changes either. */
  readonly find: (id: string) => Promise<Place | null>;
  readonly remember: (id: string, place: Place) => void;
  readonly forget: (id: string) => void;
}

const LIMIT = 50_000;

export function createLocator(pool: Pool, table: 'claim' | 'shop_order' | 'refund'): Locator {
  const buyer = table === 'claim' ? 'buyer_id' : 'null::text';
  const select = statement(
    `locate_${table}`,
    `select shop_id as "shopId", ${buyer} as "buyerId" from ${table} where id = $1`,
  );
  const known = new Map<string, Place>();
  const remember = (id: string, place: Place) => {
    known.delete(id);
    known.set(id, place);
    // A Map keeps the order of insertion, so the first is what has been out of use longest.
    if (known.size > LIMIT) for (const [oldest] of known) return void known.delete(oldest);
  };
  const find = async (id: string): Promise<Place | null> => {
    const found = known.get(id) ?? (await query<Place>(pool, select, [id]))[0];
    if (found === undefined) return null;
    remember(id, found);
    return found;
  };
  return {
    remember,
    forget: (id) => known.delete(id),
    find,
    shopOf: async (id) => (await find(id))?.shopId ?? null,
  };
}
