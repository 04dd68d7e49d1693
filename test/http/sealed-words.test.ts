import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealingKeyIdOf } from '../../src/store/sealed-text.ts';
import type { TestDatabase } from '../support/database.ts';
import { type Body, BUYER, createMarket, type Market, MEDIATOR, SELLER, TERMS } from './support/market.ts';

/** Everything in the database, as text. */
async function dump({ pool }: TestDatabase): Promise<string> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const texts = tables.map(async ({ name }) => {
    const { rows } = await pool.query<{ text: string | null }>(
      `select string_agg(t::text, '\n') as text from "${name}" t`,
    );
    return rows[0]?.text ?? '';
  });
  return (await Promise.all(texts)).join('\n');
}

/** Each word that somebody wrote begins so, and nothing else does. */
const MARK = 'PLAINTEXT';
const word = (name: string) => `${MARK}-${name}`;
const ADDRESS = { name: word('name'), phone: '010-55556666', address: word('address') };

let market: Market;
let claim: Body;

/** A claim in which everybody has written in every way there is. */
async function tell(): Promise<Body> {
  const told = await market.open(await market.order(), {
    remedy: 'return_refund',
    description: word('description'),
    files: [await market.upload(BUYER)],
  });
  const url = `/v1/claims/${told.id}/messages`;
  await market.post(url, { words: word('buyer message') }, { as: BUYER, headers: { 'idempotency-key': 'message' } });
  await market.post(url, { words: word('seller message') }, { as: SELLER });
  await market.post(url, { words: word('market message') });
  await market.give(SELLER, told, 'refuse', { reason: 'goods_fine', words: word('refusal') });
  await market.give(SELLER, told, 'propose', {
    remedy: 'refund_only',
    amount: 5000,
    freight: 'seller',
    words: word('proposal'),
  });
  await market.give(BUYER, told, 'decline-proposal', { words: word('no') });
  await market.give(BUYER, told, 'request-intervention', { words: word('intervention') });
  await market.give(BUYER, told, 'submit-evidence', { words: word('evidence') });
  await market.give(SELLER, told, 'submit-evidence', { words: word('answer') });
  await market.give(BUYER, told, 'request-call', { phone: '13800138000', words: word('call') });
  await market.give(MEDIATOR, told, 'take');
  await market.give(MEDIATOR, told, 'log-call', { party: 'buyer', words: word('logged') });
  for (const party of [BUYER, SELLER]) await market.give(party, told, 'finish-evidence');
  await market.give(MEDIATOR, told, 'require-evidence', { from: 'buyer', words: word('required') });
  const notes = `/v1/claims/${told.id}/notes`;
  expect((await market.post(notes, { words: word('note') }, { as: MEDIATOR })).words).toBe(word('note'));
  await market.give(MEDIATOR, told, 'suspend', { ground: 'court', words: word('suspension') });
  return market.see(MEDIATOR, told);
}

beforeAll(async () => {
  market = await createMarket();
  claim = await tell();
});
afterAll(() => market.close());

describe('what people write', () => {
  it('is nowhere in the database as they wrote it, not even in what is kept for an idempotency key', async () => {
    const returning = await market.open(await market.order(), { remedy: 'return_refund' });
    const agreed = await market.ask('POST', `/v1/claims/${returning.id}/agree`, {
      as: SELLER,
      headers: { 'idempotency-key': 'agree' },
      body: { return_address: ADDRESS },
    });
    expect(agreed.body.return_address).toEqual(ADDRESS);
    const number = word('tracking');
    await market.give(BUYER, returning, 'ship-return', { carrier: 'SF', tracking_number: number });
    expect((await market.see(SELLER, returning)).returned.tracking_number).toBe(number);

    const text = await dump(market.service.db);
    expect(text).toContain('sealed:v1:pk_');
    expect(text).not.toContain(MARK);
    for (const secret of ['13800138000', ADDRESS.phone, 'shoe.png', TERMS.description])
      expect(text).not.toContain(secret);
    // What is there is found: an order's title is the marketplace's, and no person's.
    expect(text).toContain('跑步鞋');
  });

  it('is read as it was written, in every view', async () => {
    const { data: events } = await market.get(`/v1/claims/${claim.id}/events?limit=100`, { as: MEDIATOR });
    const { data: messages } = await market.get(`/v1/claims/${claim.id}/messages`, { as: BUYER });
    expect(claim.terms.description).toBe(word('description'));
    expect(claim.refusal.words).toBe(word('refusal'));
    expect(claim.intervention.words).toBe(word('intervention'));
    expect(claim.intervention.evidence.map(({ words }: Body) => words)).toContain(word('answer'));
    expect(claim.call_requests).toMatchObject([{ party: 'buyer', phone: '13800138000' }]);
    expect(messages.map(({ words }: Body) => words).toSorted()).toEqual([
      word('buyer message'),
      word('market message'),
      word('seller message'),
    ]);
    const text = JSON.stringify(events);
    expect(text).not.toContain('sealed:');
    for (const name of ['refusal', 'proposal', 'no', 'evidence', 'call', 'logged', 'required', 'suspension'])
      expect(text).toContain(word(name));
  });

  it('is answered again for an idempotency key as it was the first time', async () => {
    const again = await market.ask('POST', `/v1/claims/${claim.id}/messages`, {
      as: BUYER,
      headers: { 'idempotency-key': 'message' },
      body: { words: word('buyer message') },
    });
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body.words).toBe(word('buyer message'));
  });

  it('that was stored before it was sealed is read on', async () => {
    const { pool } = market.service.db;
    await pool.query(
      `insert into message (shop_id, claim_id, id, author, words, at)
      select shop_id, id, 'msg_old', '{"role":"buyer","id":"B9"}', 'an old message', '2026-05-06T03:00:00Z' from claim where id = $1`,
      [claim.id],
    );
    const { data } = await market.get(`/v1/claims/${claim.id}/messages`, { as: SELLER });
    expect(data.map(({ words }: Body) => words)).toContain('an old message');
    await pool.query(`delete from message where id = 'msg_old'`);
  });
});

describe('nobody reads another’s words by handing them in', () => {
  /** What stands in the database for what the mediator wrote, and for what the buyer said on the telephone. */
  async function stolen(): Promise<string> {
    const { rows } = await market.service.db.pool.query<{ words: string }>(
      `select data ->> 'words' as words from claim_event where type = 'call.logged'`,
    );
    const words = rows[0]?.words ?? '';
    expect(sealingKeyIdOf(words)).not.toBeNull();
    return words;
  }

  it('sealed words that somebody types are words like others', async () => {
    const sealed = await stolen();
    for (const words of [sealed, 'sealed:', 'sealed:v1:a:b:c:d']) {
      const sent = await market.post(`/v1/claims/${claim.id}/messages`, { words }, { as: SELLER });
      expect(sent.words).toBe(words);
    }
    const opened = await market.open(await market.order(), { description: sealed });
    expect((await market.see(SELLER, opened)).terms.description).toBe(sealed);
  });

  it('nor in a field in which nothing is ever sealed', async () => {
    const sealed = await stolen();
    const order = await market.order({ title: sealed, sku: `{"words":"${sealed.slice(0, 60)}"}` });
    const { lines } = await market.get(`/v1/orders/${order}`, { as: BUYER });
    expect(lines[0]).toMatchObject({ title: sealed });
    const quoted = `x","words":"${sealed}","x":"`;
    const sent = await market.post(`/v1/claims/${claim.id}/messages`, { words: quoted }, { as: SELLER });
    expect(sent.words).toBe(quoted);
  });

  it('and who has nothing to do with a claim leaves no key behind', async () => {
    const keys = async () => (await market.service.db.pool.query('select id from person_key')).rowCount;
    const before = await keys();
    const strange = await market.ask('POST', `/v1/claims/${claim.id}/submit-evidence`, {
      as: 'buyer:nobody',
      body: { words: 'let me in' },
    });
    expect(strange.status).toBe(404);
    const order = await market.order();
    const body = { order_id: order, line_id: '1', terms: TERMS };
    expect((await market.ask('POST', '/v1/claims', { as: 'buyer:nobody', body })).status).toBe(404);
    expect(await keys()).toBe(before);
  });
});
