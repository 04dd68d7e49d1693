import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Viewer } from '../src/web/session/session.ts';
import type { Site } from './site.ts';

export interface VisitOptions {
  /** Of the window; 375 is a phone, which is then also touched and not clicked. */
  readonly width?: number;
  readonly height?: number;
  readonly locale?: 'zh-CN' | 'zh-TW' | 'en';
}

/** As the `Act-As` header names them. */
export function actAs(viewer: Viewer): string {
  const id = encodeURIComponent(viewer.id);
  return viewer.role === 'seller' ? `seller:${encodeURIComponent(viewer.shop_id)}/${id}` : `${viewer.role}:${id}`;
}

const PHONE_WIDTH = 600;
const STEP_TIMEOUT = 20_000;

/** A window of its own, with nothing remembered from the others. */
export async function openWindow(
  browser: Browser,
  { width = 1440, height = width < PHONE_WIDTH ? 812 : 900, locale = 'zh-CN' }: VisitOptions = {},
): Promise<BrowserContext> {
  const isPhone = width < PHONE_WIDTH;
  const window = await browser.newContext({
    viewport: { width, height },
    locale,
    isMobile: isPhone,
    hasTouch: isPhone,
    timezoneId: 'Asia/Shanghai',
    deviceScaleFactor: isPhone ? 2 : 1,
    reducedMotion: 'reduce',
  });
  // Shorter than a test may take, so that the step that waits in vain is named.
  window.setDefaultTimeout(STEP_TIMEOUT);
  return window;
}

/** What stands behind the `#` of an address that lets a buyer or seller in, as the marketplace gets it from the API. */
async function portalFields(site: Site, viewer: Viewer & { role: 'buyer' | 'seller' }): Promise<string> {
  const body =
    viewer.role === 'seller'
      ? { role: viewer.role, subject: viewer.shop_id, user: viewer.id }
      : { role: viewer.role, subject: viewer.id };
  const response = await fetch(`${site.url}/v1/portal-sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${site.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`no portal session: ${response.status} ${await response.text()}`);
  const { url } = (await response.json()) as { url: string };
  return new URL(url).hash;
}

/**
 * Staff get no token from the marketplace: the page keeps a session as always, and on their way its requests get the
 * marketplace's own key, which may act for anybody.
 */
async function staffFields(window: BrowserContext, site: Site, viewer: Viewer): Promise<string> {
  await window.route(`${site.url}/v1/**`, async (route) => {
    const headers = { ...route.request().headers(), authorization: `Bearer ${site.key}`, 'act-as': actAs(viewer) };
    await route.continue({ headers });
  });
  return `#${new URLSearchParams({ token: 'pt_lent', ...viewer })}`;
}

function fieldsFor(window: BrowserContext, site: Site, viewer: Viewer): Promise<string> {
  return viewer.role === 'buyer' || viewer.role === 'seller'
    ? portalFields(site, viewer)
    : staffFields(window, site, viewer);
}

/** Opens a page as somebody; null is a visitor who has not signed in. */
export async function visit(
  { window, site, viewer }: { window: BrowserContext; site: Site; viewer: Viewer | null },
  path: string,
): Promise<Page> {
  const page = await window.newPage();
  const fields = viewer ? await fieldsFor(window, site, viewer) : '';
  await page.goto(`${site.url}${path}${fields}`);
  return page;
}
