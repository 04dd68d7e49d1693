import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUYER, createMarket, LINE, type Market, MEDIATOR, SELLER } from './support/market.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket();
});
afterAll(() => market.close());

const ORDER = { shop_id: 'S7', buyer_id: 'B9', currency: 'CNY', paid_at: '2026-05-01T02:00:00Z', lines: [LINE] };

const put = (id: string, body: object) => market.ask('PUT', `/v1/orders/${id}`, { body });

describe('an order', () => {
  it('is made, then put again, and read as it was last put', async () => {
    expect((await put('A1', ORDER)).status).toBe(201);
    const again = await put('A1', { ...ORDER, lines: [{ ...LINE, title: '登山鞋' }] });
    expect(again).toMatchObject({ status: 200, body: { id: 'A1', lines: [{ title: '登山鞋', succeeded_at: null }] } });
    expect(await market.get('/v1/orders/A1')).toEqual(again.body);
  });

  it('may have an id that needs encoding in the address', async () => {
    expect((await put(encodeURIComponent('订单/1'), { ...ORDER, id: '订单/1' })).status).toBe(201);
    expect((await market.get(`/v1/orders/${encodeURIComponent('订单/1')}`)).id).toBe('订单/1');
  });

  it.each([
    [{ ...ORDER, id: 'other' }, 422, 'ORDER_INVALID', '/id'],
    [{ ...ORDER, lines: [LINE, LINE] }, 422, 'ORDER_INVALID', '/lines/1/id'],
    [{ ...ORDER, lines: [{ ...LINE, status: 'succeeded' }] }, 422, 'ORDER_INVALID', '/lines/0/succeeded_at'],
    [{ ...ORDER, paid_at: '2026-02-30T00:00:00Z' }, 400, 'INVALID_REQUEST', '/paid_at'],
    [{ ...ORDER, lines: [{ ...LINE, amount: -1 }] }, 400, 'INVALID_REQUEST', '/lines/0/amount'],
    [{ ...ORDER, lines: [{ ...LINE, amount: 0.5 }] }, 400, 'INVALID_REQUEST', '/lines/0/amount'],
    [{ ...ORDER, surprise: true }, 400, 'INVALID_REQUEST', '/surprise'],
  ])('%j is answered %d %s', async (body, status, ...[code, pointer]) => {
    const reply = await put('A2', body);
    expect(reply).toMatchObject({ status, body: { code, errors: [{ pointer }] } });
    for (const { detail } of reply.body.errors) expect(detail).not.toBe('');
    expect((await market.ask('GET', '/v1/orders/A2')).status).toBe(404);
  });

  it('R5: cannot be put below what its claims hold, nor given to another buyer', async () => {
    const id = await market.order();
    await market.open(id);
    const conflict = await put(id, { ...ORDER, lines: [{ ...LINE, amount: 100, shipping: 0 }] });
    expect(conflict).toMatchObject({
      status: 409,
      body: { code: 'ORDER_CONFLICT', errors: [{ code: 'paid_below_claims' }] },
    });
    expect((await put(id, { ...ORDER, buyer_id: 'B10' })).body.errors[0].code).toBe('buyer_changed');
  });

  it('is seen by its buyer, its shop, staff and the marketplace', async () => {
    await put('A3', ORDER);
    for (const as of [BUYER, SELLER, MEDIATOR]) {
      expect((await market.ask('GET', '/v1/orders/A3', { as })).status).toBe(200);
    }
    const unknown = await market.ask('GET', '/v1/orders/nowhere', {
      as: 'buyer:B1',
      headers: { 'x-request-id': 'r1' },
    });
    for (const as of ['buyer:B1', 'seller:S8/u1']) {
      const hidden = await market.ask('GET', '/v1/orders/A3', { as, headers: { 'x-request-id': 'r1' } });
      expect(hidden).toMatchObject({ status: 404, text: unknown.text });
    }
  });

  it('only the marketplace puts orders', async () => {
    const reply = await market.ask('PUT', '/v1/orders/A4', { as: BUYER, body: ORDER });
    expect(reply).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
  });
});

describe('a buyer’s orders', () => {
  it('come newest first, page by page, and nobody else’s', async () => {
    for (const day of [1, 2, 3, 4, 5]) {
      await put(`P${day}`, { ...ORDER, buyer_id: 'B20', paid_at: `2026-04-0${day}T00:00:00Z` });
    }
    const ids: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await market.get(`/v1/orders?limit=2${cursor}`, { as: 'buyer:B20' });
      ids.push(...page.data.map(({ id }: { id: string }) => id));
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
      // Newer orders do not shift the pages that follow.
      await put(`N${ids.length}`, { ...ORDER, buyer_id: 'B20', paid_at: '2026-05-05T00:00:00Z' });
    }
    expect(ids).toEqual(['P5', 'P4', 'P3', 'P2', 'P1']);
    expect(await market.get('/v1/orders?buyer_id=B20', { as: BUYER })).toEqual({ data: [], next_cursor: null });
    expect((await market.get('/v1/orders?buyer_id=B20')).data).toHaveLength(7);
    const unsaid = await market.ask('GET', '/v1/orders');
    expect(unsaid).toMatchObject({ status: 400, body: { errors: [{ pointer: '/query/buyer_id', code: 'required' }] } });
  });
});

describe('a batch', () => {
  const NDJSON = { 'content-type': 'application/x-ndjson' };
  const send = (lines: readonly string[], headers: Record<string, string> = {}) =>
    market.service.request({
      method: 'POST',
      url: '/v1/orders/batch',
      payload: lines.join('\n'),
      headers: { ...NDJSON, ...headers },
    });
  const results = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('answers line by line, and a bad line spoils no other', async () => {
    const good = (id: string) => JSON.stringify({ ...ORDER, id });
    const answer = await send([
      good('C1'),
      '{ not json',
      JSON.stringify({ ...ORDER, id: 'C2', lines: [] }),
      JSON.stringify({ ...ORDER, id: 'C3', lines: [LINE, LINE] }),
      JSON.stringify(ORDER),
      '',
      good('C4'),
      good('C1'),
    ]);
    expect(answer.headers['content-type']).toContain('application/x-ndjson');
    expect(results(answer.body)).toEqual([
      { id: 'C1', ok: true },
      { id: null, ok: false, code: 'MALFORMED_JSON' },
      { id: 'C2', ok: false, code: 'INVALID_REQUEST' },
      { id: 'C3', ok: false, code: 'ORDER_INVALID' },
      { id: null, ok: false, code: 'INVALID_REQUEST' },
      { id: 'C4', ok: true },
      { id: 'C1', ok: true },
    ]);
    expect((await market.ask('GET', '/v1/orders/C4')).status).toBe(200);
  });

  it('takes 10,000 orders, and not one more', async () => {
    const lines = Array.from({ length: 10_000 }, (_, n) =>
      JSON.stringify({ ...ORDER, id: `M${n}`, buyer_id: `B${n}` }),
    );
    const told = results((await send(lines)).body);
    expect(told).toHaveLength(10_000);
    expect(told.every(({ id, ok }, n) => ok && id === `M${n}`)).toBe(true);
    const tooMany = await send([
      ...lines.map((line) => line.replace('"M', '"X')),
      JSON.stringify({ ...ORDER, id: 'X' }),
    ]);
    expect(tooMany.statusCode).toBe(413);
    expect((await market.ask('GET', '/v1/orders/X0')).status).toBe(404);
  });

  it('with an idempotency key is done once', async () => {
    const headers = { 'idempotency-key': 'batch-1' };
    const first = await send([JSON.stringify({ ...ORDER, id: 'D1' })], headers);
    const again = await send([JSON.stringify({ ...ORDER, id: 'D1' })], headers);
    expect(again.body).toBe(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect((await send([JSON.stringify({ ...ORDER, id: 'D2' })], headers)).statusCode).toBe(422);
  });
});
