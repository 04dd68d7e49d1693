import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './support/accessibility.ts';
import { BUYER, MEDIATOR, PICTURE, SELLER, SUPERVISOR } from './support/purchases.ts';
import { openSite, type TestSite } from './support/site.ts';

let site: TestSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.stop());

async function openClaim(id: string, amount: number): Promise<string> {
  await site.api().put(`/v1/orders/${id}`, {
    id,
    shop_id: 'S7',
    buyer_id: 'B9',
    currency: 'CNY',
    paid_at: '2026-05-01T02:00:00Z',
    lines: [
      {
        id: '1',
        title: '手工真皮短靴',
        amount,
        goods: 'physical',
        status: 'shipped',
        shipped_at: '2026-05-02T03:00:00Z',
        received_at: '2026-05-04T05:00:00Z',
      },
    ],
  });
  const terms = { remedy: 'return_refund', reason: 'quality_visible', amount, goods_received: true };
  const claim = await site.api(BUYER).post('/v1/claims', {
    order_id: id,
    line_id: '1',
    terms: { ...terms, description: '右脚鞋底开胶' },
  });
  return claim.id as string;
}

/** Refused, asked, shown and done: the claim waits for a ruling. */
async function reviewedClaim(order: string, amount = 12_900): Promise<string> {
  const id = await openClaim(order, amount);
  const [buyer, seller] = [site.api(BUYER), site.api(SELLER)];
  await seller.post(`/v1/claims/${id}/refuse`, { reason: 'goods_fine', words: '出厂前逐双检验' });
  await buyer.post(`/v1/claims/${id}/request-intervention`, { words: '卖家不认，请平台处理' });
  const picture = await buyer.upload(PICTURE.name, PICTURE.mimeType, Uint8Array.from(PICTURE.buffer));
  await buyer.post(`/v1/claims/${id}/submit-evidence`, { words: '前掌开胶四厘米', files: [picture] });
  await buyer.post(`/v1/claims/${id}/finish-evidence`);
  await seller.post(`/v1/claims/${id}/finish-evidence`);
  return id;
}

const RULING = {
  fault: 'seller',
  remedy: 'return_refund',
  return_goods: true,
  freight: 'seller',
  funding: 'seller',
  findings: [{ text: '照片显示前掌开胶', files: [] }],
  reason_code: 'defect_proven',
  rules: ['R50'],
};

const MOST_STEPS = 120;

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target} cannot be reached by keyboard`);
}

async function press(page: Page, target: Locator, key: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

async function rule(page: Page): Promise<void> {
  const form = page.getByRole('region', { name: '判定', exact: true });
  await page.keyboard.press('r');
  await press(page, form.getByRole('group', { name: '责任' }).getByRole('radio').first(), 'Space');
  await press(page, form.getByRole('group', { name: '处理结果' }).getByRole('radio').first(), 'Space');
  await press(page, form.getByRole('button', { name: /^一半/ }), 'Enter');
  await tabTo(page, form.getByRole('textbox', { name: '事实 1' }));
  await page.keyboard.insertText('照片显示右脚前掌开胶约四厘米');
  await press(page, form.getByRole('checkbox', { name: '买家凭证 1' }), 'Space');
  await tabTo(page, form.getByRole('combobox', { name: '判定依据' }));
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
  await form.getByText('计为本月第 1 次纠纷退款（上限 5 次）。').waitFor();
  await form.getByText('提交后立即生效。').waitFor();
  await expectAccessible(page);
  await press(page, form.getByRole('button', { name: '提交判定' }), 'Enter');
}

describe('the mediator’s workbench', () => {
  it('leads by keyboard alone from the queue to a ruling, and the refund is instructed', async () => {
    const id = await reviewedClaim('T1');
    const page = await site.visit(MEDIATOR, '/desk/queue');
    await page.getByRole('link', { name: 'T1' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('t');
    await page.getByRole('heading', { name: '订单 T1 的售后单' }).waitFor();

    await page.keyboard.press('e');
    await press(page, page.getByRole('button', { name: '查看 买家凭证 1' }), 'Enter');
    const viewer = page.getByRole('dialog');
    await viewer.getByRole('img').waitFor();
    await page.keyboard.press('+');
    await page.keyboard.press('r');
    await viewer.getByText('150%').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');

    await rule(page);
    await page.getByRole('heading', { name: '判定结果' }).waitFor();
    const claim = await site.api(MEDIATOR).get(`/v1/claims/${id}`);
    expect(claim.refund).toMatchObject({ amount: 6450, status: 'instructed' });
    expect(claim.ruling.findings[0].files).toHaveLength(1);
    expect(claim.ruling).toMatchObject({ fault: 'seller', reason_code: 'defect_proven', by: 'M1' });
  });

  it('moves through the queue with j and k, opens with Enter, and keeps the filter in the address', async () => {
    await reviewedClaim('T2');
    await reviewedClaim('T3');
    const page = await site.visit(MEDIATOR, '/desk/queue?view=unassigned');
    await page.getByRole('link', { name: 'T3' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    const first = await page.locator('.queue-link').first().textContent();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `订单 ${first} 的售后单` }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: '待领取' }).and(page.locator('[aria-current]')).waitFor();
    await page.getByRole('link', { name: '我的' }).click();
    await page.getByRole('heading', { name: '这个视图里没有售后单' }).waitFor();
  });

  it('shows the server’s problem at its field, and asks a party for evidence', async () => {
    const id = await reviewedClaim('T4');
    await site.api(MEDIATOR).post(`/v1/claims/${id}/take`);
    const page = await site.visit(MEDIATOR, `/desk/claims/${id}`, { width: 375 });
    await page.getByRole('button', { name: '提交判定' }).click();
    await page.locator('.wrong').first().waitFor();
    await page.getByRole('button', { name: '要求补充凭证' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('卖家', { exact: true }).click();
    await dialog.getByRole('textbox').fill('请提供出厂检验记录');
    await expectAccessible(page);
    await dialog.getByRole('button').last().click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('请提供出厂检验记录').first().waitFor();
    expect((await site.api(MEDIATOR).get(`/v1/claims/${id}`)).stage).toBe('evidence');
    await expectAccessible(page);
  });

  it.each(['zh-TW', 'en'] as const)('speaks %s', async (locale) => {
    const id = await reviewedClaim(`L${locale}`);
    const page = await site.visit(MEDIATOR, `/desk/claims/${id}`, { locale });
    await page.getByRole('heading', { name: { 'zh-TW': '雙方憑證', en: "Both sides' evidence" }[locale] }).waitFor();
    await page.getByText({ 'zh-TW': '舉證責任', en: 'Burden of proof' }[locale]).waitFor();
  });
});

describe('the supervisor', () => {
  it('approves a large ruling of a mediator, and never their own', async () => {
    const [others, own] = [await reviewedClaim('V1', 62_900), await reviewedClaim('V2', 62_900)];
    await site.api(MEDIATOR).post(`/v1/claims/${others}/take`);
    await site.api(MEDIATOR).post(`/v1/claims/${others}/rule`, { ...RULING, amount: 62_900 });
    await site.api(SUPERVISOR).post(`/v1/claims/${own}/rule`, { ...RULING, amount: 62_900 });
    const page = await site.visit(SUPERVISOR, '/desk/approvals');
    await page.getByRole('link', { name: 'V2' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'V1' }).click();
    await page.getByRole('button', { name: '批准判定' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '批准判定' }).click();
    await page.getByRole('heading', { name: '判定结果' }).waitFor();
    expect((await site.api(SUPERVISOR).get(`/v1/claims/${others}`)).ruling).toMatchObject({
      by: 'M1',
      approved_by: 'V1',
    });

    await page.goto(`${site.url}/desk/claims/${own}`);
    const approve = page.getByRole('button', { name: '批准判定' });
    await approve.waitFor();
    expect(await approve.getAttribute('aria-disabled')).toBe('true');
    await expectAccessible(page);
  });

  it('decides an appeal and sees who has how much to do', async () => {
    const id = await reviewedClaim('A1');
    await site.api(MEDIATOR).post(`/v1/claims/${id}/take`);
    await site.api(MEDIATOR).post(`/v1/claims/${id}/rule`, { ...RULING, amount: 12_900 });
    const seller = site.api(SELLER);
    const proof = await seller.upload(PICTURE.name, PICTURE.mimeType, Uint8Array.from(PICTURE.buffer));
    await seller.post(`/v1/claims/${id}/appeal`, { words: '这里有出厂检验记录', files: [proof] });

    const page = await site.visit(SUPERVISOR, '/desk/appeals');
    await page.getByRole('link', { name: 'A1' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'A1' }).click();
    await page.getByText('改判').click();
    await page.getByText('不再另作判定（卖家有理）').click();
    await page.getByText('维持原判定').click();
    await page.getByRole('textbox', { name: '理由' }).fill('检验记录早于发货，不能说明签收时的情况');
    await expectAccessible(page);
    await page.getByRole('button', { name: '提交决定' }).click();
    await page.getByText('维持', { exact: true }).waitFor();
    expect((await site.api(SUPERVISOR).get(`/v1/claims/${id}`)).appeal.outcome).toBe('upheld');

    await page.getByRole('link', { name: '工作量' }).click();
    await page.getByRole('heading', { name: '每人手上的售后单' }).waitFor();
    await page.getByRole('cell', { name: '无人' }).waitFor();
    await expectAccessible(page);
  });
});
