import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** The machine's own Chromium; another one where `CHROMIUM` names it. */
function chromiumPath(): string {
  return process.env.CHROMIUM ?? '/usr/bin/chromium';
}

/** Without these a Chinese page is a page of boxes, and so is its picture. */
const CHINESE_FONTS = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';
const PACKAGES = ['chromium', 'fonts-noto-cjk'];

function missingPackages(): string[] {
  const isThere: Record<string, boolean> = {
    chromium: existsSync(chromiumPath()),
    'fonts-noto-cjk': existsSync(CHINESE_FONTS),
  };
  return PACKAGES.filter((name) => !isThere[name]);
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

function aptGet(...args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}

/**
 * Makes sure that there is a browser to test with, and installs it where that is possible: Debian, as root. Resolves
 * to a sentence for whoever runs the tests when it is not; null when all is well.
 */
export function ensureBrowser(): string | null {
  const missing = missingPackages();
  if (missing.length === 0) return null;
  const names = missing.join(' and ');
  if (!canInstall()) {
    return `The browser tests need ${names}: install them (Debian: sudo apt-get install ${missing.join(' ')}), or set CHROMIUM to a Chromium of yours.`;
  }
  console.log(`Installing ${names}; this takes about half a minute.`);
  aptGet('update');
  aptGet('install', '-y', '--no-install-recommends', ...missing);
  return missingPackages().length === 0 ? null : `apt-get could not install ${names}; the messages above say why.`;
}

/** Starts the browser. Root has no sandbox of Chromium's, and a closed network wants none of its own calls home. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      // A camera for pages that ask for one.
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  });
}
