import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './support/accessibility.ts';
import { disputeRefund } from './support/dispute.ts';
import { buy } from './support/purchases.ts';
import { openSite, type TestSite } from './support/site.ts';

let site: TestSite;
beforeAll(async () => {
  site = await openSite();
  await disputeRefund(site, 'C1');
  await buy(site, 'C2', 'physical');
});
afterAll(() => site.stop());

const TITLES = { 'zh-CN': '店铺信誉公示', 'zh-TW': '店鋪信譽公示', en: 'Shop credit' } as const;

describe('a shop’s credit page', () => {
  it.each(['zh-CN', 'zh-TW', 'en'] as const)('is there for everybody who has not signed in, in %s', async (locale) => {
    for (const width of [375, 1440]) {
      const page = await site.visit(null, '/shops/S7/credit', { width, locale });
      await page.getByText(TITLES[locale]).waitFor();
      await page.locator('.credit-numbers').waitFor();
      expect(await page.locator('.credit-numbers dd').allTextContents()).toEqual(
        locale === 'en' ? ['1', '1'] : locale === 'zh-TW' ? ['1 筆', '1 筆'] : ['1 笔', '1 笔'],
      );
      await expectAccessible(page);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await page.close();
    }
  });

  it('R63: sets the shop’s rates beside the platform’s, and lists every dispute by month', async () => {
    const page = await site.visit(null, '/shops/S7/credit');
    const rate = page.getByRole('listitem').filter({ hasText: '纠纷退款率' });
    await rate.getByText('50%').first().waitFor();
    await rate.getByText('与平台平均相同').waitFor();
    await page.getByRole('heading', { name: '2026年5月：1 笔' }).waitFor();
  });
});
