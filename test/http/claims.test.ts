import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kebabCase } from '../../src/contract/command.ts';
import { COMMANDS } from '../../src/domain/process.ts';
import { BUYER, createMarket, type Market, MEDIATOR, SELLER, SUPERVISOR, TERMS } from './support/market.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket();
});
afterAll(() => market.close());

const REFUSAL = { reason: 'goods_fine', words: '商品没有问题' };
const idsOf = (page: { data: { id: string }[] }) => page.data.map(({ id }) => id);

describe('opening a claim', () => {
  it('answers 201 with its address and its version', async () => {
    const body = { order_id: await market.order(), line_id: '1', terms: TERMS };
    const reply = await market.ask('POST', '/v1/claims', { as: BUYER, body });
    expect(reply).toMatchObject({
      status: 201,
      headers: { location: `/v1/claims/${reply.body.id}`, etag: `"${reply.body.version}"` },
    });
    expect(await market.see(BUYER, reply.body)).toEqual(reply.body);
  });

  it.each([
    ['seller:S7/u1', {}, 403, 'WRONG_PARTY'],
    ['buyer:B1', {}, 404, 'NOT_FOUND'],
    [undefined, {}, 403, 'WRONG_PARTY'],
    [BUYER, { amount: 13501 }, 422, 'AMOUNT_TOO_HIGH'],
    [BUYER, { reason: 'no_such_reason' }, 422, 'REASON_NOT_AVAILABLE'],
    [BUYER, { remedy: 'repair' }, 422, 'REMEDY_NOT_AVAILABLE'],
    [BUYER, { files: ['fil_of_nobody'] }, 422, 'FILE_NOT_FOUND'],
    [BUYER, { amount: '12900' }, 400, 'INVALID_REQUEST'],
    [BUYER, { goods_received: null }, 400, 'INVALID_REQUEST'],
  ])('as %s with %j is %d %s', async (as, terms, ...[status, code]) => {
    const body = { order_id: await market.order(), line_id: '1', terms: { ...TERMS, ...terms } };
    const reply = await market.ask('POST', '/v1/claims', { ...(as ? { as } : {}), body });
    expect(reply).toMatchObject({ status, body: { code } });
  });

  it('R10: one live claim a line', async () => {
    const orderId = await market.order();
    await market.open(orderId);
    const body = { order_id: orderId, line_id: '1', terms: TERMS };
    expect(await market.ask('POST', '/v1/claims', { as: BUYER, body })).toMatchObject({
      status: 409,
      body: { code: 'LIVE_CLAIM_EXISTS', rule: 'R10' },
    });
  });
});

describe('a stranger', () => {
  it('is answered as if the id did not exist, whatever they try', async () => {
    const claim = await market.open(await market.order());
    const asking = { headers: { 'x-request-id': 'same', 'accept-language': 'en' } };
    const good: Record<string, object> = { refuse: REFUSAL, assign: { mediator_id: 'm1' } };
    for (const as of ['buyer:B1', 'seller:S8/u1']) {
      for (const path of ['', '/events', '/messages']) {
        const known = await market.ask('GET', `/v1/claims/${claim.id}${path}`, { ...asking, as });
        const unknown = await market.ask('GET', `/v1/claims/clm_unknown${path}`, { ...asking, as });
        expect(known).toMatchObject({ status: 404, text: unknown.text });
      }
      for (const command of COMMANDS) {
        const name = kebabCase(command);
        const body = good[command] ?? {};
        const known = await market.ask('POST', `/v1/claims/${claim.id}/${name}`, { ...asking, as, body });
        const unknown = await market.ask('POST', `/v1/claims/clm_unknown/${name}`, { ...asking, as, body });
        expect([name, known.status, known.text]).toEqual([name, unknown.status, unknown.text]);
      }
    }
  });

  it('finds nothing in lists either', async () => {
    expect((await market.get('/v1/claims', { as: 'buyer:B1' })).data).toEqual([]);
    expect((await market.get('/v1/claims?buyer_id=B9', { as: 'buyer:B1' })).data).toEqual([]);
    expect((await market.get('/v1/claims?shop_id=S7', { as: 'seller:S8/u1' })).data).toEqual([]);
  });
});

describe('a list of claims', () => {
  it('holds what the viewer may see, by what is asked for', async () => {
    const claim = await market.open(await market.order());
    await market.give(SELLER, claim, 'refuse', REFUSAL);
    for (const as of [BUYER, SELLER, MEDIATOR]) {
      expect(idsOf(await market.get('/v1/claims?status=refused&limit=100', { as }))).toContain(claim.id);
      expect(idsOf(await market.get('/v1/claims?status=closed&limit=100', { as }))).not.toContain(claim.id);
    }
    expect(idsOf(await market.get('/v1/claims?shop_id=S7&buyer_id=B9&limit=100'))).toContain(claim.id);
    expect((await market.get('/v1/claims?updated_after=2026-05-06T02:00:00Z')).data).toEqual([]);
    expect(await market.ask('GET', '/v1/claims?status=lost')).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST' },
    });
    expect(await market.ask('GET', '/v1/claims?cursor=nonsense')).toMatchObject({ status: 400 });
    expect(await market.ask('GET', '/v1/claims?limit=101')).toMatchObject({ status: 400 });
  });

  it('pages miss nothing and repeat nothing, though claims change meanwhile', async () => {
    const other = await createMarket();
    const opened: string[] = [];
    for (let count = 0; count < 7; count += 1) opened.push((await other.open(await other.order())).id);
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await other.get(`/v1/claims?limit=3${cursor}`, { as: SELLER });
      seen.push(...idsOf(page));
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
      await other.advanceBy('PT1M');
      if (seen.length === 3) await other.give(SELLER, { id: seen[0] ?? '' }, 'refuse', REFUSAL);
    }
    await other.close();
    // The one that changed comes again at the end: whoever follows the list hears of its change.
    expect(seen).toEqual([...[...opened].sort(), seen[0]]);
  });
});

describe('a version', () => {
  it('that is no longer the claim’s refuses the command, and nothing changes', async () => {
    const claim = await market.open(await market.order());
    const url = `/v1/claims/${claim.id}/refuse`;
    const stale = await market.ask('POST', url, { as: SELLER, body: REFUSAL, headers: { 'if-match': '"1"' } });
    expect(stale).toMatchObject({ status: 412, headers: { etag: '"2"' }, body: { code: 'VERSION_MISMATCH' } });
    const done = await market.ask('POST', url, { as: SELLER, body: REFUSAL, headers: { 'if-match': '"2"' } });
    expect(done).toMatchObject({ status: 200, headers: { etag: '"3"' } });
  });

  it('that is known already saves sending the claim', async () => {
    const claim = await market.open(await market.order());
    const headers = { 'if-none-match': `"${claim.version}"` };
    expect((await market.ask('GET', `/v1/claims/${claim.id}`, { as: BUYER, headers })).status).toBe(304);
  });
});

describe('an idempotency key', () => {
  it('gives the stored answer, once and for all', async () => {
    const claim = await market.open(await market.order());
    const headers = { 'idempotency-key': 'refuse-1' };
    const url = `/v1/claims/${claim.id}/refuse`;
    const first = await market.ask('POST', url, { as: SELLER, body: REFUSAL, headers });
    await market.give(BUYER, claim, 'withdraw');
    const again = await market.ask('POST', url, { as: SELLER, body: REFUSAL, headers });
    expect(again).toMatchObject({ status: 200, text: first.text, headers: { 'idempotent-replayed': 'true' } });
    const other = await market.ask('POST', url, { as: SELLER, body: { ...REFUSAL, words: '别的话' }, headers });
    expect(other).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    const colleague = await market.ask('POST', url, { as: 'seller:S7/u2', body: REFUSAL, headers });
    expect(colleague.body.code).toBe('ENDED');
  });

  it('opens one claim, though it is asked twice', async () => {
    const body = { order_id: await market.order(), line_id: '1', terms: TERMS };
    const headers = { 'idempotency-key': 'open-1' };
    const first = await market.ask('POST', '/v1/claims', { as: BUYER, body, headers });
    const again = await market.ask('POST', '/v1/claims', { as: BUYER, body, headers });
    expect(again).toMatchObject({ status: 201, text: first.text });
  });
});

describe('a refusal', () => {
  it.each([
    ['en', 'The seller has not refused'],
    ['zh-CN', '卖家'],
    ['zh-TW', '賣家'],
  ])('says in %s what is wrong', async (language, words) => {
    const claim = await market.open(await market.order());
    const reply = await market.ask('POST', `/v1/claims/${claim.id}/request-intervention`, {
      as: BUYER,
      body: { words: '请介入' },
      headers: { 'accept-language': language },
    });
    expect(reply).toMatchObject({ status: 409, body: { code: 'NOT_REFUSED', rule: 'R31' } });
    expect(reply.body.detail).toContain(words);
    const url = `/v1/claims/${claim.id}`;
    const view = await market.get(url, { as: BUYER, headers: { 'accept-language': language } });
    expect(view.unavailable.map(({ detail }: { detail: string }) => detail)).toContain(reply.body.detail);
  });

  it('names files that are not there to be shown, after what matters more', async () => {
    const claim = await market.open(await market.order());
    const files = [await market.upload('buyer:B1')];
    expect(await market.refusal(SELLER, claim, 'refuse', { ...REFUSAL, files })).toMatchObject({
      status: 422,
      code: 'FILE_NOT_FOUND',
    });
    expect(await market.refusal(BUYER, claim, 'refuse', { ...REFUSAL, files })).toMatchObject({
      status: 403,
      code: 'WRONG_PARTY',
    });
    const own = [await market.upload(SELLER), await market.upload()];
    expect((await market.give(SELLER, claim, 'refuse', { ...REFUSAL, files: own })).refusal.files).toEqual(own);
    await market.give(BUYER, claim, 'request-intervention', { words: '请介入', files: own });
  });

  it('evidence of nothing is refused', async () => {
    const claim = await market.open(await market.order());
    await market.give(SELLER, claim, 'refuse', REFUSAL);
    await market.give(BUYER, claim, 'request-intervention', { words: '请介入' });
    expect(await market.refusal(BUYER, claim, 'submit-evidence', {})).toMatchObject({
      status: 422,
      code: 'STATEMENT_EMPTY',
    });
    const messages = `/v1/claims/${claim.id}/messages`;
    expect(await market.ask('POST', messages, { as: BUYER, body: {} })).toMatchObject({
      status: 422,
      body: { code: 'STATEMENT_EMPTY' },
    });
  });

  it('the marketplace itself gives no commands', async () => {
    const claim = await market.open(await market.order());
    const reply = await market.ask('POST', `/v1/claims/${claim.id}/withdraw`, { body: {} });
    expect(reply).toMatchObject({ status: 403, body: { code: 'WRONG_PARTY' } });
  });
});

describe('every command', () => {
  it.each(COMMANDS.map(kebabCase))('%s has its address, and never fails', async (name) => {
    const claim = await market.open(await market.order());
    for (const as of [BUYER, SELLER, MEDIATOR, SUPERVISOR, 'operator:o1']) {
      const reply = await market.ask('POST', `/v1/claims/${claim.id}/${name}`, { as, body: {} });
      expect(reply.status).toBeLessThan(500);
      expect(reply.status === 404).toBe(false);
    }
  });
});
