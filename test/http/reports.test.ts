import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import classic from '../../policies/taobao-classic.json' with { type: 'json' };
import type { Policy } from '../../src/domain/policy.ts';
import { addPolicy } from '../../src/store/policy.ts';
import { BUYER, createMarket, type Market, MEDIATOR, SELLER, SUPERVISOR, T0 } from './support/market.ts';

const OPERATOR = 'operator:o1';
const NAMES = ['volume', 'durations', 'sla', 'outcomes', 'appeals'] as const;
const RULING = {
  fault: 'seller',
  remedy: 'refund_only',
  amount: 10_000,
  return_goods: false,
  freight: 'seller',
  funding: 'seller',
  findings: [{ text: '开胶属实' }],
  reason_code: 'defect_proven',
  rules: ['R50'],
};

let market: Market;
const report = (name: string, query = '') => market.get(`/v1/reports/${name}${query}`, { as: OPERATOR });

async function asked() {
  const claim = await market.open(await market.order());
  await market.give(SELLER, claim, 'refuse', { reason: 'goods_fine', words: '没有问题' });
  await market.give(BUYER, claim, 'request-intervention', { words: '请介入' });
  return claim;
}

async function intoReview(claim: { id: string }) {
  for (const as of [BUYER, SELLER]) await market.give(as, claim, 'finish-evidence');
  await market.give(MEDIATOR, claim, 'take');
}

async function refunded(claim: { id: string }) {
  const { refund } = await market.get(`/v1/claims/${claim.id}`);
  await market.post(`/v1/refunds/${refund.id}/succeeded`, {});
}

/** Days in May: 6 all opened; 7 settled and withdrawn; 8 ruled on time; late once the due date has passed. */
beforeAll(async () => {
  // A policy of somebody who means harm, or of one who copied from a spreadsheet.
  market = await createMarket();
  const reasons = classic.reasons.map((reason) =>
    reason.code === 'quality_visible' ? { ...reason, labels: { ...reason.labels, en: '=cmd|calc, "x"' } } : reason,
  );
  const evil = { ...classic, version: 2, effective_from: T0, reasons } as Policy;
  await addPolicy(market.service.db.pool, evil);
  const settled = await market.open(await market.order());
  const yen = await market.open(await market.order({}, { currency: 'JPY' }));
  const withdrawn = await market.open(await market.order());
  const [onTime, late] = [await asked(), await asked()];
  await market.advanceTo('2026-05-07T02:00:00Z');
  for (const claim of [settled, yen]) await market.give(SELLER, claim, 'agree');
  for (const claim of [settled, yen]) await refunded(claim);
  await market.give(BUYER, withdrawn, 'withdraw');
  await market.advanceTo('2026-05-08T02:00:00Z');
  for (const claim of [onTime, late]) await intoReview(claim);
  await market.give(MEDIATOR, onTime, 'rule', RULING);
  await refunded(onTime);
  await market.advanceTo('2026-05-30T02:00:00Z');
  await market.give(SUPERVISOR, late, 'rule', RULING);
  await refunded(late);
  const file = await market.upload(SELLER);
  await market.give(SELLER, late, 'appeal', { words: '新的检测报告', files: [file] });
  await market.give('supervisor:s2', late, 'decide-appeal', { outcome: 'overturned', words: '检测报告可信' });
});
afterAll(() => market.close());

const on = (rows: { day: string }[], day: string) => rows.find((row) => row.day === day);

describe('reports', () => {
  it('count what happened, by calendar days of the policy’s time zone, every day of the period', async () => {
    const volume = await report('volume', '?from=2026-05-01&to=2026-05-31');
    expect(volume).toMatchObject({ from: '2026-05-01', to: '2026-05-31', time_zone: 'Asia/Shanghai' });
    expect(volume.rows).toHaveLength(31);
    expect(on(volume.rows, '2026-05-06')).toEqual({ day: '2026-05-06', opened: 5, interventions: 2, ended: 0 });
    expect(on(volume.rows, '2026-05-07')).toEqual({ day: '2026-05-07', opened: 0, interventions: 0, ended: 3 });
    expect(volume.totals).toEqual({ opened: 5, interventions: 2, ended: 5 });
  });

  it('R1: a day ends where the time zone says, not at midnight in Greenwich', async () => {
    await market.advanceTo('2026-05-30T15:59:59Z');
    await market.open(await market.order());
    await market.advanceTo('2026-05-30T16:00:00Z');
    await market.open(await market.order());
    const { rows } = await report('volume', '?from=2026-05-30&to=2026-05-31');
    expect(rows.map(({ opened }: { opened: number }) => opened)).toEqual([1, 1]);
  });

  it('tell how long claims took, with the platform and without', async () => {
    const { totals, rows } = await report('durations', '?from=2026-05-01&to=2026-05-31');
    const day = 86_400;
    expect(totals.among_themselves).toEqual({ ended: 3, median_seconds: day, p90_seconds: day });
    expect(totals.intervened).toEqual({ ended: 2, median_seconds: 2 * day, p90_seconds: 24 * day });
    expect(totals.all).toEqual({ ended: 5, median_seconds: day, p90_seconds: 24 * day });
    expect(on(rows, '2026-05-09')).toEqual({ day: '2026-05-09', ended: 0, median_seconds: null, p90_seconds: null });
  });

  it('R44: tell rulings by the due date of their review', async () => {
    const { totals, rows } = await report('sla', '?from=2026-05-01&to=2026-05-31');
    expect(totals).toEqual({ on_time: 1, late: 1, rate: 0.5 });
    expect(on(rows, '2026-05-30')).toMatchObject({ on_time: 0, late: 1 });
    expect((await report('sla', '?from=2026-05-09&to=2026-05-10')).totals.rate).toBeNull();
  });

  it('R5: add up money of one currency alone', async () => {
    const { rows, totals } = await report('outcomes', '?from=2026-05-01&to=2026-05-31');
    expect(totals).toMatchObject({ ended: 5, settled: 2, ruled_for_buyer: 2, withdrawn: 1 });
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ reason: 'quality_visible', currency: 'CNY', ended: 4, refunded: 32_900 });
    expect(rows[1]).toMatchObject({ currency: 'JPY', ended: 1, refunded: 12_900 });
    expect(totals.money).toEqual([
      { currency: 'CNY', refunded: 32_900 },
      { currency: 'JPY', refunded: 12_900 },
    ]);
  });

  it('R56: tell how often an appeal overturned a ruling', async () => {
    const { totals } = await report('appeals', '?from=2026-05-01&to=2026-05-31');
    expect(totals).toEqual({ filed: 1, upheld: 0, overturned: 1, overturn_rate: 1 });
  });

  it('R2: what is due has happened, however slow the worker is', async () => {
    const before = (await report('volume', '?from=2026-06-01&to=2026-06-30')).totals.ended;
    await market.service.db.pool.query("update sandbox_clock set at = '2026-06-20T00:00:00Z'");
    const after = (await report('volume', '?from=2026-06-01&to=2026-06-30')).totals.ended;
    expect([before, after]).toEqual([0, 0]);
    const { totals } = await report('volume', '?from=2026-05-30&to=2026-06-20');
    expect(totals.opened).toBe(2);
  });

  it('speak of the last 30 days unless told', async () => {
    expect(await report('volume')).toMatchObject({ from: '2026-05-22', to: '2026-06-20' });
    expect(await report('volume', '?to=2026-05-31')).toMatchObject({ from: '2026-05-02', to: '2026-05-31' });
  });
});

describe('a report as a table for spreadsheets', () => {
  const csv = (url: string, accept?: string) =>
    market.service.request({
      url,
      as: OPERATOR,
      headers: { ...(accept ? { accept } : {}), 'accept-language': 'en' },
    });

  it.each(NAMES)('%s is asked for by Accept or by the address', async (name) => {
    const period = 'from=2026-05-06&to=2026-05-08';
    const byHeader = await csv(`/v1/reports/${name}?${period}`, 'text/csv');
    const byAddress = await csv(`/v1/reports/${name}?${period}&format=csv`);
    expect(byHeader.statusCode).toBe(200);
    expect(byHeader.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(byHeader.headers['content-disposition']).toBe(`attachment; filename="${name}-2026-05-06-2026-05-08.csv"`);
    expect(byHeader.body).toBe(byAddress.body);
    expect(byHeader.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const asked = await csv(`/v1/reports/${name}?${period}&format=json`, 'text/csv');
    expect(asked.json()).toHaveProperty('rows');
  });

  it('names its columns in the language asked for', async () => {
    const answer = await market.service.request({
      url: '/v1/reports/volume?format=csv&from=2026-05-06&to=2026-05-06',
      headers: { 'accept-language': 'zh-CN' },
    });
    expect(answer.body).toBe('\ufeff日期,新申请,平台介入,已结束\r\n2026-05-06,5,2,0\r\n');
  });

  it('disarms what would be a formula', async () => {
    const { body } = await csv('/v1/reports/outcomes?format=csv&from=2026-05-01&to=2026-05-31');
    expect(body).toContain(`quality_visible,"'=cmd|calc, ""x""",CNY,4,`);
    expect(body).not.toMatch(/(^|,|\n)"?=/);
  });
});

describe('reports are refused', () => {
  it.each(NAMES)('%s to whom they are not for', async (name) => {
    for (const as of [BUYER, SELLER, MEDIATOR]) {
      expect((await market.ask('GET', `/v1/reports/${name}`, { as })).body.code).toBe('FORBIDDEN');
    }
    expect((await market.ask('GET', `/v1/reports/${name}`, { key: null })).status).toBe(401);
    const { secret } = await market.service.newKey(['orders', 'claims', 'config']);
    expect((await market.ask('GET', `/v1/reports/${name}`, { key: secret })).status).toBe(403);
    expect((await market.ask('GET', `/v1/reports/${name}`, { as: SUPERVISOR })).status).toBe(200);
  });

  it.each([
    ['from=2026-05-02&to=2026-05-01', 422, 'PERIOD_INVALID'],
    ['from=2024-01-01&to=2026-01-01', 422, 'PERIOD_INVALID'],
    ['from=2026-02-30', 400, 'INVALID_REQUEST'],
    ['from=yesterday', 400, 'INVALID_REQUEST'],
    ['format=xlsx', 400, 'INVALID_REQUEST'],
    ['days=7', 400, 'INVALID_REQUEST'],
  ])('%s with %d %s', async (query, status, code) => {
    expect(await market.ask('GET', `/v1/reports/volume?${query}`)).toMatchObject({ status, body: { code } });
  });

  it('when there is none of the name', async () => {
    expect((await market.ask('GET', '/v1/reports/nothing')).status).toBe(404);
  });
});
