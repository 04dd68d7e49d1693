import { execFile, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { makeDataDir, start } from '../support/process.ts';

const README = join(import.meta.dirname, '..', '..', 'README.md');
const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** What a newcomer copies: the one block of the README in which a claim is lived through. */
async function readWalk(): Promise<string> {
  const walk = /```bash\n([\s\S]*?)```/.exec(await readFile(README, 'utf8'))?.[1];
  if (!walk) throw new Error('the README has no walk');
  return walk;
}

/** The environment that the README starts the sandbox with. */
async function readSandbox(): Promise<Record<string, string>> {
  const line = /^(SANDBOX=1 .*) npm start$/m.exec(await readFile(README, 'utf8'))?.[1] ?? '';
  return Object.fromEntries(line.split(' ').map((setting) => setting.split('=') as [string, string]));
}

it.skipIf(!hasCurl)(
  'the README’s walk leads from an order to a refund and a trade dispute',
  { timeout: 60_000 },
  async () => {
    const sandbox = await start({ DATA_DIR: await makeDataDir(), ...(await readSandbox()) });
    const env = { ...process.env, GONGDAO_URL: sandbox.url };
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', await readWalk()], { env });
    expect(stdout).toContain("then: 'review_started'");
    expect(stdout).toMatch(/^succeeded$/m);
    expect(stdout).toContain('"trade_disputes":{"last_30_days":1,"total":1}');
    expect(await sandbox.stop('SIGTERM')).toBe(0);
  },
);
