import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './support/accessibility.ts';
import { disputed, disputeRefund } from './support/dispute.ts';
import { apply, refuse, SELLER } from './support/purchases.ts';
import { openSite, type TestSite } from './support/site.ts';

let site: TestSite;
let pages: Readonly<Record<string, string>>;
beforeAll(async () => {
  site = await openSite();
  const ruled = await disputeRefund(site, 'P1');
  const awaiting = await apply(site, 'P2', 'physical');
  const refused = await apply(site, 'P3', 'virtual');
  await refuse(site, refused);
  const asked = await disputed(site, 'P4');
  pages = {
    '/seller/claims': 'Claims',
    '/seller/standing': 'Standing',
    [`/seller/claims/${awaiting}`]: 'Please answer the buyer',
    [`/seller/claims/${refused}`]: 'You refused; it is the buyer’s turn',
    [`/seller/claims/${asked}`]: 'The platform has stepped in',
    [`/seller/claims/${ruled}`]: 'The refund is on its way',
  };
});
afterAll(() => site.stop());

async function settled(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor();
  for (const pending of ['.skeleton', '.thumb[aria-busy=true]', '.ant-spin-spinning']) {
    await expect.poll(() => page.locator(pending).count()).toBe(0);
  }
}

describe('every page of the seller', () => {
  it.each([375, 1440])('is accessible at %d px and does not scroll sideways', async (width) => {
    for (const path of Object.keys(pages)) {
      const page = await site.visit(SELLER, path, { width });
      await settled(page);
      await expectAccessible(page);
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(width);
      await page.close();
    }
  });

  it.each(['en', 'zh-TW'] as const)('speaks %s and nothing else', async (locale) => {
    for (const [path, heading] of Object.entries(pages)) {
      const page = await site.visit(SELLER, path, { locale });
      await settled(page);
      if (locale === 'en') await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      const text = await page.locator('main').innerText();
      expect(text, path).not.toMatch(/undefined|\[object/);
      // Signs that are written so on the mainland alone; what the parties say stays as they said it.
      if (locale === 'zh-TW') expect(text, path).not.toMatch(/[买卖这们]/);
      await page.close();
    }
  });

  it('R61: the standing page counts the month against the limit, and what one more would do', async () => {
    const page = await site.visit(SELLER, '/seller/standing');
    await page.getByText('笔，上限 5 笔').waitFor();
    expect(await page.locator('.standing-count').textContent()).toBe('1笔，上限 5 笔');
    await page.getByText('再有 5 笔就会限制参加平台活动').waitFor();
    await page.getByText('可以参加', { exact: true }).waitFor();
    await page.locator('.recharts-bar-rectangle').first().waitFor();
    await page.getByText('以表格查看').click();
    await page.getByRole('row', { name: /2026年5月 1/ }).waitFor();
  });

  it('R61: a sixth dispute refund restricts the shop, and the page says until when', async () => {
    for (const order of ['R2', 'R3', 'R4', 'R5', 'R6']) await disputeRefund(site, order);
    const page = await site.visit(SELLER, '/seller/standing');
    await page.getByText('正在限制参加平台活动').waitFor();
    await page.getByText('不能参加', { exact: true }).waitFor();
    await page.getByText('本月纠纷退款超过上限').waitFor();
    await page.getByText('生效中').waitFor();
    await expectAccessible(page);
  });
});
