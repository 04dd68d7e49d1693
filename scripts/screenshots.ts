// Pictures of every page, on a phone and on a desk, into screenshots/: `npm run screenshots`. Words after it choose
// pages whose name holds one of them: `npm run screenshots -- buyer`.

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ensureBrowser, launchBrowser } from './browser.ts';
import { ROOT } from './run-tool.ts';
import { PAGES, prepareScenes, type Scenes, type Shot } from './scenes.ts';
import { type Site, startSite } from './site.ts';
import { openWindow, visit } from './visitor.ts';

const FOLDER = join(ROOT, 'screenshots');
const UNSETTLED = '.splash, .skeleton, .ant-spin-spinning, [aria-busy="true"]';
/** For pictures to be decoded and fonts to be drawn. */
const SETTLE_MS = 400;
const WIDTHS = [375, 1440] as const;

/** Until nothing is being loaded any more. The network never rests: the page is being told of changes. */
async function settle(page: Page): Promise<void> {
  await page.locator(UNSETTLED).first().waitFor({ state: 'detached' });
  await page.waitForTimeout(SETTLE_MS);
}

/** A window as high as the page, so that what sticks to its edges is where it belongs. */
async function showWhole(page: Page, width: number): Promise<void> {
  const height = await page.locator('html').evaluate((html) => html.scrollHeight);
  const least = page.viewportSize()?.height ?? height;
  await page.setViewportSize({ width, height: Math.max(height, least) });
}

async function shoot(browser: Browser, site: Site, { shot, scenes }: { shot: Shot; scenes: Scenes }): Promise<void> {
  for (const width of WIDTHS) {
    const window = await openWindow(browser, { width, locale: shot.locale ?? 'zh-CN' });
    const page = await visit({ window, site, viewer: shot.viewer }, shot.path(scenes));
    await page.locator('main').waitFor();
    await settle(page);
    await shot.act?.(page);
    if (!shot.act) await showWhole(page, width);
    await page.screenshot({ path: join(FOLDER, `${shot.name}-${width}.png`) });
    await window.close();
  }
  console.log(shot.name);
}

const refusal = ensureBrowser();
if (refusal) throw new Error(refusal);
const wanted = process.argv.slice(2);
const shots = PAGES.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
if (wanted.length === 0) await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const site = await startSite();
const browser = await launchBrowser();
try {
  const scenes = await prepareScenes(site);
  for (const shot of shots) await shoot(browser, site, { shot, scenes });
} finally {
  await browser.close();
  await site.stop();
}
