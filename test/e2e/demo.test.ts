import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../scripts/browser.ts';
import { buildWeb } from '../../scripts/build-web.ts';
import { openWindow } from '../../scripts/visitor.ts';
import { makeDataDir, type Started, start } from '../support/process.ts';
import { expectAccessible } from './support/accessibility.ts';

let server: Started;
let browser: Browser;
beforeAll(async () => {
  await buildWeb();
  server = await start({ DEMO: '1', DATA_DIR: await makeDataDir() });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop('SIGTERM');
});

describe('a visitor of the demo', () => {
  it('R33: becomes the buyer of virtual goods, and an hour later their claim is closed', async () => {
    const page = await (await openWindow(browser)).newPage();
    await page.goto(server.url);
    const begin = page.getByRole('button', { name: '成为 TA（赵磊）' });
    await begin.waitFor();
    await expectAccessible(page);
    await begin.click();
    await page.getByRole('heading', { name: '退款被拒绝' }).waitFor();
    const tools = page.getByRole('complementary', { name: '演示工具' });
    await tools.getByText('赵磊').waitFor();
    await expectAccessible(page);
    await tools.getByRole('button', { name: '+1 小时' }).click();
    await page.getByRole('heading', { name: '退款被拒绝' }).waitFor({ state: 'detached' });
    await page.getByText('逾期关闭').first().waitFor();
    // Nothing is waited for any more.
    expect(await tools.getByRole('button').allTextContents()).not.toContain('到下一个时限');
    await tools.getByRole('link', { name: '换个身份' }).click();
    await page.getByRole('button', { name: '成为 TA（郭涛）' }).waitFor();
  });
});
