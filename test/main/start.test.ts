import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ENTRY = join(import.meta.dirname, '..', '..', 'src', 'main', 'start.ts');
const KEY = /sk_[\w-]+/;

let dataDir: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gongdao-start-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

interface Started {
  readonly url: string;
  readonly output: () => string;
  readonly log: () => string;
  /** Resolves to the exit code. */
  readonly stop: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** Runs `npm start` without npm, until it says where it listens. */
async function start(env: Record<string, string>): Promise<Started> {
  const child = spawn(process.execPath, [ENTRY], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let [output, log] = ['', ''];
  child.stderr.on('data', (text: Buffer) => {
    log += text.toString();
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString();
      if (output.includes('Ctrl-C stops it.')) resolve();
    });
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${log}`)));
  });
  await ready;
  const stop = async (signal: NodeJS.Signals) => {
    const exit = once(child, 'exit');
    child.kill(signal);
    return (await exit)[0] as number | null;
  };
  return { url: /http:\/\/\S+(?=\/v1\b)/.exec(output)?.[0] ?? '', output: () => output, log: () => log, stop };
}

describe('npm start', () => {
  it('serves, shows the first key once and not in the log, works, and stops cleanly; the next run finds it all', async () => {
    const first = await start({});
    const key = KEY.exec(first.output())?.[0] ?? '';
    expect(first.log()).not.toContain(key);
    const ready = await fetch(`${first.url}/readyz`);
    expect(await ready.json()).toMatchObject({ status: 'ready', worker: { parked: 0, alarm: null } });
    const headers = { authorization: `Bearer ${key}` };
    const policies = await (await fetch(`${first.url}/v1/policies`, { headers })).json();
    expect(policies).toMatchObject({ data: [{ name: 'taobao-classic', version: 1 }] });
    expect((await fetch(`${first.url}/v1/sandbox/clock`, { headers })).status).toBe(404);
    expect(await first.stop('SIGTERM')).toBe(0);

    const second = await start({});
    expect(second.output()).not.toMatch(KEY);
    expect((await fetch(`${second.url}/v1/policies`, { headers })).status).toBe(200);
    expect(await second.stop('SIGINT')).toBe(0);
  }, 60_000);

  it('in a sandbox begins when it is told, with the key it is given, which it does not show', async () => {
    const own = await mkdtemp(join(tmpdir(), 'gongdao-start-'));
    const key = 'sk_given_to_the_sandbox';
    const env = { DATA_DIR: own, SANDBOX: '1', SANDBOX_NOW: '2026-05-01T02:03:04Z', BOOTSTRAP_API_KEY: key };
    const sandbox = await start(env);
    const clock = await fetch(`${sandbox.url}/v1/sandbox/clock`, { headers: { authorization: `Bearer ${key}` } });
    expect(await clock.json()).toEqual({ now: '2026-05-01T02:03:04Z' });
    expect(sandbox.output() + sandbox.log()).not.toContain(key);
    expect(await sandbox.stop('SIGTERM')).toBe(0);
    await rm(own, { recursive: true, force: true });
  }, 60_000);

  it('says in a sentence what is wrong with its settings', async () => {
    await expect(start({ PORT: 'http' })).rejects.toThrow('ended with 1: PORT must be a whole number');
  });
});
