import type { Pool } from 'pg';
import { query, statement } from './database.ts';

/**
 * Finds the shop of an id, so that every statement after it can name the shop's shard. The shop of a claim or refund
 * never changes; an order without claims may move, so who does not find it there forgets it and asks again.
 */
export interface Locator {
  readonly shopOf: (id: string) => Promise<string | null>;
  readonly remember: (id: string, shopId: string) => void;
  readonly forget: (id: string) => void;
}

const LIMIT = 50_000;

export function createLocator(pool: Pool, table: 'claim' | 'shop_order' | 'refund'): Locator {
  const select = statement(`locate_${table}`, `select shop_id from ${table} where id = $1`);
  const known = new Map<string, string>();
  const remember = (id: string, shopId: string) => {
    known.delete(id);
    known.set(id, shopId);
    // A Map keeps the order of insertion, so the first is what has been out of use longest.
    if (known.size > LIMIT) for (const [oldest] of known) return void known.delete(oldest);
  };
  return {
    remember,
    forget: (id) => known.delete(id),
    shopOf: async (id) => {
      const found = known.get(id) ?? (await query<{ shop_id: string }>(pool, select, [id]))[0]?.shop_id;
      if (found === undefined) return null;
      remember(id, found);
      return found;
    },
  };
}
