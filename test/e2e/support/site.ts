import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../scripts/browser.ts';
import { type Client, clientOf } from '../../../scripts/client.ts';
import { startSite } from '../../../scripts/site.ts';
import { openWindow, type VisitOptions, visit } from '../../../scripts/visitor.ts';
import type { Viewer } from '../../../src/web/session/session.ts';
import { createTestDatabase } from '../../support/database.ts';

export interface TestSite {
  readonly url: string;
  readonly databaseUrl: string;
  readonly api: (viewer?: Viewer) => Client;
  /** Moves the sandbox's clock: `PT72H`. */
  readonly advance: (by: string) => Promise<void>;
  /** Opens a page in a window of its own; null is a visitor who has not signed in. */
  readonly visit: (viewer: Viewer | null, path: string, options?: VisitOptions) => Promise<Page>;
  readonly restart: () => Promise<void>;
  /** Ends everything, and throws where a page complained meanwhile: an error, or a breach of its security policy. */
  readonly stop: () => Promise<void>;
}

/** What a page says when a request was refused on purpose, or the server was away; the page itself handles both. */
const EXPECTED = /^Failed to load resource: /;

function listenTo(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !EXPECTED.test(message.text()))
      complaints.push(message.text());
  });
}

interface Opening {
  readonly now?: string;
  /** Further settings, as the environment gives them. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The whole product on a database of its own, and a browser to look at it. `now` is where the clock begins. */
export async function openSite({ now, env = {} }: Opening = {}): Promise<TestSite> {
  const database = await createTestDatabase();
  const site = await startSite({ databaseUrl: database.url, env, ...(now === undefined ? {} : { now }) });
  const browser: Browser = await launchBrowser();
  const complaints: string[] = [];
  return {
    url: site.url,
    databaseUrl: database.url,
    api: (viewer) => clientOf(site, viewer),
    advance: async (by) => void (await clientOf(site).post('/v1/sandbox/clock/advance', { by })),
    visit: async (viewer, path, options) => {
      const window = await openWindow(browser, options);
      window.on('page', (page) => listenTo(page, complaints));
      return visit({ window, site, viewer }, path);
    },
    restart: site.restart,
    stop: async () => {
      await browser.close();
      await site.stop();
      await database.drop();
      if (complaints.length > 0) throw new Error(`Pages complained:\n${complaints.join('\n')}`);
    },
  };
}
