import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Body, BUYER, createMarket, type Market, MEDIATOR, SELLER, SUPERVISOR } from './support/market.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket();
});
afterAll(() => market.close());

async function asked(line: object = {}, terms: object = {}): Promise<Body> {
  const claim = await market.open(await market.order(line), terms);
  await market.give(SELLER, claim, 'refuse', { reason: 'goods_fine', words: '没有问题' });
  return market.give(BUYER, claim, 'request-intervention', { words: '请介入' });
}

/** Both sides are done, so that the claim is in review. */
async function reviewed(line: object = {}, terms: object = {}): Promise<Body> {
  const claim = await asked(line, terms);
  await market.give(BUYER, claim, 'submit-evidence', { words: '开胶' });
  await market.give(BUYER, claim, 'finish-evidence');
  await market.give(SELLER, claim, 'finish-evidence');
  return market.give(SUPERVISOR, claim, 'assign', { mediator_id: 'm1' });
}

const idsOf = ({ data }: Body): string[] => data.map(({ claim_id }: { claim_id: string }) => claim_id);
const queue = async (query: string, as = MEDIATOR) => idsOf(await market.get(`/v1/queue?${query}`, { as }));

describe('the queue', () => {
  let [early, review]: Body[] = [];
  beforeAll(async () => {
    early = await asked({ amount: 30_000 }, { amount: 30_000 });
    await market.advanceBy('PT1H');
    review = await reviewed();
  });

  it('is narrowed by whatever is asked, and by all of it together', async () => {
    const narrowed: readonly [query: string, ids: readonly string[]][] = [
      ['stage=review', [review.id]],
      ['stage=evidence', [early.id]],
      ['stage=awaiting_approval', []],
      [`reason=${review.terms.reason}&stage=review`, [review.id]],
      ['reason=not_shipped', []],
      [`remedy=${review.terms.remedy}`, [review.id, early.id]],
      ['shop_id=S8', []],
      ['shop_id=S7&buyer_id=B9', [review.id, early.id]],
      ['owner=m1', [review.id]],
      ['amount_from=20000', [early.id]],
      ['amount_to=20000', [review.id]],
      ['overdue=true', []],
      ['suspended=false&overdue=false', [review.id, early.id]],
      ['level=2', []],
      [`search=${review.id}`, [review.id]],
      [`search=${early.order_id}`, [early.id]],
      [`deadline_before=${encodeURIComponent(early.deadline.at)}`, []],
    ];
    for (const [query, ids] of narrowed) expect(await queue(query), query).toEqual(ids);
    expect(await queue(`view=unassigned&search=${review.id}`)).toEqual([]);
  });

  it('is sorted as asked, and its pages join in every order', async () => {
    expect(await queue('sort=amount')).toEqual([early.id, review.id]);
    expect(await queue('sort=requested')).toEqual([early.id, review.id]);
    expect(await queue('sort=urgency')).toEqual([review.id, early.id]);
    for (const sort of ['urgency', 'deadline', 'amount', 'requested']) {
      const first = await market.get(`/v1/queue?sort=${sort}&limit=1`, { as: MEDIATOR });
      const rest = await queue(`sort=${sort}&limit=1&cursor=${first.next_cursor}`);
      expect([...idsOf(first), ...rest]).toEqual(await queue(`sort=${sort}`));
    }
  });

  it('R45: says how many working days are left, today not counted, where they are what counts', async () => {
    const { data } = await market.get('/v1/queue', { as: MEDIATOR });
    const left = Object.fromEntries(data.map(({ claim_id, working_days_left }: Body) => [claim_id, working_days_left]));
    expect(left).toEqual({ [review.id]: 6, [early.id]: null });
  });

  it('counts each view, of what the filter leaves', async () => {
    const counts = await market.get('/v1/queue/counts', { as: MEDIATOR });
    expect(counts).toEqual({ all: 2, unassigned: 1, mine: 1, overdue: 0, approvals: 0, appeals: 0 });
    expect(await market.get('/v1/queue/counts?stage=review', { as: SUPERVISOR })).toMatchObject({ all: 1, mine: 0 });
  });

  it('refuses what no claim can be like', async () => {
    for (const query of ['amount_from=-1', 'stage=nowhere', 'deadline_before=soon', 'sort=luck', 'search=']) {
      expect((await market.ask('GET', `/v1/queue?${query}`, { as: MEDIATOR })).status, query).toBe(400);
    }
  });

  it('keeps views for one person alone', async () => {
    const body = { name: '大额', filter: { view: 'unassigned', amount_from: '50000' } };
    const saved = await market.post('/v1/queue/views', body, { as: MEDIATOR });
    const again = { ...body, filter: { view: 'mine' } };
    expect(await market.post('/v1/queue/views', again, { as: MEDIATOR })).toEqual({ ...again, id: saved.id });
    expect((await market.get('/v1/queue/views', { as: MEDIATOR })).data).toEqual([{ ...again, id: saved.id }]);
    expect((await market.get('/v1/queue/views', { as: SUPERVISOR })).data).toEqual([]);
    const remove = (as: string) => market.ask('DELETE', `/v1/queue/views/${saved.id}`, { as });
    expect((await remove(SUPERVISOR)).status).toBe(404);
    expect((await remove(MEDIATOR)).status).toBe(204);
    expect(
      (await market.ask('POST', '/v1/queue/views', { as: MEDIATOR, body: { name: 'x', filter: { x: '1' } } })).status,
    ).toBe(400);
  });

  it('keeps no more views than anybody can look through', async () => {
    const save = (name: string) =>
      market.ask('POST', '/v1/queue/views', { as: 'mediator:m9', body: { name, filter: {} } });
    for (let number = 0; number < 30; number += 1) await save(`v${number}`);
    expect(await save('v30')).toMatchObject({ status: 409, body: { code: 'TOO_MANY_SAVED' } });
    expect((await save('v3')).status).toBe(201);
  });
});

describe('notes', () => {
  it('are read by staff alone, in the order in which they were written, and never change', async () => {
    const claim = await asked();
    const path = `/v1/claims/${claim.id}/notes`;
    const headers = { 'idempotency-key': 'note' };
    const first = await market.post(path, { words: '买家三个月内第四次' }, { as: MEDIATOR, headers });
    expect(first).toMatchObject({ author: { id: 'm1', role: 'mediator' }, words: '买家三个月内第四次' });
    expect(await market.post(path, { words: '买家三个月内第四次' }, { as: MEDIATOR, headers })).toEqual(first);
    const second = await market.post(path, { words: '同意，倾向退货' }, { as: SUPERVISOR });
    expect((await market.get(path, { as: 'operator:o1' })).data).toEqual([first, second]);
    const page = await market.get(`${path}?limit=1`, { as: MEDIATOR });
    expect((await market.get(`${path}?limit=1&cursor=${page.next_cursor}`, { as: MEDIATOR })).data).toEqual([second]);

    for (const as of [BUYER, SELLER]) expect((await market.ask('GET', path, { as })).status).toBe(403);
    expect(JSON.stringify(await market.get(`/v1/claims/${claim.id}/events?limit=100`, { as: BUYER }))).not.toContain(
      '第四次',
    );
    expect((await market.ask('POST', path, { as: MEDIATOR, body: { words: ' ' } })).status).toBe(400);
    expect((await market.ask('GET', '/v1/claims/clm_unknown/notes', { as: MEDIATOR })).status).toBe(404);
    const change = market.service.db.pool.query(`update note set words = 'x' where claim_id = $1`, [claim.id]);
    await expect(change).rejects.toThrow('append-only');
  });
});

describe('who is looking', () => {
  it('is everybody of the staff who has the claim open, each once, until they leave or fall silent', async () => {
    const claim = await asked();
    const path = (window: string) => `/v1/claims/${claim.id}/viewers/${window}`;
    const look = async (as: string, window: string) => {
      const reply = await market.ask('PUT', path(window), { as });
      return reply.body.viewers.map(({ id }: { id: string }) => id);
    };
    expect(await look(MEDIATOR, 'w1')).toEqual(['m1']);
    expect(await look(SUPERVISOR, 'w2')).toEqual(['m1', 's1']);
    expect(await look(SUPERVISOR, 'w3')).toEqual(['m1', 's1']);
    await market.ask('DELETE', path('w2'), { as: SUPERVISOR });
    expect(await look(MEDIATOR, 'w1')).toEqual(['m1', 's1']);
    // Nobody closes somebody else's window.
    await market.ask('DELETE', path('w3'), { as: MEDIATOR });
    expect(await look(MEDIATOR, 'w1')).toEqual(['m1', 's1']);
    await market.service.db.pool.query(
      `update claim_viewing set seen_at = seen_at - interval '1 minute' where user_id = 's1'`,
    );
    expect(await look(MEDIATOR, 'w1')).toEqual(['m1']);
    expect((await market.ask('PUT', path('w4'), { as: BUYER })).status).toBe(403);
    expect((await market.ask('PUT', '/v1/claims/clm_unknown/viewers/w', { as: MEDIATOR })).status).toBe(404);
  });
});

describe('templates', () => {
  const names = { 'zh-CN': '提醒', 'zh-TW': '提醒', en: 'Reminder' };
  const words = { 'zh-CN': '请在 {deadline} 前回复', 'zh-TW': '請於 {deadline} 前回覆', en: 'Answer by {deadline}' };
  const body = { names, words, used_for: ['message'] };

  it('come with the product, and are the supervisors’ to add, change and remove', async () => {
    const { data } = await market.get('/v1/message-templates', { as: MEDIATOR });
    expect(new Set(data.flatMap(({ used_for }: Body) => used_for))).toEqual(
      new Set(['message', 'evidence', 'finding']),
    );
    const added = await market.post('/v1/message-templates', body, { as: SUPERVISOR });
    expect(added).toMatchObject({ ...body, placeholders: ['deadline'], updated_by: 's1' });
    const path = `/v1/message-templates/${added.id}`;
    const changed = { ...body, used_for: ['message', 'evidence'] };
    expect(await market.ask('PUT', path, { as: SUPERVISOR, body: changed })).toMatchObject({
      status: 200,
      body: changed,
    });
    expect((await market.ask('DELETE', path, { as: MEDIATOR })).status).toBe(403);
    expect((await market.ask('DELETE', path, { as: SUPERVISOR })).status).toBe(204);
    expect((await market.ask('DELETE', path, { as: SUPERVISOR })).status).toBe(404);
    expect((await market.get('/v1/message-templates', { as: MEDIATOR })).data).toEqual(data);
  });

  it('every one that comes with the product can be filled in', async () => {
    const { data } = await market.get('/v1/message-templates', { as: SUPERVISOR });
    for (const { id, names: called, words: said, used_for } of data) {
      const reply = await market.ask('PUT', `/v1/message-templates/${id}`, {
        as: SUPERVISOR,
        body: { names: called, words: said, used_for },
      });
      expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    }
  });

  it('ask for nothing that a claim does not have', async () => {
    const wrong = { ...body, words: { ...words, en: 'Dear {nickname}' } };
    const reply = await market.ask('POST', '/v1/message-templates', {
      as: SUPERVISOR,
      body: wrong,
      headers: { 'accept-language': 'en' },
    });
    expect(reply).toMatchObject({
      status: 422,
      body: { code: 'TEMPLATE_INVALID', errors: [{ pointer: '/words/en' }] },
    });
    expect(reply.body.errors[0].detail).toContain('{nickname}');
  });
});

const CONTENT = {
  fault: 'seller',
  remedy: 'return_refund',
  amount: 12_900,
  return_goods: true,
  freight: 'seller',
  funding: 'seller',
};

describe('what a ruling would do', () => {
  it('is decided as the ruling would be, and writes nothing', async () => {
    const claim = await reviewed();
    const preview = (body: object, as = MEDIATOR) =>
      market.ask('POST', `/v1/claims/${claim.id}/ruling-preview`, { as, body });
    const returning = await preview(CONTENT);
    expect(returning).toMatchObject({
      status: 200,
      body: {
        waits_for_approval: false,
        decides_appeal: false,
        next_status: 'awaiting_return',
        buyer: { amount: 12_900, at_once: 0, sends_back: true },
        seller: { bears: 12_900 },
        record: { counts: 'later', number: 1, limit: 5, restricted_until: null },
      },
    });
    const without = await preview({ ...CONTENT, fault: 'buyer', remedy: 'none', amount: 0, return_goods: false });
    expect(without.body).toMatchObject({ next_status: 'closed', record: { counts: 'never', number: 0 } });
    const platform = await preview({ ...CONTENT, amount: 6_000, fault: 'carrier', funding: 'carrier' });
    expect(platform.body).toMatchObject({ seller: { bears: 0, funding: 'carrier' }, record: { counts: 'never' } });
    const much = await preview({ ...CONTENT, amount: 99_000 });
    expect(much).toMatchObject({ status: 422, body: { code: 'AMOUNT_TOO_HIGH' } });
    expect((await preview(CONTENT, 'mediator:m2')).body.code).toBe('NOT_OWNER');
    expect((await preview(CONTENT, BUYER)).status).toBe(403);
    expect(await market.see(MEDIATOR, claim)).toEqual(await market.see(MEDIATOR, claim));
    expect((await market.see(MEDIATOR, claim)).version).toBe(claim.version);

    const findings = [{ text: '开胶', files: [] }];
    const ruled = await market.give(MEDIATOR, claim, 'rule', {
      ...CONTENT,
      findings,
      reason_code: 'defect_proven',
      rules: [],
    });
    expect(ruled).toMatchObject({ status: returning.body.next_status, deadline: { at: returning.body.deadline.at } });
  });

  it('R52: is told as it will be once a supervisor has approved', async () => {
    const claim = await reviewed({ amount: 99_000 }, { amount: 99_000 });
    const body = await market.post(
      `/v1/claims/${claim.id}/ruling-preview`,
      { ...CONTENT, amount: 99_000 },
      { as: MEDIATOR },
    );
    expect(body).toMatchObject({ waits_for_approval: true, next_status: 'awaiting_return' });
  });

  it('R56: and of an appeal, what is still owed', async () => {
    const claim = await reviewed();
    const findings = [{ text: '开胶', files: [] }];
    const rest = { findings, reason_code: 'defect_proven', rules: [] };
    const none = { ...CONTENT, fault: 'buyer', remedy: 'none', amount: 0, return_goods: false };
    await market.give(MEDIATOR, claim, 'rule', { ...none, ...rest });
    await market.give(BUYER, claim, 'appeal', { words: '有新证据', files: [await market.upload(BUYER)] });
    const body = await market.post(`/v1/claims/${claim.id}/ruling-preview`, CONTENT, { as: SUPERVISOR });
    expect(body).toMatchObject({
      decides_appeal: true,
      buyer: { at_once: 12_900, sends_back: false },
      compensation: [{ to: 'buyer', amount: 12_900 }],
      record: { counts: 'now' },
      appeal_until: null,
    });
    expect((await market.get('/v1/queue?view=appeals', { as: SUPERVISOR })).data).toHaveLength(1);
    await market.give(SUPERVISOR, claim, 'decide-appeal', {
      outcome: 'overturned',
      words: '证据充分',
      ruling: { ...CONTENT, ...rest },
    });
    const { staff } = await market.get('/v1/reports/workload', { as: SUPERVISOR });
    expect(staff.find(({ id }: Body) => id === 'm1')).toMatchObject({
      role: 'mediator',
      ruled: 2,
      overturned: 1,
      median_seconds: 0,
    });
    expect(staff.find(({ id }: Body) => id === null).open).toBeGreaterThan(0);
    expect((await market.ask('GET', '/v1/reports/workload', { as: MEDIATOR })).status).toBe(403);
  });
});
