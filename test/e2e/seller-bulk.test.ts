import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './support/accessibility.ts';
import { apply, BUYER, buy, countEvents, refuse, SELLER } from './support/purchases.ts';
import { openSite, type TestSite } from './support/site.ts';

let site: TestSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.stop());

const ADDRESS = { 收件人: '张店长', 电话: '13800001234', 地址: '温州市鞋都大道 88 号' };

async function applyForReturn(order: string): Promise<string> {
  await buy(site, order, 'physical');
  const terms = { remedy: 'return_refund', reason: 'quality_visible', amount: 12_900, goods_received: true };
  const claim = await site.api(BUYER).post('/v1/claims', { order_id: order, line_id: '1', terms });
  return claim.id as string;
}

describe('the seller’s list', () => {
  it('agrees to several claims at once and says of each what became of it', async () => {
    const refund = await apply(site, 'B1', 'physical');
    const goodsBack = await applyForReturn('B2');
    const changing = await apply(site, 'B3', 'virtual');
    await apply(site, 'B4', 'unshipped');
    const page = await site.visit(SELLER, '/seller/claims');
    for (const order of ['B1', 'B2', 'B3']) {
      await page.getByRole('checkbox', { name: `选择订单 ${order} 的售后` }).check();
    }
    await expectAccessible(page);
    await page.getByRole('button', { name: '批量同意' }).click();
    const dialog = page.getByRole('dialog', { name: '同意 3 张售后单' });
    for (const [label, text] of Object.entries(ADDRESS)) await dialog.getByLabel(label, { exact: true }).fill(text);
    await expectAccessible(page);
    // The buyer changes what is asked for while the seller still looks at the old terms.
    await site.api(BUYER).post(`/v1/claims/${changing}/withdraw`, {});
    await dialog.getByRole('button', { name: '同意这 3 张' }).dblclick();
    await dialog.getByText('已同意 2 张，未成功 1 张').waitFor();
    const failed = dialog.getByRole('listitem').filter({ hasText: 'B3' });
    await failed.getByText('未成功').waitFor();
    expect(await failed.locator('.bulk-problem').textContent()).not.toBe('');
    for (const id of [refund, goodsBack]) expect(await countEvents(site, id, 'terms.agreed')).toBe(1);
    await dialog.getByRole('button', { name: '关闭' }).click();
    await page.getByRole('row').filter({ hasText: 'B2' }).getByText('等待买家退货').waitFor();
  });

  it('is narrowed by status, by whose turn it is and by number, and remembers it in the address', async () => {
    const refused = await apply(site, 'F1', 'physical');
    await refuse(site, refused);
    await apply(site, 'F2', 'physical');
    const page = await site.visit(SELLER, '/seller/claims?turn=action_required');
    await page.getByRole('link', { name: 'F2' }).waitFor();
    expect(await page.getByRole('link', { name: 'F1' }).count()).toBe(0);
    await page.getByText(/^等待买家 \d+$/).click();
    await page.getByRole('link', { name: 'F1' }).waitFor();
    await page.getByRole('searchbox', { name: '搜索订单号、售后单号、买家或商品' }).fill(refused);
    await page.getByText('共 1 张').waitFor();
    await page.getByRole('searchbox', { name: '搜索订单号、售后单号、买家或商品' }).fill('nothing');
    await page.getByText('没有符合条件的售后单').first().waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe('?turn=waiting_for_other_party&q=nothing');
    await page.goto(`${site.url}/seller/claims?status=refused`);
    await page.getByText('共 1 张').waitFor();
    expect(await page.getByRole('checkbox', { name: '选择订单 F1 的售后' }).isEnabled()).toBe(true);
  });
});
