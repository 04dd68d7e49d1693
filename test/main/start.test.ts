import { describe, expect, it } from 'vitest';
import { makeDataDir, start } from '../support/process.ts';

const KEY = /sk_[\w-]+/;

describe('npm start', () => {
  it('serves, shows the first key once and not in the log, works, and stops cleanly; the next run finds it all', async () => {
    const DATA_DIR = await makeDataDir();
    const first = await start({ DATA_DIR });
    const key = KEY.exec(first.output())?.[0] ?? '';
    expect(first.log()).not.toContain(key);
    const ready = await fetch(`${first.url}/readyz`);
    expect(await ready.json()).toMatchObject({ status: 'ready', worker: { parked: 0, alarm: null } });
    const headers = { authorization: `Bearer ${key}` };
    const policies = await (await fetch(`${first.url}/v1/policies`, { headers })).json();
    expect(policies).toMatchObject({ data: [{ name: 'taobao-classic', version: 1 }] });
    expect((await fetch(`${first.url}/v1/sandbox/clock`, { headers })).status).toBe(404);
    expect(await first.stop('SIGTERM')).toBe(0);

    const second = await start({ DATA_DIR });
    expect(second.output()).not.toMatch(KEY);
    expect((await fetch(`${second.url}/v1/policies`, { headers })).status).toBe(200);
    expect(await second.stop('SIGINT')).toBe(0);
  }, 60_000);

  it('in a sandbox begins when it is told, with the key it is given, which it does not show', async () => {
    const own = await makeDataDir();
    const key = 'sk_given_to_the_sandbox';
    const env = { DATA_DIR: own, SANDBOX: '1', SANDBOX_NOW: '2026-05-01T02:03:04Z', BOOTSTRAP_API_KEY: key };
    const sandbox = await start(env);
    const clock = await fetch(`${sandbox.url}/v1/sandbox/clock`, { headers: { authorization: `Bearer ${key}` } });
    expect(await clock.json()).toEqual({ now: '2026-05-01T02:03:04Z' });
    expect(sandbox.output() + sandbox.log()).not.toContain(key);
    expect(await sandbox.stop('SIGTERM')).toBe(0);
  }, 60_000);

  it('on its first run opens the demo marketplace, whose time stands still until the next', async () => {
    const DATA_DIR = await makeDataDir();
    const first = await start({ DATA_DIR, DEMO: '1' });
    expect(first.output()).toContain(`Open      ${first.url}`);
    expect(first.output()).toMatch(KEY);
    const { people } = (await (await fetch(`${first.url}/demo/people`)).json()) as { people: { claim_id: string }[] };
    expect(await first.stop('SIGTERM')).toBe(0);

    const second = await start({ DATA_DIR, DEMO: '1' });
    expect(await (await fetch(`${second.url}/demo/people`)).json()).toMatchObject({ people });
    expect(second.log()).not.toContain('the demo marketplace is ready');
    expect(await second.stop('SIGTERM')).toBe(0);
    await expect(start({ DATA_DIR })).rejects.toThrow('holds the demo marketplace');
  }, 120_000);

  it('says in a sentence what is wrong with its settings', async () => {
    await expect(start({ PORT: 'http' })).rejects.toThrow('ended with 1: PORT must be a whole number');
  });
});
