import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const NEEDED = /** @type {const} */ ([22, 18]);

/** @param {string} version for example "24.21.0" */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

/**
 * The Node to run TypeScript with: the one npm installed beside us, else the one running now if it is new enough.
 * Ends the process with a sentence that says what to do when there is neither.
 * @param {string} root the repository's folder
 */
function nodeBinary(root) {
  const bundled = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(bundled)) return bundled;
  if (isNewEnough(process.versions.node)) return process.execPath;
  console.error(
    `Gongdao needs Node ${NEEDED.join('.')} or newer; this is ${process.version}, and npm has no newer one for ` +
      `${process.platform}-${process.arch}. Install Node 24 from https://nodejs.org and try again.`,
  );
  process.exit(1);
}

/** The product's live heap is some 40 MB; without these V8 lets garbage grow to many times that. */
const PRODUCT_HEAP = ['--max-semi-space-size=16', '--max-old-space-size=1024'];

/**
 * Runs a TypeScript entry under a Node that can, passes signals on to it, and ends as it ends.
 * @param {string} root the repository's folder
 * @param {string[]} args the entry and what follows it
 */
export function launch(root, args) {
  const node = nodeBinary(root);
  const heap = args[0]?.startsWith(join(root, 'src', 'main')) ? PRODUCT_HEAP : [];
  const child = spawn(node, [...heap, ...args], {
    stdio: [process.env.CI ? 'ignore' : 'inherit', 'inherit', 'inherit'],
  });
  child.on('error', (error) => {
    console.error(`Could not start ${node}: ${error.message}`);
    process.exit(1);
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child as well; sending it twice would cut its shutdown short.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
