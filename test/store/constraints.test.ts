import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/domain/claim.ts';
import { query, transaction } from '../../src/store/database.ts';
import { createMarket, type Market, openOn } from './market.ts';

let market: Market;
let claim: Claim;
beforeAll(async () => {
  market = await createMarket();
  claim = await openOn(market.store, 'T1');
});
afterAll(() => market.close());

/** For the columns of the chain; what they should be does not matter here. */
const BYTES = "sha256('salt'), sha256('content')";

/** Another claim on the same line, by raw SQL, with its event. */
const COPY = `with copy as (
  insert into claim (shop_id, id, version, state, status, buyer_id, order_id, line_id, live, held, refunded, applied_at,
                     updated_at)
  select shop_id, 'clm_copy', 1, state, status, buyer_id, order_id, line_id, live, 0, 0, applied_at, updated_at
    from claim where id = $1 returning shop_id, id)
insert into claim_event (shop_id, claim_id, version, type, at, recorded_at, actor, data, salt, content)
select shop_id, id, 1, 'claim.opened', now(), now(), '{}', '{}', ${BYTES} from copy`;

const EVENT = `insert into claim_event (shop_id, claim_id, version, type, at, recorded_at, actor, data, salt, content)
select shop_id, id, $2, 'call.logged', now(), now(), '{}', '{}', ${BYTES} from claim where id = $1`;

describe('the database itself refuses', () => {
  it.each<[string, string, { says: string; version?: number }]>([
    ['R10: a second live claim on a line', COPY, { says: 'claim_live_line' }],
    [
      'R5: more refunded and held than was paid',
      'update order_line set refunded = 601 where held > 0',
      { says: 'covers' },
    ],
    [
      'R5: a line paid less than its claims take',
      'update order_line set amount = 0 where held > 0',
      { says: 'covers' },
    ],
    ['R5: money below nothing', 'update order_line set held = -1', { says: 'held_check' }],
    ['R6: an event beyond the version of its claim', EVENT, { says: 'does not follow', version: 3 }],
    ['R6: an event after a gap', EVENT, { says: 'does not follow', version: 7 }],
    ['R6: an event twice', EVENT, { says: 'claim_event_pkey', version: 2 }],
    ['R6: a version without its event', 'update claim set version = 3 where id = $1', { says: 'has no event' }],
    ['R6: a claim set back', 'update claim set version = 1 where id = $1', { says: 'is past it' }],
    ['R6: a changed event', "update claim_event set type = 'x' where claim_id = $1", { says: 'append-only' }],
    ['R6: a deleted event', 'delete from claim_event where claim_id = $1', { says: 'append-only' }],
    ['R6: all events deleted', 'truncate claim_event', { says: 'append-only' }],
    ['R6: a deleted claim', 'delete from claim where id = $1', { says: 'is kept' }],
    ['R6: a claim under another name', "update claim set id = 'clm_x' where id = $1", { says: 'is kept' }],
    ['R7: a changed policy', 'update policy set version = 2', { says: 'append-only' }],
    ['R7: a deleted policy', 'delete from policy', { says: 'append-only' }],
    ['a changed audit log', "update audit_entry set action = 'x'", { says: 'append-only' }],
    ['a shortened audit log', 'delete from audit_entry', { says: 'append-only' }],
  ])('%s', async (_, sql, { says, version }) => {
    const values = [...(sql.includes('$1') ? [claim.id] : []), ...(version === undefined ? [] : [version])];
    await expect(market.pool.query(sql, values)).rejects.toThrow(says);
  });

  it('R6: a gap, however a transaction tries to make one', async () => {
    const attempts = [
      // Version and event together, but not one after another.
      `with c as (update claim set version = 4 where id = $1 returning shop_id, id)
       insert into claim_event (shop_id, claim_id, version, type, at, recorded_at, actor, data, salt, content)
       select shop_id, id, 4, 'call.logged', now(), now(), '{}', '{}', ${BYTES} from c`,
      // An event of a claim that does not exist.
      `insert into claim_event (shop_id, claim_id, version, type, at, recorded_at, actor, data, salt, content)
       select shop_id, 'clm_none', 1, 'claim.opened', now(), now(), '{}', '{}', ${BYTES} from claim where id = $1`,
      // A claim without events.
      `insert into claim (shop_id, id, version, state, status, buyer_id, order_id, line_id, live, held, refunded,
                          applied_at, updated_at)
       select shop_id, 'clm_bare', 1, state, status, buyer_id, order_id, line_id, false, 0, 0, applied_at, updated_at
         from claim where id = $1`,
    ];
    for (const sql of attempts) {
      await expect(transaction(market.pool, (tx) => tx.query(sql, [claim.id]))).rejects.toMatchObject({
        code: '23514',
      });
    }
    const versions = await query<{ version: number }>(market.pool, 'select version from claim_event order by version');
    expect(versions.map(({ version }) => version)).toEqual([1, 2]);
  });

  it('R6: the right to rewrite events is taken from the owner of the tables too', async () => {
    const privileges = await query<{ privilege: string }>(
      market.pool,
      `select g.privilege_type as privilege from pg_class t, aclexplode(t.relacl) g where t.relname = 'claim_event'`,
    );
    const granted = privileges.map(({ privilege }) => privilege);
    expect(granted).toContain('INSERT');
    expect(granted).not.toContain('UPDATE');
    expect(granted).not.toContain('DELETE');
    expect(granted).not.toContain('TRUNCATE');
  });
});

describe('many machines', () => {
  it('shop_id leads the primary key of every table on the path of a claim', async () => {
    const keys = await query<{ table: string; first: string }>(
      market.pool,
      `select t.relname as table, a.attname as first from pg_index i
         join pg_class t on t.oid = i.indrelid
         join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
        where i.indisprimary and t.relnamespace = 'public'::regnamespace`,
    );
    // What belongs to no shop: files before they are shown, and what is the same everywhere.
    const everywhere = [
      'api_key',
      'audit_entry',
      'calendar_year',
      'config_epoch',
      'daily_root',
      'demo_clock',
      'erasure_epoch',
      'erasure_request',
      'file',
      'file_removal',
      // Of a file, which is uploaded before anybody knows for which claim, and so are these.
      'file_derivative',
      'legal_hold',
      'master_key',
      'message_template',
      // Distributed by the recipient, whose inbox spans shops.
      'notice',
      'notice_cursor',
      'person_key',
      'policy',
      'portal_session',
      'queue_view',
      'sandbox_clock',
      'schema_migration',
      'sign_in_failure',
      'sso_visit',
      'staff_account',
      'staff_link',
      'staff_recovery_code',
      'staff_session',
      'upload',
    ];
    const others = keys.filter(({ first }) => first !== 'shop_id').map(({ table }) => table);
    expect(others.filter((table) => !everywhere.includes(table))).toEqual([]);
    expect(keys.filter(({ first }) => first === 'shop_id').map(({ table }) => table)).toEqual(
      expect.arrayContaining(['order_line', 'claim', 'claim_event', 'standing_entry', 'refund', 'contact', 'message']),
    );
  });
});
