import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './support/accessibility.ts';
import { apply, BUYER, buy, countEvents, PICTURE, SELLER } from './support/purchases.ts';
import { openSite, type TestSite } from './support/site.ts';

let site: TestSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.stop());

function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click();
}

/** A claim that asks for goods to be sent back; resolves to its id. */
async function applyForReturn(order: string): Promise<string> {
  await buy(site, order, 'physical');
  const terms = {
    remedy: 'return_refund',
    reason: 'quality_visible',
    amount: 12_900,
    goods_received: true,
    description: '右脚鞋底开胶',
  };
  const claim = await site.api(BUYER).post('/v1/claims', { order_id: order, line_id: '1', terms });
  return claim.id as string;
}

describe('a seller', () => {
  it('reads what may follow, refuses, shows evidence and settles', async () => {
    const id = await apply(site, 'J1', 'physical');
    const page = await site.visit(SELLER, '/seller/claims');
    await page.getByRole('link', { name: 'J1' }).click();
    await page.getByRole('heading', { name: '请答复买家的申请' }).waitFor();

    await press(page, '拒绝');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('拒绝之前请先看：可能的后果').waitFor();
    await dialog.getByText('¥129.00').waitFor();
    await dialog.getByText(/1.*5/).first().waitFor();
    await expectAccessible(page);
    await dialog.getByLabel('拒绝原因').selectOption('buyer_caused');
    await dialog.getByLabel('对买家说明').fill('浸水造成，不同意退款');
    await dialog.getByRole('button', { name: '确认拒绝' }).click();
    // The server wants proof for this reason; what was typed stays.
    await dialog.locator('.wrong').first().waitFor();
    expect(await dialog.getByLabel('对买家说明').inputValue()).toBe('浸水造成，不同意退款');
    await dialog.locator('input[type=file][multiple]').setInputFiles(PICTURE);
    await dialog.locator('.upload .preview img').waitFor();
    await dialog.getByRole('button', { name: '确认拒绝' }).dblclick();
    await page.getByRole('heading', { name: '您已拒绝，等待买家' }).waitFor();
    expect(await countEvents(site, id, 'claim.refused')).toBe(1);

    await site.api(BUYER).post(`/v1/claims/${id}/request-intervention`, { words: '请平台处理' });
    await page.getByRole('heading', { name: '平台已介入' }).waitFor();
    await press(page, '提交凭证');
    await dialog.getByText('您需要提交').waitFor();
    await dialog.getByRole('textbox', { name: '说明' }).fill('出厂检验单如附件');
    await dialog.locator('input[type=file][multiple]').setInputFiles(PICTURE);
    await dialog.locator('.upload .preview img').waitFor();
    await dialog.getByRole('button', { name: '提交凭证' }).click();
    await page.locator('.evidence .thumb img').first().waitFor();
    await press(page, '举证完毕');
    await dialog.getByRole('button', { name: '举证完毕' }).click();
    await dialog.waitFor({ state: 'detached' });

    await press(page, '同意');
    await dialog.getByText('现在同意，就是与买家和解').waitFor();
    await dialog.getByRole('button', { name: '同意', exact: true }).dblclick();
    await page.getByRole('heading', { name: '正在退款' }).waitFor();
    await page.getByText('双方已和解').waitFor();
    const standing = await site.api(SELLER).get('/v1/shops/S7/standing');
    expect(standing.dispute_refunds).toBe(0);
  });

  it('agrees to a return, finds the address again, contests what came back, and calls in the platform', async () => {
    const id = await applyForReturn('J2');
    const page = await site.visit(SELLER, `/seller/claims/${id}`, { width: 375 });
    const dialog = page.getByRole('dialog');
    await press(page, '同意');
    await dialog.getByRole('button', { name: '同意', exact: true }).click();
    await dialog.locator('.wrong').first().waitFor();
    await dialog.getByLabel('收件人').fill('张店长');
    await dialog.getByLabel('电话').fill('13800001234');
    await dialog.getByLabel('地址', { exact: true }).fill('温州市鞋都大道 88 号');
    await dialog.getByRole('button', { name: '同意', exact: true }).click();
    await page.getByRole('heading', { name: '等待买家寄回商品' }).waitFor();

    await site.api(BUYER).post(`/v1/claims/${id}/ship-return`, { carrier: '顺丰', tracking_number: 'SF1' });
    await page.getByRole('heading', { name: '请检查退回的商品' }).waitFor();
    await press(page, '对退货提出异议');
    await dialog.getByRole('textbox', { name: '说明' }).fill('鞋底有新的划痕');
    await dialog.locator('input[type=file][multiple]').setInputFiles(PICTURE);
    await dialog.locator('.upload .preview img').waitFor();
    await dialog.getByRole('button', { name: '对退货提出异议' }).click();
    await page.getByRole('heading', { name: '您对退回的商品有异议' }).first().waitFor();
    await press(page, '要求平台介入');
    await dialog.getByText('接下来可能发生').waitFor();
    await dialog.getByRole('textbox', { name: '说明' }).fill('请平台判断');
    await dialog.getByRole('button', { name: '要求平台介入' }).click();
    await page.getByRole('heading', { name: '平台已介入' }).waitFor();

    const other = await applyForReturn('J3');
    await page.goto(`${site.url}/seller/claims/${other}`);
    await press(page, '同意');
    expect(await dialog.getByLabel('收件人').inputValue()).toBe('张店长');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: '同意', exact: true }).click();
    await page.getByRole('heading', { name: '等待买家寄回商品' }).waitFor();
    await site.api(BUYER).post(`/v1/claims/${other}/ship-return`, { carrier: '顺丰', tracking_number: 'SF2' });
    await press(page, '确认收到退货');
    await dialog.getByRole('button', { name: '确认收到退货' }).click();
    await page.getByRole('heading', { name: '正在退款' }).waitFor();
  });

  it('proposes, takes the buyer’s proposal, writes and asks for a call', async () => {
    const id = await apply(site, 'J4', 'physical');
    const page = await site.visit(SELLER, `/seller/claims/${id}`);
    const dialog = page.getByRole('dialog');
    await press(page, '要求电话沟通');
    await dialog.getByLabel('您的电话').fill('13900001111');
    await dialog.getByRole('button', { name: '请客服致电' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByLabel('写留言').fill('您好，请稍等');
    await page.getByRole('button', { name: '发送' }).dblclick();
    await page.locator('.messages .own').waitFor();
    expect(await page.locator('.messages .own').count()).toBe(1);

    await press(page, '提出协商方案');
    await dialog.getByLabel('退款金额').fill('一百');
    await dialog.getByText('请填写金额').waitFor();
    await dialog.getByLabel('退款金额').fill('60');
    await dialog.getByLabel('对买家说明').fill('退六十元可以吗');
    await dialog.getByRole('button', { name: '提出协商方案' }).click();
    await page.getByText('您提出，等待买家答复').waitFor();
    await site.api(BUYER).post(`/v1/claims/${id}/decline-proposal`, {});
    const offer = { remedy: 'refund_only', amount: 8000, freight: 'seller', words: '八十元吧' };
    await site.api(BUYER).post(`/v1/claims/${id}/propose`, offer);
    await page.getByText('八十元吧').first().waitFor();
    await press(page, '接受协商方案');
    await dialog.getByRole('button', { name: '接受协商方案' }).dblclick();
    await page.getByRole('heading', { name: '正在退款' }).waitFor();
    await page.getByText('双方协商一致').waitFor();
  });
});
