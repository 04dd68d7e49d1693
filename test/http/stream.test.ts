import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/http/app.ts';
import { createLive } from '../../src/http/live.ts';
import type { Caller } from '../../src/http/route.ts';
import { listen, type RunningServer } from '../../src/http/server.ts';
import { createStore } from '../../src/store/store.ts';
import { until } from '../support/until.ts';
import { BUYER, createMarket, type Market, MEDIATOR, SELLER } from './support/market.ts';

let market: Market;
let server: RunningServer;
/** A second process on the same database, as far as the streams can tell. */
let other: RunningServer;

const SETTINGS = { streamHeartbeatMs: 40, streamLifetimeMs: 60_000, streamsPerCaller: 3 };

beforeAll(async () => {
  market = await createMarket(undefined, { settings: SETTINGS });
  const { app, deps } = market.service;
  const shutdownMs = 2000;
  server = await listen(app, { host: '127.0.0.1', port: 0, shutdownMs });
  const { pool, newId, sandbox } = deps.store;
  const libraryNotices = () => ({ years: new Set<number>(), off: new Set<string>(), makeUp: new Set<string>() });
  const store = createStore({ pool, newId, sandbox, libraryNotices });
  other = await listen(buildApp({ ...deps, store }), { host: '127.0.0.1', port: 0, shutdownMs });
});
afterAll(async () => {
  await other.stop();
  await server.stop();
  await market.close();
});

interface Watching {
  readonly status: number;
  readonly headers: Headers;
  readonly text: () => string;
  readonly events: () => { name: string; data: Record<string, unknown>; id: string | undefined }[];
  readonly ended: Promise<unknown>;
  readonly leave: () => void;
}

async function watch(as: string, more: { at?: RunningServer; lastEventId?: string } = {}): Promise<Watching> {
  const leaving = new AbortController();
  const { at = server, lastEventId } = more;
  const response = await fetch(`${at.url}/v1/stream`, {
    headers: {
      authorization: `Bearer ${market.service.key}`,
      'act-as': as,
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
    signal: leaving.signal,
  });
  let text = '';
  const read = async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString('utf8');
  };
  const ended = read().catch(() => undefined);
  const { status, headers } = response;
  return { status, headers, text: () => text, events: () => eventsIn(text), ended, leave: () => leaving.abort() };
}

function eventsIn(text: string) {
  return text
    .split('\n\n')
    .slice(0, -1)
    .flatMap((block) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      const [name, data] = [field('event'), field('data')];
      return name === undefined ? [] : [{ name, data: JSON.parse(data ?? '{}'), id: field('id') }];
    });
}

const lastId = ({ text }: Watching) => [...text().matchAll(/^id: (.+)$/gm)].at(-1)?.[1] ?? '';

describe('the stream of changes', () => {
  it('tells each viewer of the claims they see, and nobody else, whichever process changed them', async () => {
    const watching = await Promise.all([
      watch(BUYER),
      watch(SELLER),
      watch(MEDIATOR),
      watch('buyer:B1'),
      watch('seller:S8/u1'),
      watch(SELLER, { at: other }),
    ]);
    const [buyer, , , stranger, neighbour] = watching;
    const claim = await market.open(await market.order());
    const told = [{ name: 'claim', data: { claim_id: claim.id, version: claim.version } }];
    for (const one of watching.filter((watcher) => watcher !== stranger && watcher !== neighbour)) {
      await until('told', () => one.events().length > 0);
      expect(one.events()).toMatchObject(told);
    }
    await market.post(`/v1/claims/${claim.id}/notes`, { words: '留意' }, { as: MEDIATOR });
    await until('told', () => (watching[2]?.events().length ?? 0) > 1);
    expect(watching[2]?.events()[1]).toMatchObject({ name: 'desk', data: { claim_id: claim.id } });
    expect(buyer?.events()).toHaveLength(1);
    await market.post(`/v1/claims/${claim.id}/messages`, { words: '在吗？' }, { as: SELLER });
    await until('told', () => (buyer?.events().length ?? 0) > 1);
    expect(stranger?.events()).toEqual([]);
    expect(neighbour?.events()).toEqual([]);
    for (const one of watching) one.leave();
  });

  it('is a stream that proxies leave alone, with a heartbeat and a time to come back', async () => {
    const watcher = await watch(BUYER);
    expect(watcher.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(watcher.headers.get('cache-control')).toContain('no-transform');
    await until('told', () => watcher.text().includes('\n\n:\n\n'));
    expect(watcher.text()).toMatch(/^retry: 1000\n/);
    watcher.leave();
  });

  it('tells that the clock was moved, and of the deadlines that this fired', async () => {
    const claim = await market.open(await market.order());
    const watcher = await watch(BUYER);
    await market.post('/v1/sandbox/clock/advance', { to_next_deadline: claim.id });
    await until('told', () => watcher.events().some(({ name }) => name === 'clock'));
    expect((await market.see(BUYER, claim)).status).toBe('refunding');
    watcher.leave();
  });

  it('goes on where it broke off, and says so where it cannot', async () => {
    const first = await watch(BUYER);
    await until('told', () => lastId(first) !== '');
    first.leave();
    const claim = await market.open(await market.order());
    const { version } = await market.give(SELLER, claim, 'refuse', {
      reason: 'goods_fine',
      words: '没有问题。',
      files: [],
    });
    const second = await watch(BUYER, { lastEventId: lastId(first) });
    await until('told', () =>
      second.events().some(({ data }) => data.claim_id === claim.id && data.version === version),
    );
    expect(second.events().filter(({ name }) => name === 'reset')).toEqual([]);
    second.leave();
    const lost = await watch(BUYER, { lastEventId: 'live_from-another-life-7' });
    await until('told', () => lost.events().length > 0);
    expect(lost.events()[0]).toMatchObject({ name: 'reset', data: {} });
    lost.leave();
  });

  it('tells of very much at once in one word', async () => {
    const watcher = await watch(MEDIATOR);
    const { changes } = market.service.deps.store;
    changes.tell(
      Array.from({ length: 60 }, (_, index) => ({
        type: 'claim' as const,
        shopId: 'S7',
        buyerId: 'B60',
        claimId: `clm_${index}`,
        version: 1,
      })),
    );
    await until('told', () => watcher.events().length > 0);
    expect(watcher.events().map(({ name }) => name)).toEqual(['reset']);
    watcher.leave();
  });

  it('is given to a caller three times at once here, and again once one is closed', async () => {
    const mine = await Promise.all([watch('buyer:B3'), watch('buyer:B3'), watch('buyer:B3')]);
    const refused = await watch('buyer:B3');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    expect((await watch('buyer:B4')).status).toBe(200);
    mine[0]?.leave();
    await until('a place is free', async () => {
      const next = await watch('buyer:B3');
      next.leave();
      return next.status === 200;
    });
    for (const one of mine) one.leave();
  });

  it('is ended after a while, so that a token that was revoked is noticed', async () => {
    const { deps } = market.service;
    const settings = { ...deps.settings, streamLifetimeMs: 100 };
    const brief = await listen(buildApp({ ...deps, settings }), { host: '127.0.0.1', port: 0, shutdownMs: 2000 });
    const watcher = await watch(BUYER, { at: brief });
    await watcher.ended;
    expect(watcher.text()).toMatch(/^retry/);
    await brief.stop();
  });

  it('needs a key, and has nothing to say to HEAD', async () => {
    expect((await fetch(`${server.url}/v1/stream`)).status).toBe(401);
    const headers = { authorization: `Bearer ${market.service.key}` };
    expect((await fetch(`${server.url}/v1/stream`, { method: 'HEAD', headers })).status).toBe(405);
  });

  it('is not begun any more by a request that was being let in when the service closed', async () => {
    const { store, settings } = market.service.deps;
    const live = createLive(store, settings);
    live.close();
    const caller = { actor: { role: 'buyer', id: 'B9' }, keyId: 'key', scopes: [], sealingKey: () => Buffer.alloc(0) };
    expect(live.open(caller as unknown as Caller, undefined)).toBeNull();
  });

  it('ends when the server stops, which does not have to wait for it', async () => {
    const { deps } = market.service;
    const shutdownMs = 60_000;
    const third = await listen(buildApp(deps), { host: '127.0.0.1', port: 0, shutdownMs });
    const watcher = await watch(BUYER, { at: third });
    await third.stop();
    await watcher.ended;
    expect(watcher.text()).toMatch(/^retry/);
  });
});
