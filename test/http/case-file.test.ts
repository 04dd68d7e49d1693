import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDays } from '../../src/store/daily-root.ts';
import { contentsOf, download, jsonIn, ruledClaim, verified, whyNot } from './support/case-files.ts';
import { BUYER, createMarket, type Market, MEDIATOR, SELLER, SUPERVISOR } from './support/market.ts';

let market: Market;
let claim: { id: string; files: readonly string[] };
beforeAll(async () => {
  market = await createMarket();
  claim = await ruledClaim(market);
  await market.advanceBy('P1D');
  await closeDays(market.service.deps.store);
});
afterAll(() => market.close());

describe('the case file of a claim', () => {
  it.each([
    ['the buyer', BUYER],
    ['the seller', SELLER],
    ['staff', MEDIATOR],
    ['the marketplace', undefined],
  ])('fits together for %s, who can check it against the published root and head', async (_who, as) => {
    const zip = await download(market, claim, as);
    const [day] = (await market.get('/v1/daily-roots')).data.filter(({ claims }: { claims: number }) => claims > 0);
    const { head } = jsonIn(await contentsOf(await download(market, claim)), 'manifest.json');
    expect(await verified(zip, { root: day.root, head })).toMatchObject({
      ok: true,
      checked: { day: { day: day.day, root: day.root }, redrawn: true, files: 2 },
    });
  });

  it('is the same bytes for the same claim and reader', async () => {
    const zips = [await download(market, claim, BUYER), await download(market, claim, BUYER)];
    expect(zips[0]?.equals(zips[1] ?? Buffer.alloc(0))).toBe(true);
    expect(zips[0]?.equals(await download(market, claim, SELLER))).toBe(false);
  });

  it('holds the ruling in both languages, the timeline, and every file that was shown', async () => {
    const names = [...(await contentsOf(await download(market, claim, MEDIATOR))).keys()];
    const { data } = await market.get(`/v1/claims/${claim.id}/events`);
    const { version } = data.find(({ type }: { type: string }) => type === 'ruling.issued');
    expect(names.sort()).toEqual(
      [
        ...['manifest.json', 'events.json', 'facts.json', 'proof.json', 'timeline.json', 'timeline.html'],
        ...[`ruling-${version}.zh-CN.pdf`, `ruling-${version}.en.pdf`],
        ...claim.files.map((id) => `files/${id}.png`),
      ].sort(),
    );
  });

  it('gives a party the originals of their own files alone', async () => {
    const [ofBuyer, ofSeller] = claim.files.map((id) => `files/${id}.png`);
    const filesFor = async (as: string) =>
      [...(await contentsOf(await download(market, claim, as))).keys()].filter((name) => name.startsWith('files/'));
    expect([await filesFor(BUYER), await filesFor(SELLER)]).toEqual([[ofBuyer], [ofSeller]]);
  });

  it('tells each reader what the API tells them, and no more', async () => {
    for (const as of [BUYER, SELLER, MEDIATOR]) {
      const entries = await contentsOf(await download(market, claim, as));
      const { data } = await market.get(`/v1/claims/${claim.id}/events?limit=100`, { as });
      const told = jsonIn(entries, 'timeline.json').events.filter((event: object) => !('withheld' in event));
      const plain = (events: { recorded_at: string; at: string }[]) =>
        events.map((event) => ({ ...event, at: Date.parse(event.at), recorded_at: Date.parse(event.recorded_at) }));
      expect(plain(told)).toEqual(plain(data));
    }
    const ofBuyer = await contentsOf(await download(market, claim, BUYER));
    const all = Buffer.concat([...ofBuyer.values()]).toString('latin1');
    expect(all).not.toMatch(/"m1"|"u1"|counted/);
    expect(Buffer.concat([...(await contentsOf(await download(market, claim))).values()]).toString('latin1')).toMatch(
      /"m1"/,
    );
  });

  it('carries events that a party may not read as digests, so that the chain goes on', async () => {
    const { events } = jsonIn(await contentsOf(await download(market, claim, BUYER)), 'events.json');
    const withheld = events.filter((event: object) => !('event' in event));
    expect(withheld.length).toBeGreaterThan(0);
    for (const event of withheld) expect(Object.keys(event).sort()).toEqual(['content', 'digest', 'version']);
    const inside = jsonIn(await contentsOf(await download(market, claim)), 'events.json').events;
    expect(inside.every((event: object) => 'event' in event)).toBe(true);
    expect(inside.map(({ digest }: { digest: string }) => digest)).toEqual(
      events.map(({ digest }: { digest: string }) => digest),
    );
  });

  it('goes on being right while the claim goes on, with the proof of the last closed day', async () => {
    const young = await market.open(await market.order());
    const zip = await download(market, young, BUYER);
    expect(await verified(zip)).toMatchObject({ ok: true, checked: { day: null } });
    expect(await whyNot(zip, { root: '0'.repeat(64) })).toContain('not in the file');
    await market.advanceBy('P1DT1H');
    await closeDays(market.service.deps.store);
    await market.give(BUYER, young, 'withdraw');
    const later = await verified(await download(market, young, BUYER));
    expect(later).toMatchObject({ ok: true, checked: { day: { version: 2 }, events: expect.any(Number) } });
  });

  it('is not there for strangers, as if the claim were not', async () => {
    for (const as of ['buyer:B1', 'seller:S8/u1']) {
      const asked = await market.ask('GET', `/v1/claims/${claim.id}/case-file`, { as });
      const unknown = await market.ask('GET', '/v1/claims/clm_none/case-file', { as });
      expect([asked.status, asked.body.code]).toEqual([404, 'NOT_FOUND']);
      expect({ ...asked.body, instance: '' }).toEqual({ ...unknown.body, instance: '' });
    }
    expect((await market.ask('GET', `/v1/claims/${claim.id}/case-file`, { key: null })).status).toBe(401);
  });

  it('is answered as known to who has it already', async () => {
    const url = `/v1/claims/${claim.id}/case-file`;
    const { headers } = await market.service.request({ method: 'GET', url });
    expect(headers['content-disposition']).toBe(`attachment; filename="gongdao-${claim.id}.zip"`);
    const again = await market.service.request({
      method: 'GET',
      url,
      headers: { 'if-none-match': String(headers.etag) },
    });
    expect(again.statusCode).toBe(304);
  });

  it('cannot be made of events that somebody changed in the database without its showing', async () => {
    const { pool } = market.service.db;
    const touched = await ruledClaim(market);
    await pool.query('alter table claim_event disable trigger user');
    await pool.query(
      `update claim_event set data = jsonb_set(data, '{words}', '"not what was said"')
        where claim_id = $1 and type = 'claim.refused'`,
      [touched.id],
    );
    await pool.query('alter table claim_event enable trigger user');
    expect(await whyNot(await download(market, touched))).toMatch(/event \d+ is not the one that the chain holds/);
  });
});

describe('gongdao verify', () => {
  const CLI = join(import.meta.dirname, '..', '..', 'src', 'main', 'cli.ts');
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gongdao-verify-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const run = (...args: string[]) =>
    new Promise<{ code: number; said: string }>((resolve) => {
      execFile(process.execPath, [CLI, 'verify', ...args], (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: stdout + stderr });
      });
    });

  it('says what it checked and ends with 0, or names what does not fit and ends with 1', {
    timeout: 60_000,
  }, async () => {
    const path = join(folder, 'case.zip');
    const zip = await download(market, claim, BUYER);
    await writeFile(path, zip);
    const { head } = jsonIn(await contentsOf(zip), 'manifest.json');
    const good = await run(path, '--head', head);
    expect(good).toMatchObject({ code: 0, said: expect.stringContaining(`${claim.id}: the case file fits together.`) });
    expect(good.said).toContain('(as expected)');
    expect(good.said).toContain('drawn again from the events, and the same');
    const bad = await run(path, '--root', 'f'.repeat(64));
    expect(bad).toMatchObject({ code: 1, said: expect.stringContaining('does not fit: the root of the day is') });
    await writeFile(path, zip.subarray(0, 5000));
    expect(await run(path)).toMatchObject({ code: 1, said: expect.stringContaining('not a whole zip') });
    expect(await run(join(folder, 'none.zip'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('cannot be read'),
    });
    expect(await run(path, '--root', 'abc')).toMatchObject({
      code: 1,
      said: expect.stringContaining('64 hexadecimal'),
    });
  });
});

describe('the roots of days', () => {
  it('are listed for the marketplace, supervisors and operators, the last first, each on the one before', async () => {
    const page = await market.get('/v1/daily-roots?limit=2', { as: SUPERVISOR });
    const rest = await market.get(`/v1/daily-roots?limit=100&cursor=${page.next_cursor}`, { as: 'operator:o1' });
    const days = [...page.data, ...rest.data];
    expect(days.length).toBeGreaterThan(3);
    for (const [index, { previous, since }] of days.entries()) {
      expect(previous).toBe(days[index + 1]?.root ?? '0'.repeat(64));
      expect(since).toBe(days[index + 1]?.until ?? since);
    }
    for (const as of [BUYER, SELLER, MEDIATOR])
      expect((await market.ask('GET', '/v1/daily-roots', { as })).status).toBe(403);
    const cursor = Buffer.from('["nonsense"]').toString('base64url');
    expect((await market.ask('GET', `/v1/daily-roots?cursor=${cursor}`)).body.code).toBe('INVALID_CURSOR');
  });
});
