import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../scripts/browser.ts';
import { openWindow } from '../../scripts/visitor.ts';
import { apply } from './support/purchases.ts';
import { openSite, type TestSite } from './support/site.ts';

let site: TestSite;
let shop: Server;
let shopUrl: string;
let browser: Browser;
let body = '';
beforeAll(async () => {
  shop = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="zh-CN"><title>商城</title><h1>我的订单</h1>${body}</html>`);
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  site = await openSite({ env: { EMBED_ORIGINS: shopUrl, RETURN_URLS: `${shopUrl}/` } });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await new Promise((resolve) => shop.close(resolve));
});

const enter = (more: object = {}) => site.api().post('/v1/portal-sessions', { role: 'buyer', subject: 'B9', ...more });

describe('a buyer from the marketplace', () => {
  it('comes in by the address of a portal session, and goes back to the shop', async () => {
    await apply(site, 'T1', 'physical');
    const { url } = await enter({ return_url: `${shopUrl}/orders/T1` });
    const page = await (await openWindow(browser, { width: 375 })).newPage();
    await page.goto(url);
    await page.getByRole('link', { name: '返回商城' }).click();
    await page.getByRole('heading', { name: '我的订单' }).waitFor();
    expect(page.url()).toBe(`${shopUrl}/orders/T1`);
  });

  it('sees a claim inside the shop’s own page, at its full height', async () => {
    const claim = await apply(site, 'T2', 'physical');
    const { url } = await enter();
    body = `<gongdao-claim claim="${claim}" session="${url.replaceAll('&', '&amp;')}"></gongdao-claim>
      <script src="${site.url}/embed.js"></script>`;
    const page = await (await openWindow(browser)).newPage();
    await page.goto(shopUrl);
    const frame = page.frameLocator('gongdao-claim iframe');
    await frame.getByText('手工真皮短靴').first().waitFor();
    await page.waitForFunction("document.querySelector('iframe').clientHeight > 600");
    // Links inside stay inside.
    const links = await frame
      .locator('a[href^="/"]')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !link?.startsWith('/embed'))).toEqual([]);
    // A page that pretends to be the frame is not listened to.
    const height = () => page.evaluate("document.querySelector('iframe').style.height");
    const before = await height();
    await page.evaluate(`new Promise((heard) => {
      addEventListener('message', heard, { once: true });
      postMessage({ type: 'gongdao:height', height: 9999 }, '*');
    })`);
    expect(await height()).toBe(before);
  });

  it('is framed by nobody else, and nowhere else', async () => {
    const policyOf = async (path: string) => {
      const { headers } = await fetch(`${site.url}${path}`, { headers: { accept: 'text/html' } });
      return [
        /frame-ancestors [^;]+/.exec(headers.get('content-security-policy') ?? '')?.[0],
        headers.get('x-frame-options'),
      ];
    };
    expect(await policyOf('/embed/claims/clm_1')).toEqual([`frame-ancestors ${shopUrl}`, null]);
    for (const path of ['/claims/clm_1', '/sign-in', '/embed', '/office/staff']) {
      expect(await policyOf(path)).toEqual(["frame-ancestors 'none'", 'DENY']);
    }
  });
});
