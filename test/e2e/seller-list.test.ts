import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../src/web/session/session.ts';
import { expectAccessible } from './support/accessibility.ts';
import { openSite, type TestSite } from './support/site.ts';

const SELLER: Viewer = { role: 'seller', shop_id: 'S7', id: 'u1' };

let site: TestSite;
beforeAll(async () => {
  site = await openSite();
  await site.api().put('/v1/orders/T1', {
    shop_id: 'S7',
    buyer_id: 'B9',
    currency: 'CNY',
    paid_at: '2026-05-01T02:00:00Z',
    lines: [{ id: '1', title: '短靴', amount: 12_900, goods: 'physical', status: 'paid' }],
  });
  await site.api({ role: 'buyer', id: 'B9' }).post('/v1/claims', {
    order_id: 'T1',
    line_id: '1',
    terms: { remedy: 'refund_only', reason: 'not_shipped', amount: 12_900, goods_received: false },
  });
});
afterAll(() => site.stop());

describe('the seller’s list', () => {
  it.each([375, 1440])('shows the shop’s claims to everybody’s eyes at %d px', async (width) => {
    const page = await site.visit(SELLER, '/seller/claims', { width });
    await page.getByRole('link', { name: 'T1' }).waitFor();
    expect(await page.getByText('¥129.00').count()).toBe(1);
    await expectAccessible(page);
  });

  it('is reached by keyboard: first the way past the menu, then the menu', async () => {
    const page = await site.visit(SELLER, '/seller/claims');
    await page.getByRole('link', { name: 'T1' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('main').evaluate((main) => main.matches(':focus'))).toBe(true);
  });

  it('is not shown to a buyer', async () => {
    const page = await site.visit({ role: 'buyer', id: 'B9' }, '/seller/claims');
    await page.getByRole('heading', { name: '这是另一种身份的页面' }).waitFor();
  });
});
