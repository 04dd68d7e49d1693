import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyCaseFile } from '../../src/casefile/verify.ts';
import { expectAccessible } from './support/accessibility.ts';
import { apply, BUYER, buy, countEvents, MEDIATOR, PICTURE, refuse, SELLER } from './support/purchases.ts';
import { openSite, type TestSite } from './support/site.ts';

let site: TestSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.stop());

/** A claim with something in each of its parts: messages, evidence, a ruling with findings, a refund. */
async function ruledClaim(id: string): Promise<string> {
  const claimId = await apply(site, id, 'physical');
  await refuse(site, claimId);
  const buyer = site.api(BUYER);
  await buyer.post(`/v1/claims/${claimId}/messages`, { words: '请看照片' });
  await buyer.post(`/v1/claims/${claimId}/request-intervention`, { words: '请平台处理' });
  const file = await buyer.upload(PICTURE.name, PICTURE.mimeType, new Uint8Array(PICTURE.buffer));
  await buyer.post(`/v1/claims/${claimId}/submit-evidence`, { words: '鞋底开胶', files: [file] });
  await buyer.post(`/v1/claims/${claimId}/finish-evidence`);
  await site.api(SELLER).post(`/v1/claims/${claimId}/finish-evidence`);
  const mediator = site.api(MEDIATOR);
  await mediator.post(`/v1/claims/${claimId}/take`);
  await mediator.post(`/v1/claims/${claimId}/rule`, {
    fault: 'seller',
    remedy: 'refund_only',
    amount: 9900,
    return_goods: false,
    freight: 'seller',
    funding: 'seller',
    findings: [{ text: '照片显示鞋底开胶', files: [file] }],
    reason_code: 'defect_proven',
    rules: ['R50'],
  });
  return claimId;
}

async function scenes(): Promise<Record<string, string>> {
  const offered = await apply(site, 'P1', 'physical');
  const offer = { remedy: 'refund_only', amount: 5000, freight: 'seller', words: '补偿五十元' };
  await site.api(SELLER).post(`/v1/claims/${offered}/propose`, offer);
  const trapped = await apply(site, 'P2', 'virtual');
  await refuse(site, trapped);
  const refused = await apply(site, 'P3', 'physical');
  await refuse(site, refused);
  const asked = await apply(site, 'P4', 'physical');
  await refuse(site, asked);
  await site.api(BUYER).post(`/v1/claims/${asked}/request-intervention`, { words: '请平台处理' });
  const ruled = await ruledClaim('P5');
  await buy(site, 'P6', 'unshipped');
  await buy(site, 'P7', 'physical');
  return {
    '/orders': '我的购买',
    '/claims': '退款售后',
    '/claims?show=todo': '退款售后',
    '/inbox': '消息',
    '/orders/P6/lines/1/apply': '申请退款',
    '/orders/P7/lines/1/apply': '申请退款',
    [`/claims/${offered}`]: '等待卖家答复',
    [`/claims/${trapped}`]: '退款被拒绝',
    [`/claims/${refused}`]: '退款被拒绝',
    [`/claims/${refused}/modify`]: '修改申请',
    [`/claims/${asked}`]: '平台已介入',
    [`/claims/${ruled}`]: '正在退款',
  };
}

async function settled(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor();
  for (const pending of ['.skeleton', '.thumb[aria-busy=true]']) {
    await expect.poll(() => page.locator(pending).count()).toBe(0);
  }
}

/** What no reader should ever see: keys of words, codes, values that were forgotten. */
const KEY_LIKE = /\b(?!clm_|rfd_|fil_|msg_)[a-z]+(?:_[a-z]+)+\b|\bundefined\b|\[object|\{\w+\}|\bNaN\b|Invalid Date/g;

/** What people wrote and what goods are called stays as it is; so do the names of languages. */
const SAID = [
  ...[
    '手工真皮短靴',
    '棕色',
    '视频会员年卡',
    '青花瓷茶杯',
    '简体中文',
    '繁體中文',
    '充值未到账',
    '请平台处理',
    '请看照片',
  ],
  ...['商品没有问题，不同意退款', '照片显示鞋底开胶', '右脚鞋底开胶', '鞋底开胶', '补偿五十元'],
];

function withoutSaid(text: string): string {
  return SAID.reduce((rest, said) => rest.replaceAll(said, ''), text);
}

describe('every page of the buyer', () => {
  it('is accessible, fits a phone, and speaks three languages without a missing word', {
    timeout: 240_000,
  }, async () => {
    const pages = await scenes();
    for (const locale of ['zh-CN', 'zh-TW', 'en'] as const) {
      const page = await site.visit(BUYER, '/inbox', { width: 375, locale });
      for (const [path, heading] of Object.entries(pages)) {
        await page.goto(`${site.url}${path}`);
        await settled(page);
        if (locale === 'zh-CN') await page.getByRole('heading', { name: heading }).first().waitFor();
        const read = () => page.locator('body').innerText();
        // The names of reasons come with the policy, a moment after the claim.
        await expect
          .poll(async () => [path, locale, ...((await read()).match(KEY_LIKE) ?? [])])
          .toEqual([path, locale]);
        const text = await read();
        expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 375]);
        if (locale === 'zh-CN') await expectAccessible(page);
        if (locale === 'en') expect([path, ...(withoutSaid(text).match(/[一-鿿]+/g) ?? [])]).toEqual([path]);
      }
      await page.context().close();
    }
  });

  it('is accessible on a desk too', { timeout: 120_000 }, async () => {
    const claimId = await ruledClaim('P8');
    const page = await site.visit(BUYER, '/orders');
    for (const path of ['/orders', '/claims', `/claims/${claimId}`]) {
      await page.goto(`${site.url}${path}`);
      await settled(page);
      await expectAccessible(page);
    }
  });
});

describe('forms', () => {
  it('show the server’s problem at its field and keep what was typed', async () => {
    await buy(site, 'F1', 'physical');
    const page = await site.visit(BUYER, '/orders/F1/lines/1/apply', { width: 375 });
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByText('请选择处理方式').waitFor();
    await page.getByRole('radio', { name: /^退货退款/ }).check();
    await page.getByLabel('原因').selectOption('damaged');
    await page.getByLabel('退款金额').fill('999');
    await page.getByLabel(/^说明/).fill('外箱压坏了');
    await page.getByRole('button', { name: '提交申请' }).click();
    const amount = page.locator('.field').filter({ has: page.getByLabel('退款金额') });
    await amount.getByText('金额超过可退金额').waitFor();
    expect(await page.getByLabel('退款金额').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel(/^说明/).inputValue()).toBe('外箱压坏了');
    await expectAccessible(page);

    await page.getByLabel('退款金额').fill('100');
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByRole('heading', { name: '等待卖家答复' }).waitFor();
  });

  it('bring back what was typed, files too, after a reload and a restart of the server', async () => {
    await buy(site, 'F2', 'physical');
    const page = await site.visit(BUYER, '/orders/F2/lines/1/apply', { width: 375 });
    await page.getByRole('radio', { name: /^仅退款/ }).check();
    await page.getByRole('radio', { name: '已收到货' }).check();
    await page.getByLabel('原因').selectOption('damaged');
    await page.getByLabel(/^说明/).fill('写到一半');
    await page.locator('input[type=file][multiple]').setInputFiles(PICTURE);
    await page.locator('.upload progress').waitFor({ state: 'detached' });
    await site.restart();
    await page.reload();
    await page.getByText('已恢复您上次未提交的内容').waitFor();
    expect(await page.getByLabel(/^说明/).inputValue()).toBe('写到一半');
    expect(await page.getByLabel('原因').inputValue()).toBe('damaged');
    await page.locator('.uploads .thumb img').waitFor();
    await page.getByRole('button', { name: '提交申请' }).dblclick();
    await page.getByRole('heading', { name: '等待卖家答复' }).waitFor();
    const { data } = await site.api(BUYER).get('/v1/claims?limit=100');
    const [claim] = data.filter((one: { order_id: string }) => one.order_id === 'F2');
    expect(claim.terms).toMatchObject({ description: '写到一半', files: [expect.any(String)] });
    expect(await countEvents(site, claim.id, 'claim.opened')).toBe(1);
  });

  it('save the case file of a claim that was ruled on, which then verifies', async () => {
    const claimId = await ruledClaim('P9');
    const page = await site.visit(BUYER, `/claims/${claimId}`, { width: 375 });
    await settled(page);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载案卷' }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe(`gongdao-${claimId}.zip`);
    expect(await verifyCaseFile(await saved.path())).toMatchObject({ ok: true, checked: { redrawn: true } });
    const unruled = await apply(site, 'P10', 'physical');
    const other = await site.visit(BUYER, `/claims/${unruled}`, { width: 375 });
    await settled(other);
    expect(await other.getByRole('button', { name: '下载案卷' }).count()).toBe(0);
  });

  it('want new evidence for an appeal, which stands with the ruling from then on', async () => {
    const id = await ruledClaim('F4');
    const page = await site.visit(BUYER, `/claims/${id}`, { width: 375 });
    await page.getByText('照片显示鞋底开胶').waitFor();
    await page.getByRole('button', { name: '申诉' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: '说明' }).fill('金额少了，附购买凭证');
    await dialog.getByRole('button', { name: '申诉' }).click();
    await dialog.locator('.wrong').getByText('这项操作须附凭证').waitFor();
    await dialog.locator('input[type=file][multiple]').setInputFiles(PICTURE);
    await dialog.locator('.upload progress').waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: '申诉' }).dblclick();
    await page.getByText('您提出了申诉').waitFor();
    expect(await countEvents(site, id, 'appeal.filed')).toBe(1);
  });

  it('offer of a remedy only what fits the order', async () => {
    await buy(site, 'F3', 'unshipped');
    const page = await site.visit(BUYER, '/orders/F3/lines/1/apply', { width: 375 });
    await page.getByRole('radio', { name: /^仅退款/ }).waitFor();
    expect(await page.getByRole('radio').count()).toBe(1);
    await page.getByLabel('原因').selectOption('not_shipped');
    await page.getByText('未发货的订单全额退款：¥98.00').waitFor();
    expect(await page.getByLabel('原因').locator('option').allInnerTexts()).not.toContain('收到商品破损');
  });
});

describe('the list of claims', () => {
  it('filters by what waits for the buyer, and remembers it in the address', async () => {
    const refused = await apply(site, 'L1', 'physical');
    await refuse(site, refused);
    await apply(site, 'L2', 'physical');
    const page = await site.visit(BUYER, '/claims', { width: 375 });
    const filters = page.getByRole('group', { name: '筛选' });
    await filters.getByRole('button', { name: /待我处理/ }).click();
    await page.locator(`a[href="/claims/${refused}"]`).waitFor();
    const tags = await page.locator('.claim-item').allInnerTexts();
    expect(tags.every((text) => text.includes('待您处理'))).toBe(true);
    await page.reload();
    await page.locator(`a[href="/claims/${refused}"]`).waitFor();
    expect(await filters.getByRole('button', { name: /待我处理/ }).getAttribute('aria-pressed')).toBe('true');
  });

  it('marks what is new until it was looked at', async () => {
    const id = await apply(site, 'L3', 'physical');
    const page = await site.visit(BUYER, '/inbox', { width: 375 });
    await page.getByRole('heading', { name: '消息', level: 1 }).waitFor();
    await refuse(site, id);
    // The stream tells of it; nothing is loaded again by hand.
    const notice = page.locator('.notice-item', { has: page.locator(`a[href="/claims/${id}"]`) });
    await notice.getByText('卖家拒绝').waitFor();
    expect(await notice.getAttribute('class')).toContain('unread');
    await page.locator('nav .unread-badge').waitFor();
    await notice.getByRole('link').click();
    await page.getByRole('heading', { name: '退款被拒绝', level: 1 }).waitFor();
    await page.goto(`${site.url}/inbox`);
    await notice.getByText('卖家拒绝').waitFor();
    await expect.poll(() => notice.getAttribute('class')).not.toContain('unread');
  });
});
