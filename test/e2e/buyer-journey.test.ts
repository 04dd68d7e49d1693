import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './support/accessibility.ts';
import { apply, BUYER, buy, countEvents, PICTURE, refuse, SELLER } from './support/purchases.ts';
import { openSite, type TestSite } from './support/site.ts';

let site: TestSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.stop());

async function claimAt(url: string): Promise<string> {
  return new URL(url).pathname.split('/').at(-1) ?? '';
}

describe('a buyer with a phone', () => {
  it('applies, is refused, learns when the platform can be asked, asks, shows a picture and is done', {
    timeout: 90_000,
  }, async () => {
    await buy(site, 'J1', 'physical');
    const page = await site.visit(BUYER, '/orders', { width: 375 });
    await page.getByRole('link', { name: '申请退款' }).click();

    await page.getByRole('heading', { name: '申请退款' }).waitFor();
    await page.getByRole('radio', { name: /^仅退款/ }).check();
    await page.getByRole('radio', { name: '已收到货' }).check();
    await page.getByLabel('原因').selectOption('quality_visible');
    expect(await page.getByLabel('退款金额').inputValue()).toBe('135.00');
    await page.getByLabel(/^说明/).fill('穿了两天，右脚鞋底开胶');
    await page.locator('input[type=file][capture]').setInputFiles(PICTURE);
    await page.locator('.upload .preview img').waitFor();
    await page.getByRole('button', { name: '提交申请' }).dblclick();
    await page.getByRole('heading', { name: '等待卖家答复' }).waitFor();
    const id = await claimAt(page.url());

    const greyed = page.getByRole('button', { name: '要求平台介入' });
    expect(await greyed.getAttribute('aria-disabled')).toBe('true');
    await page.getByText('卖家还没有拒绝当前的申请内容').waitFor();

    await refuse(site, id);
    await page.goto(`${site.url}/orders`);
    await page.getByRole('link', { name: '退款被拒绝' }).click();
    await page.getByText('商品没有问题，不同意退款').first().waitFor();
    await page.getByRole('button', { name: '要求平台介入' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('涉及金额 ¥135.00').waitFor();
    await dialog.getByRole('textbox', { name: '说明' }).fill('卖家不承认质量问题，请平台处理');
    await dialog.getByRole('button', { name: '要求平台介入' }).dblclick();
    await page.getByRole('heading', { name: '平台已介入' }).waitFor();
    expect(await countEvents(site, id, 'intervention.requested')).toBe(1);

    await page.getByText('质量问题照片').waitFor();
    await page.getByRole('button', { name: '提交凭证' }).click();
    await dialog.locator('input[type=file][multiple]').setInputFiles(PICTURE);
    await dialog.locator('.upload .preview img').waitFor();
    await dialog.getByRole('textbox', { name: '说明' }).fill('鞋底前掌开胶约四厘米');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: '提交凭证' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('.evidence .thumb img').first().waitFor();

    await page.getByRole('button', { name: '举证完毕' }).click();
    await dialog.getByText('之后再交的凭证会标记为逾期').waitFor();
    await dialog.getByRole('button', { name: '举证完毕' }).dblclick();
    await page.getByText('卖家正在答复您的凭证').waitFor();
    expect(await countEvents(site, id, 'evidence.finished')).toBe(1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
  });

  it('calls in the platform from the order line, where a refused refund is looked for', async () => {
    const id = await apply(site, 'J2', 'physical');
    await refuse(site, id);
    const page = await site.visit(BUYER, '/orders', { width: 375 });
    const order = page.getByRole('article').filter({ hasText: 'J2' });
    await order.getByRole('link', { name: '退款被拒绝' }).waitFor();
    await order.getByRole('button', { name: '要求平台介入' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: '说明' }).fill('请平台处理');
    await page.getByRole('dialog').getByRole('button', { name: '要求平台介入' }).click();
    await order.getByRole('link', { name: '平台介入中' }).waitFor();
  });

  it('sends goods back to the address shown, and finds the refund', async () => {
    const id = await apply(site, 'J3', 'physical');
    const wish = { remedy: 'return_refund', reason: 'quality_visible', amount: 12_900, goods_received: true };
    await site.api(BUYER).post(`/v1/claims/${id}/modify-terms`, { terms: wish });
    const address = { name: '张店长', phone: '13800001234', address: '温州市鞋都大道 88 号' };
    await site.api(SELLER).post(`/v1/claims/${id}/agree`, { return_address: address });
    const page = await site.visit(BUYER, `/claims/${id}`, { width: 375 });
    await page.getByText('温州市鞋都大道 88 号').waitFor();
    await page.getByRole('button', { name: '寄回商品' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '寄回商品' }).click();
    await dialog.locator('.wrong').first().waitFor();
    await dialog.getByLabel('快递公司').fill('顺丰');
    await dialog.getByLabel('快递单号').fill('SF123456');
    await dialog.getByRole('button', { name: '寄回商品' }).click();
    await page.getByRole('heading', { name: '等待卖家确认收到退货' }).waitFor();

    await site.api(SELLER).post(`/v1/claims/${id}/confirm-return`, {});
    await page.reload();
    await page.getByText('退款处理中').waitFor();
  });

  it('takes the seller’s proposal', async () => {
    const id = await apply(site, 'J4', 'physical');
    const offer = { remedy: 'refund_only', amount: 5000, freight: 'seller', words: '补偿您五十元可以吗' };
    await site.api(SELLER).post(`/v1/claims/${id}/propose`, offer);
    const page = await site.visit(BUYER, `/claims/${id}`, { width: 375 });
    await page.getByText('补偿您五十元可以吗').first().waitFor();
    await page.getByRole('button', { name: '接受协商方案' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '接受协商方案' }).dblclick();
    await page.getByText('双方协商一致').waitFor();
    await page.getByRole('heading', { name: '正在退款' }).waitFor();
  });

  it('proposes, writes and asks for a call', async () => {
    const id = await apply(site, 'J5', 'physical');
    const page = await site.visit(BUYER, `/claims/${id}`, { width: 375 });
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: '提出协商方案' }).click();
    await dialog.getByLabel('退款金额').fill('60');
    await dialog.getByLabel('对卖家说明').fill('退六十元就好');
    await dialog.getByRole('button', { name: '提出协商方案' }).click();
    await page.getByText('您提出，等待卖家答复').waitFor();

    await page.getByRole('button', { name: '要求电话沟通' }).click();
    await dialog.getByLabel('您的电话').fill('13900001111');
    await dialog.getByRole('button', { name: '请客服致电' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await countEvents(site, id, 'call.requested')).toBe(1);

    await page.getByLabel('写留言').fill('在吗？');
    await page.getByRole('button', { name: '发送' }).dblclick();
    await page.locator('.messages .own').waitFor();
    const { data } = await site.api(BUYER).get(`/v1/claims/${id}/messages`);
    expect(data).toHaveLength(1);
    expect(await page.getByLabel('写留言').inputValue()).toBe('');
  });
});

describe('virtual goods', () => {
  it('R33: the page tells the way out of the trap, and the way works', async () => {
    const id = await apply(site, 'V1', 'virtual');
    await site.advance('PT1H');
    await refuse(site, id);
    await site.advance('PT48H');
    const page = await site.visit(BUYER, `/claims/${id}`, { width: 375 });
    await page.getByText('请留意：申请会先到期').waitFor();
    expect(await page.getByRole('button', { name: '要求平台介入' }).getAttribute('aria-disabled')).toBe('true');
    await page.getByText('可要求介入').waitFor();

    await page.getByRole('button', { name: '修改申请，保持有效' }).click();
    await page.getByText('再次被拒绝后才可要求平台介入').first().waitFor();
    await page.getByLabel(/^说明/).fill('充值仍未到账，附订单号');
    await page.getByRole('button', { name: '提交修改' }).click();
    await page.getByRole('heading', { name: '等待卖家答复' }).waitFor();
    await page.getByText('第 2 版', { exact: true }).waitFor();

    // R31: the refusal went with the terms that it was about.
    expect(await page.getByRole('button', { name: '要求平台介入' }).getAttribute('aria-disabled')).toBe('true');
    await page.getByText('卖家再次拒绝后才可要求介入').waitFor();

    await site.advance('PT11H');
    await refuse(site, id);
    await page.reload();
    const ask = page.getByRole('button', { name: '要求平台介入' });
    await page.getByRole('heading', { name: '退款被拒绝' }).waitFor();
    expect(await ask.getAttribute('aria-disabled')).toBe('true');
    await site.advance('PT12H');
    await page.reload();
    await page.getByRole('heading', { name: '退款被拒绝' }).waitFor();
    expect(await ask.getAttribute('aria-disabled')).toBeNull();
  });

  it('R23: closes when nothing is done, and can be applied for again', async () => {
    const id = await apply(site, 'V2', 'virtual');
    await refuse(site, id);
    await site.advance('PT73H');
    const page = await site.visit(BUYER, `/claims/${id}`, { width: 375 });
    await page.getByText('被拒绝后逾期未处理').waitFor();
    await page.goto(`${site.url}/orders`);
    const order = page.getByRole('article').filter({ hasText: 'V2' });
    await order.getByRole('link', { name: '再次申请' }).click();
    await page.getByRole('heading', { name: '申请退款' }).waitFor();
  });
});
