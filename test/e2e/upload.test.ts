import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './support/accessibility.ts';
import { disputed } from './support/dispute.ts';
import { BUYER } from './support/purchases.ts';
import { openSite, type TestSite } from './support/site.ts';

let site: TestSite;
let noise: Buffer;
beforeAll(async () => {
  site = await openSite();
  // Nine megabytes: three pieces.
  noise = await sharp(randomBytes(1800 * 1700 * 3), { raw: { width: 1800, height: 1700, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}, 60_000);
afterAll(() => site.stop());

/** Holds the pieces with these numbers until they are let go, as a slow network would. */
async function holdPieces(page: Page, held: readonly number[]) {
  const gates = new Map(held.map((number) => [number, Promise.withResolvers<void>()]));
  let seen = 0;
  await page.route('**/v1/files/tus/**', async (route) => {
    if (route.request().method() === 'PATCH') {
      seen += 1;
      await gates.get(seen)?.promise;
    }
    await route.continue().catch(() => undefined);
  });
  return { count: () => seen, letGo: () => gates.forEach(({ resolve }) => void resolve()) };
}

describe.each([375, 1440])('a large file at %d px', (width) => {
  it('is uploaded with its progress, can be paused, and goes on after the connection was lost', async () => {
    const id = await disputed(site, `T7${width}`);
    const page = await site.visit(BUYER, `/claims/${id}`, { width });
    await page.getByRole('button', { name: '提交凭证' }).first().click();
    const dialog = page.getByRole('dialog');
    const pieces = await holdPieces(page, [2, 4]);
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: '选择文件' }).click();
    await (await chooser).setFiles({ name: '鞋底.png', mimeType: 'image/png', buffer: noise });
    await expect.poll(pieces.count, { timeout: 20_000 }).toBe(2);
    await dialog.getByRole('progressbar').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: '暂停' }).click();
    await dialog.getByText(/已暂停，已传 \d+%/).waitFor();
    await dialog.getByRole('button', { name: '继续' }).click();
    await expect.poll(pieces.count, { timeout: 20_000 }).toBe(4);
    await page.context().setOffline(true);
    pieces.letGo();
    await dialog.getByText('连接断开，恢复后自动继续').waitFor();
    await page.context().setOffline(false);
    await dialog.getByRole('progressbar').waitFor({ state: 'detached' });
    await dialog.getByLabel('说明').fill('右脚鞋底开胶');
    await dialog.getByRole('button', { name: '提交凭证' }).click();
    await dialog.waitFor({ state: 'detached' });
    const claim = await site.api(BUYER).get(`/v1/claims/${id}`);
    const [file] = claim.intervention.evidence.at(-1).files;
    expect((await site.api(BUYER).get(`/v1/files/${file}/details`)).size).toBe(noise.byteLength);
    await page.getByRole('button', { name: '查看 鞋底.png' }).locator('img').first().waitFor();
  }, 60_000);
});

describe('a picture taken live', () => {
  it('carries its code, and everybody sees that it was', async () => {
    const id = await disputed(site, 'T7999');
    const page = await site.visit(BUYER, `/claims/${id}`, { width: 375 });
    await page.getByRole('button', { name: '提交凭证' }).first().click();
    await page.getByRole('button', { name: '现场拍摄' }).click();
    await page.getByRole('img', { name: '相机画面' }).waitFor();
    const canvas = page.locator('.capture canvas');
    await expect
      .poll(() => canvas.evaluate((node) => (node as unknown as { width: number }).width))
      .toBeGreaterThan(300);
    await expectAccessible(page);
    await page.getByRole('button', { name: '拍照', exact: true }).last().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('说明').fill('现场拍的鞋底');
    await dialog.getByText(/live-[2-9A-Z]{5}\.jpg/).waitFor();
    await dialog.getByRole('progressbar').waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: '提交凭证' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('.thumb').getByText('现场拍摄').first().waitFor();
    const claim = await site.api(BUYER).get(`/v1/claims/${id}`);
    const [file] = claim.intervention.evidence.at(-1).files;
    const details = await site.api({ role: 'seller', shop_id: 'S7', id: 'u1' }).get(`/v1/files/${file}/details`);
    expect(details.captured_live).toMatchObject({ claim_id: id });
  }, 60_000);
});
