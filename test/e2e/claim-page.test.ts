import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../src/web/session/session.ts';
import { expectAccessible } from './support/accessibility.ts';
import { openSite, type TestSite } from './support/site.ts';

const BUYER: Viewer = { role: 'buyer', id: 'B9' };
const SELLER: Viewer = { role: 'seller', shop_id: 'S7', id: 'u1' };

function order(id: string, goods: 'physical' | 'virtual') {
  const line = { id: '1', title: '手工真皮短靴', amount: 12_900, shipping: 600, goods, status: 'shipped' };
  const shippedAt = '2026-05-02T03:00:00Z';
  return {
    shop_id: 'S7',
    buyer_id: 'B9',
    currency: 'CNY',
    paid_at: '2026-05-01T02:00:00Z',
    lines: [
      { ...line, shipped_at: shippedAt, ...(goods === 'virtual' ? {} : { received_at: '2026-05-04T05:00:00Z' }) },
    ],
    id,
  };
}

let site: TestSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.stop());

async function openedClaim(id: string, goods: 'physical' | 'virtual'): Promise<string> {
  await site.api().put(`/v1/orders/${id}`, order(id, goods));
  const claim = await site.api(BUYER).post('/v1/claims', {
    order_id: id,
    line_id: '1',
    terms: {
      remedy: 'refund_only',
      reason: goods === 'virtual' ? 'virtual_not_delivered' : 'quality_visible',
      amount: 12_900,
      goods_received: goods === 'physical',
      description: '鞋底开胶',
    },
  });
  return claim.id as string;
}

async function refusedClaim(id: string): Promise<string> {
  const claimId = await openedClaim(id, 'physical');
  await refuse(claimId);
  return claimId;
}

async function refuse(claimId: string): Promise<void> {
  const body = { reason: 'goods_fine', words: '商品没有问题' };
  await site.api(SELLER).post(`/v1/claims/${claimId}/refuse`, body);
}

describe('the buyer’s claim page', () => {
  it('shows where a refused claim stands, until when and why, and asks the platform to step in, once', async () => {
    const id = await refusedClaim('T1');
    const page = await site.visit(BUYER, `/claims/${id}`, { width: 375 });
    await page.getByRole('heading', { name: '退款被拒绝' }).waitFor();
    await page.getByText('这个时限怎么算出来的').click();
    await page.getByText('R23').waitFor();
    await page.getByText('商品没有问题').first().waitFor();
    await expectAccessible(page);

    await page.getByRole('button', { name: '要求平台介入' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('接下来可能发生').waitFor();
    await dialog.getByRole('button', { name: '要求平台介入' }).click();
    await dialog.locator('.wrong').waitFor();
    await dialog.getByRole('textbox', { name: '说明' }).fill('卖家不肯承认质量问题，请平台处理');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: '要求平台介入' }).dblclick();
    await page.getByRole('heading', { name: '平台已介入' }).waitFor();

    const { data: events } = await site.api(BUYER).get(`/v1/claims/${id}/events?limit=100`);
    expect(events.filter((event: { type: string }) => event.type === 'intervention.requested')).toHaveLength(1);
  });

  it('R33: tells the buyer of virtual goods when to ask, when the claim closes and what to do before', async () => {
    const id = await openedClaim('T2', 'virtual');
    await site.advance('PT1H');
    await refuse(id);
    const page = await site.visit(BUYER, `/claims/${id}`, { locale: 'en' });
    const warning = page.locator('.alert').filter({ hasText: 'Take care' });
    await warning.getByText('2 days, 23 hours left').first().waitFor();
    const ask = page.getByRole('button', { name: 'Ask the platform to step in' });
    expect(await ask.getAttribute('aria-disabled')).toBe('true');
    await ask.focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('dialog').count()).toBe(0);

    await site.advance('PT71H');
    await page.reload();
    await ask.click();
    await page.getByRole('dialog').waitFor();
  });

  it('keeps what was typed when the page is closed and the server restarts', async () => {
    const id = await refusedClaim('T3');
    const page = await site.visit(BUYER, `/claims/${id}`);
    await page.getByRole('button', { name: '要求平台介入' }).click();
    await page.getByRole('textbox', { name: '说明' }).fill('写到一半');
    await site.restart();
    await page.reload();
    await page.getByRole('button', { name: '要求平台介入' }).click();
    expect(await page.getByRole('textbox', { name: '说明' }).inputValue()).toBe('写到一半');
  });

  it('speaks three languages', async () => {
    const id = await refusedClaim('T4');
    const page = await site.visit(BUYER, `/claims/${id}`, { width: 375, locale: 'zh-TW' });
    await page.getByRole('heading', { name: '退款被拒絕' }).waitFor();
    await page.getByRole('combobox').selectOption('en');
    await page.getByRole('heading', { name: 'The seller refused' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('says nothing of a claim that is not the viewer’s', async () => {
    const id = await refusedClaim('T5');
    const page = await site.visit({ role: 'buyer', id: 'B10' }, `/claims/${id}`);
    await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
  });
});
