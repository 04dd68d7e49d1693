import { parseArgs } from 'node:util';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { ensureBrowser, launchBrowser } from '../browser.ts';
import { BUYER, prepareScenes, type Scenes } from '../scenes.ts';
import { type Site, startSite } from '../site.ts';
import { openWindow, visit } from '../visitor.ts';

const HELP = `npm run measure -- pages [--rounds 3] [--cpu 1] [--strict]

  The first load of the buyer's pages on a phone's window, with an empty cache, over a link of 1.6 Mbit/s that takes
  150 ms there and back ("slow 4G"): how much JavaScript comes (as it travels, compressed), when the largest part of the page is painted,
  and how long the page takes to answer a press or a key. The median of the rounds.

  --cpu 4    makes the processor four times slower, as that of a cheap phone
  --strict   lets each request wait 562 ms, as "Slow 4G" of Chromium's developer tools does`;

/** The link that is called "slow 4G": 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
const SLOW_4G = { downloadThroughput: 200_000, uploadThroughput: 93_750, latency: 150 };
/** The same name in Chromium's developer tools, which let every request wait as if it began with new connections. */
const STRICT = { downloadThroughput: 180_000, uploadThroughput: 84_375, latency: 562.5 };

const AIMS = { script: 250_000, paint: 2000, answer: 200 };

interface Subject {
  readonly name: string;
  readonly path: (scenes: Scenes) => string;
  /** What a buyer does there, step by step. */
  readonly use: (page: Page) => Promise<void>;
}

const inDialog = async (page: Page, opener: string) => {
  await page.getByRole('button', { name: opener, exact: true }).click();
  await page.getByRole('dialog').waitFor();
  await page.getByRole('dialog').getByRole('textbox').first().pressSequentially('请平台处理，谢谢。');
  await page.keyboard.press('Escape');
};

const SUBJECTS: readonly Subject[] = [
  {
    name: 'my purchases',
    path: () => '/orders',
    use: async (page) => {
      await page.keyboard.press('Tab');
      await page.getByRole('link').first().focus();
      await page.keyboard.press('Tab');
    },
  },
  {
    name: 'apply for a refund',
    path: () => '/orders/T202605011999/lines/1/apply',
    use: async (page) => {
      await page.getByRole('radio').first().check();
      await page.getByRole('textbox').last().pressSequentially('右脚鞋底开胶，附照片。');
    },
  },
  {
    name: 'a refused claim',
    path: ({ refused }) => `/claims/${refused}`,
    use: (page) => inDialog(page, '要求平台介入'),
  },
  {
    name: 'a claim in intervention',
    path: ({ intervention }) => `/claims/${intervention}`,
    use: (page) => inDialog(page, '提交凭证'),
  },
];

/** Runs in the page from its beginning; what it gathers is read at the end. */
const WATCH = `
  window.measured = { paint: 0, answers: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.measured.paint = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.interactionId) window.measured.answers.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
`;

interface Measured {
  /** Bytes of JavaScript as they travelled. */
  readonly script: number;
  /** Milliseconds until the largest contentful paint. */
  readonly paint: number;
  /** Milliseconds of the slowest answer to a press or key, to the next frame. */
  readonly answer: number;
}

/** Adds up what of the scripts' bytes travels. */
async function countScripts(session: CDPSession): Promise<() => number> {
  const scripts = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script' || response.mimeType.includes('javascript')) scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  return () => bytes;
}

interface Scene {
  readonly browser: Browser;
  readonly site: Site;
  readonly scenes: Scenes;
  readonly cpu: number;
  readonly link: typeof SLOW_4G;
}

async function measureOnce({ browser, site, scenes, cpu, link }: Scene, subject: Subject): Promise<Measured> {
  const window = await openWindow(browser, { width: 375 });
  let scripts = () => 0;
  await window.addInitScript(WATCH);
  window.on('page', async (page) => {
    const session = await window.newCDPSession(page);
    scripts = await countScripts(session);
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    await session.send('Network.emulateNetworkConditions', { offline: false, ...link });
    await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  });
  const page = await visit({ window, site, viewer: BUYER }, subject.path(scenes));
  await page.locator('main h1, main h2').first().waitFor();
  await page.locator('.splash, .skeleton').first().waitFor({ state: 'detached' });
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))');
  const script = scripts();
  const { paint } = await page.evaluate<{ paint: number }>('window.measured');
  await subject.use(page);
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300)))');
  const { answers } = await page.evaluate<{ answers: number[] }>('window.measured');
  await window.close();
  return { script, paint, answer: Math.max(0, ...answers) };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

function rowOf(name: string, rounds: readonly Measured[]): { text: string; kept: boolean } {
  const script = median(rounds.map((round) => round.script));
  const paint = median(rounds.map((round) => round.paint));
  const answer = median(rounds.map((round) => round.answer));
  const cells = [`${(script / 1000).toFixed(0)} kB`, `${(paint / 1000).toFixed(2)} s`, `${answer.toFixed(0)} ms`];
  return {
    text: `| ${name} | ${cells.join(' | ')} |`,
    kept: script <= AIMS.script && paint <= AIMS.paint && answer <= AIMS.answer,
  };
}

/** Prints what the buyer's pages take; resolves to whether every promise was kept. */
export async function measure(args: readonly string[]): Promise<boolean> {
  const options = {
    rounds: { type: 'string', default: '3' },
    cpu: { type: 'string', default: '1' },
    strict: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) {
    console.log(HELP);
    return true;
  }
  const refusal = ensureBrowser();
  if (refusal) throw new Error(refusal);
  const site = await startSite();
  const browser = await launchBrowser();
  try {
    const link = values.strict ? STRICT : SLOW_4G;
    const scene = { browser, site, scenes: await prepareScenes(site), cpu: Number(values.cpu), link };
    console.log('| page | JavaScript | largest paint | slowest answer |\n|---|---|---|---|');
    let kept = true;
    for (const subject of SUBJECTS) {
      const rounds: Measured[] = [];
      for (let round = 0; round < Number(values.rounds); round += 1) rounds.push(await measureOnce(scene, subject));
      const row = rowOf(subject.name, rounds);
      kept &&= row.kept;
      console.log(row.text);
    }
    console.log('| promised | ≤ 250 kB | ≤ 2.00 s | ≤ 200 ms |');
    return kept;
  } finally {
    await browser.close();
    await site.stop();
  }
}
