import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/http/app.ts';
import { disclose, openDisclosed } from '../../src/store/sealed-text.ts';
import { keepRetention } from '../../src/worker/retention.ts';
import { peopleOf } from '../support/people.ts';
import { type Body, BUYER, createMarket, type Market, MEDIATOR, SELLER, T0 } from './support/market.ts';
import { JPEG, multipart } from './support/sample-file.ts';

const WORDS = 'the sole came off on the second day';
const PERSON = { role: 'buyer', id: 'B9' };

let market: Market;
beforeAll(async () => {
  market = await createMarket();
});
afterAll(() => market.close());

/** The worker's own work, at the clock's instant. */
const passes = () =>
  keepRetention(market.service.deps.store, { recordsKeptYears: 3, storage: market.service.deps.storage });

const erase = (body: object = PERSON) => market.ask('POST', '/v1/people/erase', { body });

/** A claim of the buyer's that is over, in which everybody has spoken. */
async function overClaim(): Promise<Body> {
  const claim = await market.open(await market.order(), { description: WORDS, files: [await market.upload(BUYER)] });
  await market.post(`/v1/claims/${claim.id}/messages`, { words: `${WORDS}, really` }, { as: BUYER });
  await market.post(`/v1/claims/${claim.id}/messages`, { words: 'sorry to hear' }, { as: SELLER });
  await market.post(`/v1/claims/${claim.id}/messages`, { words: 'we are looking' }, { as: MEDIATOR });
  await market.give(BUYER, claim, 'withdraw');
  return claim;
}

const textOf = async (as: string, { id }: Body) =>
  JSON.stringify(
    await Promise.all(['', '/events', '/messages'].map((part) => market.get(`/v1/claims/${id}${part}`, { as }))),
  );

const sealedOf = async ({ id }: Body) => {
  const sql = `select state from claim where id = $1`;
  const { rows } = await market.service.db.pool.query<{ state: Body }>(sql, [id]);
  return rows[0]?.state.terms.description as string;
};

describe('an erasure', () => {
  it('waits for a claim under way, then for the years, and is done by the clock; events and states stay', async () => {
    const claim = await market.open(await market.order(), { description: WORDS });
    const asked = await erase();
    expect(asked.status).toBe(202);
    expect(asked.body).toMatchObject({ status: 'waiting', waits_for: 'CLAIM_LIVE', available_at: null });
    await market.give(BUYER, claim, 'withdraw');
    const done = await overClaim();

    const again = await erase();
    expect(again.body).toMatchObject({
      id: asked.body.id,
      waits_for: 'RECORDS_KEPT',
      available_at: '2029-05-06T02:00:00Z',
    });
    await market.advanceTo('2029-05-06T01:59:59Z');
    await passes();
    expect(await textOf(SELLER, done)).toContain(WORDS);

    const sealed = await sealedOf(done);
    const before = await market.service.db.pool.query('select * from claim_event order by claim_id, version');
    const states = await market.service.db.pool.query('select * from claim order by id');
    await market.advanceTo('2029-05-06T02:00:00Z');
    expect(await passes()).toBe(1);
    for (const as of [BUYER, SELLER, MEDIATOR]) {
      const text = await textOf(as, done);
      expect(text).not.toContain(WORDS);
      expect(text).toContain('已删除');
    }
    expect(await textOf(BUYER, done)).toContain('sorry to hear');
    expect(await textOf(BUYER, done)).not.toContain('we are looking');
    const english = await market.get(`/v1/claims/${done.id}`, { as: SELLER, headers: { 'accept-language': 'en' } });
    expect(english.terms.description).toBe('erased');

    expect((await market.service.db.pool.query('select * from claim_event order by claim_id, version')).rows).toEqual(
      before.rows,
    );
    expect((await market.service.db.pool.query('select * from claim order by id')).rows).toEqual(states.rows);
    expect(await sealedOf(done)).toBe(sealed);
    const { data } = await market.get('/v1/erasures?status=erased');
    expect(data).toMatchObject([{ id: asked.body.id, person: { role: 'buyer', id: 'B9', shop_id: null } }]);
    expect(await passes()).toBe(0);
  });

  it('takes the files along, with their content, and the sessions', async () => {
    const id = 'B10';
    const upload = await market.upload(`buyer:${id}`);
    const session = { role: 'buyer', subject: id };
    const { token } = await market.post('/v1/portal-sessions', session);
    const reads = () => market.ask('GET', '/v1/claims', { key: token });
    expect((await reads()).status).toBe(200);
    const held = await market.service.db.pool.query<{ sha256: string }>('select sha256 from file where id = $1', [
      upload,
    ]);
    expect((await erase({ role: 'buyer', id })).body.status).toBe('erased');
    expect((await reads()).status).toBe(401);
    expect((await market.ask('GET', `/v1/files/${upload}`)).status).toBe(404);
    const others = await market.service.db.pool.query('select from file where sha256 = $1', [held.rows[0]?.sha256]);
    await passes();
    const content = market.service.deps.storage.openOriginal(held.rows[0]?.sha256 ?? '');
    if (others.rowCount === 0) await expect(content).rejects.toThrow();
    else (await content).destroy();
    const left = await market.service.db.pool.query('select from file_removal');
    expect(left.rowCount).toBe(0);
  });

  it('takes along what was made of the files', async () => {
    const { request, deps } = market.service;
    const { payload, headers } = multipart([{ name: 'file', filename: 'scarf.jpg', content: JPEG }]);
    const sent = await request({ method: 'POST', url: '/v1/files', as: 'buyer:B11', payload, headers });
    const made = await deps.store.pool.query<{ sha256: string }>(
      'select sha256 from file_derivative where file_id = $1',
      [sent.json().id],
    );
    expect(made.rowCount).toBeGreaterThan(0);
    for (const { sha256 } of made.rows) (await deps.storage.openDerivative(sha256)).destroy();
    expect((await erase({ role: 'buyer', id: 'B11' })).body.status).toBe('erased');
    await passes();
    for (const { sha256 } of made.rows) await expect(deps.storage.openDerivative(sha256)).rejects.toThrow();
  });

  it('on one node is seen in the next answer of another', async () => {
    const { deps } = market.service;
    const other = buildApp({ ...deps, people: peopleOf(deps.store.pool) });
    await other.ready();
    const claim = await overClaim();
    const elsewhere = async () =>
      (
        await other.inject({
          method: 'GET',
          url: `/v1/claims/${claim.id}`,
          headers: { authorization: `Bearer ${market.service.key}`, 'act-as': SELLER },
        })
      ).json<Body>().terms.description;
    expect(await elsewhere()).toBe(WORDS);
    await market.advanceBy('P1200D');
    expect((await erase()).body.status).toBe('erased');
    expect(await elsewhere()).toBe('已删除');
    await other.close();
  });

  it('is no end: who comes back writes under a new key', async () => {
    const claim = await overClaim();
    expect(await textOf(SELLER, claim)).toContain(WORDS);
  });

  it('can be taken back while it waits, and is for parties alone', async () => {
    const waiting = (await erase()).body;
    expect(waiting.status).toBe('waiting');
    expect((await market.ask('DELETE', `/v1/erasures/${waiting.id}`)).status).toBe(204);
    expect((await market.ask('DELETE', `/v1/erasures/${waiting.id}`)).status).toBe(404);
    expect((await erase({ role: 'mediator', id: 'm1' })).status).toBe(400);
    expect((await erase({ role: 'seller', id: 'u1' })).body.errors).toMatchObject([{ code: 'shop_of_seller' }]);
    for (const as of [BUYER, SELLER, MEDIATOR])
      expect((await market.ask('POST', '/v1/people/erase', { as, body: PERSON })).status).toBe(403);
  });
});

describe('a legal hold', () => {
  const lift = async ({ id }: Body) => expect((await market.ask('DELETE', `/v1/legal-holds/${id}`)).status).toBe(204);
  afterEach(() => market.service.db.pool.query('delete from erasure_request'));

  it.each(['person', 'claim'])('on a %s stands above the years, and lets go when it is lifted', async (on) => {
    const claim = await overClaim();
    const body = on === 'person' ? PERSON : { role: 'claim', id: claim.id };
    const hold = await market.post('/v1/legal-holds', { ...body, words: 'case 12 of the court' });
    expect(hold).toMatchObject({ words: 'case 12 of the court', lifted_at: null });
    await market.advanceBy('P1200D');
    expect((await erase()).body).toMatchObject({ status: 'waiting', waits_for: 'LEGAL_HOLD', available_at: null });
    expect(await passes()).toBe(0);
    expect((await market.get('/v1/legal-holds')).data).toMatchObject([{ id: hold.id }]);
    await lift(hold);
    expect((await market.get('/v1/legal-holds')).data).toEqual([]);
    expect(await passes()).toBe(1);
    expect(await textOf(SELLER, claim)).not.toContain(WORDS);
  });

  it('is written down in the audit log, like every erasure', async () => {
    const { data } = await market.get('/v1/audit-log?limit=100');
    const actions = new Set(data.map(({ action }: Body) => action));
    for (const action of [
      'legal_hold.put',
      'legal_hold.lifted',
      'erasure.requested',
      'erasure.withdrawn',
      'person.erased',
    ])
      expect(actions).toContain(action);
    expect(JSON.stringify(data)).not.toContain('B9');
    const unknown = { role: 'claim', id: 'clm_none', words: 'a court asks' };
    expect((await market.ask('POST', '/v1/legal-holds', { body: unknown })).status).toBe(404);
  });
});

describe('an export', () => {
  it('holds everything that is kept about a person, in words that can be read', async () => {
    const claim = await market.open(await market.order({}, { paid_at: T0 }), {
      description: WORDS,
      remedy: 'return_refund',
    });
    await market.post(`/v1/claims/${claim.id}/messages`, { words: 'from the seller, 13812345678' }, { as: SELLER });
    await market.post(`/v1/claims/${claim.id}/messages`, { words: 'from the buyer' }, { as: BUYER });
    await market.give(SELLER, claim, 'refuse', { reason: 'goods_fine', words: 'it is fine' });
    await market.give(BUYER, claim, 'request-intervention', { words: 'please help' });
    await market.give(BUYER, claim, 'request-call', { phone: '13700002222' });
    const file = await market.upload(BUYER);
    const { token } = await market.post('/v1/portal-sessions', { role: 'buyer', subject: 'B9' });

    const made = await market.get('/v1/people/export?role=buyer&id=B9');
    const exported = made.claims.find(({ id }: Body) => id === claim.id);
    expect(exported.terms.description).toBe(WORDS);
    expect(exported.refusal.words).toBe('it is fine');
    expect(made.messages).toContainEqual(expect.objectContaining({ claim_id: claim.id, words: 'from the buyer' }));
    expect(made.contacts).toContainEqual(
      expect.objectContaining({ claim_id: claim.id, kind: 'call', phone: '13700002222' }),
    );
    expect(made.files).toContainEqual(
      expect.objectContaining({ id: file, name: 'shoe.png', url: `/v1/files/${file}` }),
    );
    expect(made.sessions).toHaveLength(1);
    expect(made.events.map(({ event }: Body) => event.type)).toContain('call.requested');
    expect(JSON.stringify(made)).not.toMatch(/sealed:|13812345678/);

    const own = await market.ask('GET', '/v1/people/export', { key: token });
    expect(own.status).toBe(200);
    expect(own.body).toEqual({ ...made, made_at: own.body.made_at });
    expect((await market.ask('GET', '/v1/people/export?role=buyer&id=B1', { key: token })).status).toBe(404);
    expect((await market.ask('GET', '/v1/people/export', { as: MEDIATOR })).status).toBe(403);
    const { secret } = await market.service.newKey(['claims']);
    expect((await market.ask('GET', '/v1/people/export?role=buyer&id=B9', { key: secret })).status).toBe(403);
  });

  it('of a shop’s user holds what that user did', async () => {
    const made = await market.get('/v1/people/export?role=seller&id=u1&shop_id=S7');
    expect(made.messages.map(({ words }: Body) => words)).toContain('sorry to hear');
    expect((await market.get('/v1/people/export?role=seller&id=u2&shop_id=S7')).messages).toEqual([]);
  });
});

describe('one text', () => {
  it('can be shown to somebody outside with its own key alone', async () => {
    const sealed = await sealedOf(await overClaim());
    const { people } = market.service.deps;
    const key = (await people.keyOf({ role: 'buyer', id: 'B9' }))!;
    expect(openDisclosed(sealed, disclose(sealed, key) ?? '')).toBe(WORDS);
  });
});
