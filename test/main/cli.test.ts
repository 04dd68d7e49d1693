import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import classic from '../../policies/taobao-classic.json' with { type: 'json' };
import { makeDataDir, type Started, start } from '../support/process.ts';

const CLI = join(import.meta.dirname, '..', '..', 'src', 'main', 'cli.ts');
const KEY = 'sk_for_the_command_line';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function gongdao(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongdao-cli-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('gongdao', { timeout: 120_000 }, () => {
  it('teaches in its help', async () => {
    const { stdout } = await gongdao('--help');
    for (const word of ['serve', 'work', 'migrate', 'import', 'claim', 'policy', 'DATABASE_URL', 'SANDBOX']) {
      expect(stdout).toContain(word);
    }
    expect((await gongdao('policy', 'check', '--help')).stdout).toContain('The shortest story');
  });

  it('policy check tells a document that is no policy what is wrong with it', async () => {
    const { code, stdout } = await gongdao('policy', 'check', await file('no.json', '{"name":"x"}'));
    expect([code, stdout]).toEqual([1, expect.stringContaining('/version')]);
    expect(await gongdao('policy', 'check', join(folder, 'missing.json'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cannot be read'),
    });
  });

  it('R4, R33: policy check prints the shortest story of what does not hold, and the trap as a warning', async () => {
    const values = { ...classic.values, 'claim.max_modifications': 0, 'buyer.after_refusal_virtual': 'PT24H' };
    const { code, stdout } = await gongdao(
      'policy',
      'check',
      await file('trap.json', JSON.stringify({ ...classic, values })),
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ .*can ask for intervention[^\n]*\n\s+the buyer opens a claim/);
    expect(stdout).toContain('! A claim on virtual goods');
    expect(stdout).toContain('must not be published');
  });
});

describe('gongdao, asking a running one', { timeout: 60_000 }, () => {
  let sandbox: Started;
  beforeAll(async () => {
    const env = { SANDBOX: '1', SANDBOX_NOW: '2026-05-01T00:00:00Z', BOOTSTRAP_API_KEY: KEY };
    sandbox = await start({ DATA_DIR: await makeDataDir(), ...env });
  }, 60_000);

  const order = (id: string) => ({
    id,
    shop_id: 'S7',
    buyer_id: 'B9',
    currency: 'CNY',
    paid_at: '2026-04-28T02:00:00Z',
    lines: [{ id: '1', title: 'Shoes', amount: 12900, goods: 'physical', status: 'paid' }],
  });

  it('imports orders, names the lines it could not take, and shows a claim with its deadline', async () => {
    const remote = ['--url', sandbox.url, '--key', KEY];
    const orders = await file(
      'orders.ndjson',
      `${JSON.stringify(order('T1'))}\n{"id":"T2"}\n${JSON.stringify(order('T3'))}\n`,
    );
    const imported = await gongdao('import', 'orders', orders, ...remote);
    expect(imported).toMatchObject({ code: 1, stdout: expect.stringContaining('2 orders taken, 1 refused') });
    expect(imported.stderr).toContain('line 2 (T2): INVALID_REQUEST');
    const terms = { remedy: 'refund_only', reason: 'not_shipped', amount: 12900, goods_received: false };
    const answer = await fetch(`${sandbox.url}/v1/claims`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'act-as': 'buyer:B9', 'content-type': 'application/json' },
      body: JSON.stringify({ order_id: 'T1', line_id: '1', terms }),
    });
    const { id } = (await answer.json()) as { id: string };
    const { stdout } = await gongdao('claim', 'show', id, '--language', 'en', ...remote);
    expect(stdout).toContain('3 May 2026, 08:00:00 GMT+8');
    expect(stdout).toMatch(/48 hours from 1 May 2026, 08:00:00 GMT\+8 \(R20\)/);
  });

  it('says in a sentence what it cannot do', async () => {
    const unknown = await gongdao(
      'claim',
      'show',
      'clm_unknown',
      '--url',
      sandbox.url,
      '--key',
      KEY,
      '--language',
      'en',
    );
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('NOT_FOUND') });
    const nobody = await gongdao('claim', 'show', 'clm_x', '--url', 'http://127.0.0.1:1', '--key', KEY);
    expect(nobody).toMatchObject({ code: 1, stderr: expect.stringContaining('does not answer') });
  });
});
