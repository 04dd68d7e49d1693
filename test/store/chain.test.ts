import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/domain/claim.ts';
import { COVERED, contentOf, coveredForm, GENESIS, linkOf, nonceOf } from '../../src/proof/chain.ts';
import { type ChainedEvent, chainOf } from '../../src/store/chain.ts';
import { type Queryable, query, transaction } from '../../src/store/database.ts';
import { createFile } from '../../src/store/file.ts';
import { migrate, migrationsDirectory } from '../../src/store/migrate.ts';
import { ACTORS } from '../support/actors.ts';
import { createEmptyDatabase } from '../support/database.ts';
import { createMarket, done, give, type Market, openOn } from './market.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket();
});
afterAll(() => market.close());

const { buyer, seller, mediator } = ACTORS;
/** The migration that made the chain. */
const CHAIN = '0008';
const SHA = (letter: string) => letter.repeat(64);

/** The first event whose digest is not what it should be; null where the chain is whole. */
function faultIn(chain: readonly ChainedEvent[]): number | null {
  let head: Buffer = GENESIS;
  for (const { event, salt, content, digest } of chain) {
    const said = contentOf(coveredForm(event, salt), nonceOf(salt, ''));
    head = linkOf(head, said);
    if (!said.equals(content) || !head.equals(digest)) return event.version;
  }
  return null;
}

async function ruled(orderId: string): Promise<Claim> {
  const files = [`fil_${orderId}a`, `fil_${orderId}b`];
  for (const [index, id] of files.entries()) {
    const facts = { name: 'a.png', contentType: 'image/png', size: 1, sha256: SHA(String(index + 1)) };
    await createFile(market.pool, { id, ...facts, captured: null, uploader: index === 0 ? buyer : seller });
  }
  const [shown = '', other = ''] = files;
  const { store } = market;
  const opened = await openOn(store, orderId, { terms: { files: [shown] } });
  const step = async (claim: Claim, ...[actor, type, given]: Step) =>
    done(await give(store, { claim, actor, type, ...(given ? { given } : {}) } as Parameters<typeof give>[1])).visit
      .claim;
  type Step = [actor: object, type: string, given?: object];
  const refused = await step(opened, seller, 'refuse', { files: [other, shown] });
  const asked = await step(refused, buyer, 'request_intervention', { files: [] });
  const finished = await step(await step(asked, buyer, 'finish_evidence'), seller, 'finish_evidence');
  return step(await step(finished, mediator, 'take'), mediator, 'rule');
}

describe('the chain of a claim', () => {
  it('holds each event, who acted, and the digests of the files that it was the first to show', async () => {
    const claim = await ruled('C1');
    const chain = await chainOf(market.pool, claim, claim.version);
    expect(chain.map(({ event }) => event.version)).toEqual(chain.map((_, index) => index + 1));
    expect(chain.length).toBeGreaterThan(8);
    expect(faultIn(chain)).toBe(null);
    const shown = chain.flatMap(({ event: { type, files } }) =>
      Object.keys(files).length > 0 ? [{ type, files }] : [],
    );
    expect(shown).toEqual([
      { type: 'claim.opened', files: { fil_C1a: SHA('1') } },
      { type: 'claim.refused', files: { fil_C1b: SHA('2') } },
    ]);
  });

  it('shows when anything about an event is another', async () => {
    const claim = await ruled('C2');
    const chain = await chainOf(market.pool, claim, claim.version);
    const changes: readonly ((one: ChainedEvent) => Partial<ChainedEvent['event']>)[] = [
      () => ({ type: 'claim.expired' }),
      () => ({ at: '2026-01-01T00:00:00.000Z' }),
      () => ({ recorded_at: '2026-01-01T00:00:00.000Z' }),
      () => ({ actor: { role: 'system' } }),
      ({ event }) => ({ data: { ...event.data, more: 1 } }),
      () => ({ files: { fil_x: SHA('f') } }),
      () => ({ shop_id: 'S9' }),
      () => ({ claim_id: 'clm_other' }),
    ];
    for (const [place, one] of chain.entries()) {
      for (const change of changes) {
        const event = { ...one.event, ...change(one) };
        expect(faultIn(chain.with(place, { ...one, event }))).toBe(place + 1);
      }
    }
    expect(faultIn(chain.toSpliced(3, 1))).toBe(5);
  });

  it('does not let a name be guessed by who sees the rest of the event', async () => {
    const claim = await ruled('C3');
    const chain = await chainOf(market.pool, claim, claim.version);
    const last = chain.find(({ event }) => event.type === 'ruling.issued');
    if (!last) throw new Error('no ruling');
    const form = JSON.stringify(coveredForm(last.event, last.salt));
    expect(form).not.toContain(mediator.id);
    expect(JSON.stringify(last.event)).toContain(mediator.id);
    expect(new Set(['' as const, ...COVERED].map((one) => nonceOf(last.salt, one).toString('hex'))).size).toBe(5);
  });

  it('is made by the database, which refuses a digest that does not follow', async () => {
    const claim = await openOn(market.store, 'C4');
    const sql = `with c as (
      update claim set version = version + 1 where id = $1 returning shop_id, id, version)
      insert into claim_event (shop_id, claim_id, version, type, at, recorded_at, actor, data, salt, content, digest)
      select shop_id, id, version, 'call.logged', now(), now(), '{}', '{}', sha256('s'), sha256('c'), $2 from c`;
    const run = (digest: Buffer | null) => market.pool.query(sql, [claim.id, digest]);
    await expect(run(Buffer.alloc(32, 7))).rejects.toMatchObject({ constraint: 'claim_event_chained' });
    await run(null);
    const chain = await chainOf(market.pool, claim, claim.version + 1);
    // The link follows, and what it says does not: that, only who reads the event can find.
    expect(chain.at(-1)?.digest).toEqual(linkOf(chain.at(-2)?.digest ?? GENESIS, chain.at(-1)?.content ?? GENESIS));
    expect(faultIn(chain)).toBe(claim.version + 1);
  });
});

describe('a database from before there were chains', () => {
  it('has its events chained by the migration as the program would have', async () => {
    const claim = await ruled('C5');
    const old = await createEmptyDatabase();
    const directory = await mkdtemp(join(tmpdir(), 'gongdao-before-chain-'));
    try {
      for (const name of (await readdir(migrationsDirectory)).filter((file) => file < CHAIN))
        await cp(join(migrationsDirectory, name), join(directory, name));
      await migrate(old.pool, { directory });
      await transaction(old.pool, async (tx) => {
        await tx.query('set local session_replication_role = replica');
        for (const table of ['shop_order', 'order_line', 'file', 'claim', 'claim_event']) await carry(table, tx);
      });
      await migrate(old.pool);
      const chain = await chainOf(old.pool, claim, claim.version);
      expect(faultIn(chain)).toBe(null);
      expect(chain.map(({ event }) => event)).toEqual(
        (await chainOf(market.pool, claim, claim.version)).map(({ event }) => event),
      );
      await expect(old.pool.query("update claim_event set type = 'x'")).rejects.toThrow('append-only');
    } finally {
      await old.drop();
      await rm(directory, { recursive: true });
    }
  });

  /** Copies the rows of a table, as far as it had their columns then. */
  async function carry(table: string, to: Queryable): Promise<void> {
    const sql = 'select column_name as name from information_schema.columns where table_name = $1';
    const list = (await query<{ name: string }>(to, sql, [table])).map(({ name }) => name).join(', ');
    const rows = await query<{ row: object }>(market.pool, `select to_jsonb(t) as row from ${table} t`);
    await query(
      to,
      `insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [JSON.stringify(rows.map(({ row }) => row))],
    );
  }
});
