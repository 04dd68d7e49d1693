import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAudit } from '../../src/store/audit.ts';
import { transaction } from '../../src/store/database.ts';
import { BUYER, createMarket, type Market, MEDIATOR, SELLER, T0 } from './support/market.ts';

const OPERATOR = 'operator:o1';

let market: Market;
beforeAll(async () => {
  market = await createMarket();
});
afterAll(() => market.close());

const newest = async (query = '') => (await market.get(`/v1/audit-log${query}`, { as: OPERATOR })).data[0];

describe('the audit log', () => {
  it('tells of keys made and revoked, by whom and through which key, and never a secret', async () => {
    const made = await market.post('/v1/api-keys', { name: '仓库', scopes: ['orders'] }, { as: OPERATOR });
    const entry = await newest();
    expect(entry).toMatchObject({
      at: T0,
      actor: { role: 'operator', id: 'o1' },
      action: 'api_key.created',
      subject: made.id,
      details: { name: '仓库', scopes: ['orders'] },
    });
    expect(entry.credential).toMatch(/^key_/);
    expect((await market.ask('DELETE', `/v1/api-keys/${made.id}`)).status).toBe(204);
    expect(await newest()).toMatchObject({
      actor: { role: 'marketplace', id: null },
      action: 'api_key.revoked',
      subject: made.id,
      details: { name: '仓库' },
    });
    const all = await market.ask('GET', '/v1/audit-log?limit=100');
    expect(all.text).not.toContain(made.secret);
  });

  it('tells nothing of what was refused, or was only sent again', async () => {
    const before = await market.get('/v1/audit-log?limit=100');
    const headers = { 'idempotency-key': 'twice' };
    expect((await market.ask('DELETE', '/v1/api-keys/key_unknown')).status).toBe(404);
    const { secret: weak } = await market.service.newKey(['config']);
    const refused = await market.ask('POST', '/v1/api-keys', { key: weak, body: { name: 'x', scopes: ['staff'] } });
    expect(refused.status).toBe(403);
    expect(await market.get('/v1/audit-log?limit=100')).toEqual(before);
    for (const _ of [1, 2]) await market.post('/v1/api-keys', { name: 'x', scopes: ['orders'] }, { headers });
    expect((await market.get('/v1/audit-log?limit=100')).data).toHaveLength(before.data.length + 1);
  });

  it('tells of a calendar that was put', async () => {
    const days = [{ date: '2027-01-01', off: true, name: '元旦' }];
    expect((await market.ask('PUT', '/v1/calendars/CN/2027', { body: { days }, as: OPERATOR })).status).toBe(200);
    expect(await newest()).toMatchObject({ action: 'calendar.put', subject: 'CN/2027', details: { days: 1 } });
  });

  it('is not written when the change is not', async () => {
    const before = (await market.get('/v1/audit-log?limit=100')).data.length;
    const { deps } = market.service;
    const failing = transaction(deps.store.pool, async (tx) => {
      const by = { actor: { role: 'operator', id: 'o1' }, credential: null } as const;
      await recordAudit(tx, deps.store, { ...by, action: 'api_key.created', subject: 'key_x' });
      throw new Error('after all not');
    });
    await expect(failing).rejects.toThrow('after all not');
    expect((await market.get('/v1/audit-log?limit=100')).data).toHaveLength(before);
  });

  it('is filtered, and its pages join', async () => {
    await market.advanceBy('PT1H');
    await market.post('/v1/api-keys', { name: 'later', scopes: ['orders'] }, { as: 'operator:o2' });
    const names = async (query: string) =>
      (await market.get(`/v1/audit-log?${query}`)).data.map(({ action }: { action: string }) => action);
    expect(await names('actor_id=o2')).toEqual(['api_key.created']);
    expect(await names('action=calendar.put')).toEqual(['calendar.put']);
    expect(await names('subject=CN/2027')).toEqual(['calendar.put']);
    expect(await names('from=2026-05-06T03:00:00Z')).toEqual(['api_key.created']);
    expect(await names('until=2026-05-06T02:00:00Z')).toEqual([]);
    const whole = (await market.get('/v1/audit-log?limit=100')).data;
    const pages = [];
    for (let cursor = ''; cursor !== 'end'; ) {
      const page = await market.get(`/v1/audit-log?limit=2${cursor && `&cursor=${cursor}`}`);
      pages.push(...page.data);
      cursor = page.next_cursor ?? 'end';
    }
    expect(pages).toEqual(whole);
  });

  it('is for who administers', async () => {
    for (const as of [BUYER, SELLER, MEDIATOR, 'supervisor:s1']) {
      expect((await market.ask('GET', '/v1/audit-log', { as })).status).toBe(403);
    }
    expect((await market.ask('GET', '/v1/audit-log', { key: null })).status).toBe(401);
    for (const query of ['action=nonsense', 'from=yesterday', 'x=1', 'limit=0']) {
      expect((await market.ask('GET', `/v1/audit-log?${query}`)).body.code).toBe('INVALID_REQUEST');
    }
    expect((await market.ask('GET', '/v1/audit-log?cursor=WzFd')).body.code).toBe('INVALID_CURSOR');
  });
});
