import { describe, expect, it } from 'vitest';
import { PARTS } from '../../src/store/entry.ts';
import { loadClaimsStatement, loadLineStatement } from '../../src/store/load.ts';
import { writeStatement } from '../../src/store/write.ts';

const SHARDED = [
  'order_line',
  'claim',
  'claim_event',
  'standing_entry',
  'refund',
  'contact',
  'file_link',
  'idempotency',
] as const;

/** The short names under which a statement reads or changes a table, or `null` where it only inserts into it. */
function usesOf(sql: string, table: string): (string | null)[] {
  const read = new RegExp(`\\b(?:from|join|update)\\s+${table}\\s+(\\w+)`, 'g');
  const inserted = new RegExp(`\\binsert into ${table}(?: as \\w+)?\\s*\\(([^)]*)\\)`, 'g');
  const aliases = [...sql.matchAll(read)].map(([, alias]) => alias ?? '');
  const columns = [...sql.matchAll(inserted)].map(([, list]) => (list?.trim().startsWith('shop_id') ? null : table));
  return [...aliases, ...columns];
}

/** The tables that a statement uses without naming the shop. */
function withoutShop(sql: string): string[] {
  return SHARDED.filter((table) =>
    usesOf(sql, table).some((alias) => alias !== null && !new RegExp(`\\b${alias}\\.shop_id\\s*=`).test(sql)),
  );
}

const now = { nowSql: 'clock_timestamp()' };
const HOT = [
  loadClaimsStatement(now),
  loadLineStatement(now),
  writeStatement('open', PARTS),
  writeStatement('one', PARTS),
  writeStatement('many', PARTS),
];

describe('every statement of the hot path names the shop for every table it touches', () => {
  it.each(HOT)('$name', ({ text }) => {
    expect(SHARDED.filter((table) => usesOf(text, table).length > 0).length).toBeGreaterThan(2);
    expect(withoutShop(text)).toEqual([]);
  });

  it.each([
    'select c.state from claim c where c.id = $1',
    'update order_line l set held = 0 where l.order_id = $1',
    'insert into claim_event (claim_id, version) values ($1, 1)',
  ])('and the test sees when one does not: %s', (text) => {
    expect(withoutShop(text)).toHaveLength(1);
  });
});
