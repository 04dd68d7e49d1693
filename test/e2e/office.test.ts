import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import classic from '../../policies/taobao-classic.json' with { type: 'json' };
import type { Viewer } from '../../src/web/session/session.ts';
import { expectAccessible } from './support/accessibility.ts';
import { apply, BUYER, SELLER } from './support/purchases.ts';
import { openSite, type TestSite } from './support/site.ts';

const OPERATOR: Viewer = { role: 'operator', id: 'tangning' };
const PAGES = {
  '/office/reports': 'Reports',
  '/office/policies': 'Policies',
  '/office/policies/taobao-classic/1': 'taobao-classic · Version 1',
  '/office/policies/new': 'Check or publish a version',
  '/office/calendars': 'Working-day calendars',
  '/office/keys': 'API keys',
  '/office/parked': 'Parked work',
  '/office/audit': 'Audit log',
} as const;

let site: TestSite;
/** A claim in review whose deadline leans on a year that nobody knows yet, and a refund that failed for good. */
beforeAll(async () => {
  site = await openSite({ now: '2026-12-25T02:00:00Z' });
  const reviewed = await apply(site, 'O1', 'physical');
  const [buyer, seller] = [site.api(BUYER), site.api(SELLER)];
  await seller.post(`/v1/claims/${reviewed}/refuse`, { reason: 'goods_fine', words: '出厂前逐双检验' });
  await buyer.post(`/v1/claims/${reviewed}/request-intervention`, { words: '请平台处理' });
  for (const party of [buyer, seller]) await party.post(`/v1/claims/${reviewed}/finish-evidence`);
  const failing = await apply(site, 'O2', 'unshipped');
  const { refund } = await seller.post(`/v1/claims/${failing}/agree`);
  // The sixth failure is the last that would be tried again by itself.
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    await site.api().post(`/v1/refunds/${refund.id}/failed`, { reason: '收款账户已注销' });
    if (attempt < 6) await site.api(OPERATOR).post(`/v1/refunds/${refund.id}/retry`);
  }
  await site.api().post('/v1/policies', {
    ...classic,
    version: 2,
    effective_from: '2027-06-01T00:00:00Z',
    values: { ...classic.values, 'seller.answer.shipped': 'P4D' },
  });
}, 120_000);
afterAll(() => site.stop());

describe('the operator', () => {
  it('sees reports and takes them along as a file', async () => {
    const page = await site.visit(OPERATOR, '/office/reports');
    const volume = page.getByRole('region', { name: '数量', exact: true }).first();
    await volume.getByText('以表格查看').click();
    await volume.getByRole('row', { name: '2026-12-25 2 1 0' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出 CSV：数量' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^volume-.*\.csv$/);
    const csv = await readFile(await download.path(), 'utf8');
    expect(csv).toContain('\ufeff日期,新申请,平台介入,已结束\r\n');
    expect(csv).toContain('2026-12-25,2,1,0\r\n');
    await page.getByRole('button', { name: '近 7 天' }).click();
    await page.getByRole('button', { name: '近 7 天', pressed: true }).waitFor();
    await page.close();
  });

  it('compares two versions of a policy, and has one checked', { timeout: 120_000 }, async () => {
    const page = await site.visit(OPERATOR, '/office/policies');
    await page.getByRole('link', { name: 'taobao-classic · 第 2 版' }).click();
    await page.getByLabel('与哪个版本比较').selectOption('taobao-classic/1');
    const row = page.getByRole('row', { name: /seller\.answer\.shipped/ });
    await row.getByText('P5D').waitFor();
    await row.getByText('P4D').waitFor();
    await page.goto(`${site.url}/office/policies/new`);
    await page.getByLabel('政策文件（JSON）').fill('{"name":');
    await page.getByRole('button', { name: '检查', exact: true }).click();
    await page.getByText('这不是有效的 JSON').waitFor();
    const values = { ...classic.values, 'review.expected': '9WD' };
    await page.getByLabel('政策文件（JSON）').fill(JSON.stringify({ ...classic, version: 3, values }));
    await page.getByRole('button', { name: '检查', exact: true }).click();
    await page.getByRole('alert').getByText('不能发布').waitFor();
    expect(await page.getByRole('button', { name: '发布', exact: true }).count()).toBe(0);
    await page.close();
  });

  it('R45: puts a year that is missing, and no deadline is provisional any more', async () => {
    const page = await site.visit(OPERATOR, '/office/calendars');
    await page.getByText('2027 年的放假安排还没有').waitFor();
    await page.getByText('有 1 个售后单的时限因此只是暂定。').waitFor();
    await page.getByRole('button', { name: '录入 2027 年' }).first().click();
    const days = [
      { date: '2027-01-01', name: '元旦', isOffDay: true },
      { date: '2027-01-03', name: '元旦', isOffDay: false },
    ];
    await page.getByLabel('放假安排（JSON）').fill(JSON.stringify({ year: 2027, days }));
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText(/2027 年已保存/).waitFor();
    await page.getByText('2027 年的放假安排还没有').waitFor({ state: 'detached' });
    const { data } = await site.api(OPERATOR).get('/v1/calendars');
    expect(data[0]).toMatchObject({ year: 2027, source: 'put', provisional_claims: 0 });
    await page.close();
  });

  it('makes a key, sees its secret once, and revokes it', async () => {
    const page = await site.visit(OPERATOR, '/office/keys');
    await page.getByLabel('名称').fill('仓库系统');
    await page.getByRole('button', { name: '创建密钥' }).click();
    const secret = await page.locator('.office-secret code').innerText();
    expect(secret).toMatch(/^sk_/);
    const asKey = () => fetch(`${site.url}/v1/orders?buyer_id=B9`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await asKey()).status).toBe(200);
    await page.getByRole('button', { name: '我已保存' }).click();
    expect(await page.locator('body').innerText()).not.toContain(secret);
    await page.getByRole('button', { name: '停用密钥「仓库系统」' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '停用', exact: true }).click();
    await page.getByText('已停用「仓库系统」').waitFor();
    expect((await asKey()).status).toBe(401);
    await page.close();
  });

  it('R59a: tries a refund again that was given up, and looks at its claim', async () => {
    const page = await site.visit(OPERATOR, '/office/parked');
    await page.getByText('收款账户已注销').waitFor();
    await page.getByRole('button', { name: /^重试退款/ }).click();
    await page.getByText('没有搁置的工作').waitFor();
    await page.close();
  });

  it('finds all of that in the audit log', async () => {
    const page = await site.visit(OPERATOR, '/office/audit');
    for (const name of ['重试退款', '停用密钥', '创建密钥', '录入日历', '发布政策']) {
      await page.getByRole('cell', { name, exact: true }).first().waitFor();
    }
    await page.getByLabel('操作 ·').selectOption('calendar.put');
    await page.getByRole('cell', { name: '停用密钥', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('cell', { name: 'CN/2027' }).waitFor();
    await page.close();
  });
});

describe('every page of the office', () => {
  it('can be used by everybody, on a desk and on a phone', { timeout: 120_000 }, async () => {
    for (const [path, heading] of Object.entries(PAGES)) {
      for (const width of [1440, 375]) {
        const page = await site.visit(OPERATOR, path, { locale: 'en', width });
        await page.getByRole('heading', { level: 1, name: heading }).waitFor();
        await page.locator('.skeleton').first().waitFor({ state: 'detached' });
        if (width === 1440) await expectAccessible(page);
        const wide = await page.locator('html').evaluate((html) => html.scrollWidth);
        expect(wide, `${path} at ${width}`).toBeLessThanOrEqual(width);
        expect(await page.locator('main').innerText(), path).not.toMatch(/undefined|\[object/);
        await page.close();
      }
    }
  });

  it('is for operators', async () => {
    const page = await site.visit(SELLER, '/office/keys');
    await page.locator('main').waitFor();
    expect(await page.getByRole('heading', { name: 'API 密钥' }).count()).toBe(0);
    await page.close();
  });
});
