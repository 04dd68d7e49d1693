import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/domain/claim.ts';
import { DAY, HOUR } from '../../src/domain/time.ts';
import { dailyRootOf, leafOf } from '../../src/proof/day.ts';
import { rootOfPath, treePath, treeRoot } from '../../src/proof/merkle.ts';
import { closeDays, type DailyRoot, dailyProofOf, listDailyRoots } from '../../src/store/daily-root.ts';
import { advanceSandboxClock } from '../../src/store/sandbox-clock.ts';
import { readNow } from '../../src/store/store.ts';
import { startWorker } from '../../src/worker/worker.ts';
import { ACTORS } from '../support/actors.ts';
import { until } from '../support/until.ts';
import { createMarket, done, give, type Market, openOn, T0 } from './market.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket({ sandboxAt: T0 });
});
afterAll(() => market.close());

const roots = () => listDailyRoots(market.store, { before: null, limit: 1000 });
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The root that a proof leads to, as somebody computes it who knows only the proof. */
async function proven(
  { shopId, id: claimId, version }: Claim,
  upTo = version,
): Promise<DailyRoot & { computed: string }> {
  const proof = await dailyProofOf(market.store, { shopId, claimId, upTo });
  if (!proof) throw new Error('no proof');
  const { root, head, index, path } = proof;
  const steps = path.map((hash) => Buffer.from(hash, 'hex'));
  const tree = rootOfPath({ leaf: leafOf(head), index, size: root.claims, path: steps });
  if (!tree) throw new Error('the path leads nowhere');
  const bounds = { since: new Date(root.since).toISOString(), until: new Date(root.until).toISOString() };
  const day = { day: root.day, ...bounds, claims: root.claims, previous: Buffer.from(root.previous, 'hex') };
  return { ...root, computed: dailyRootOf({ ...day, treeRoot: tree }).toString('hex') };
}

describe('the root of a day', () => {
  const claims: Claim[] = [];

  it('is made once the day is over in the policy’s time zone, and proves every claim that changed', async () => {
    for (let index = 0; index < 7; index += 1) claims.push(await openOn(market.store, `D${index}`));
    expect((await closeDays(market.store)).closed).toBe(0);
    // 10:00 in Shanghai: midnight is 14 hours away, and the day is closed five minutes later.
    await advanceSandboxClock(market.store, T0 + 14 * HOUR + HOUR / 12 - 1);
    expect(await closeDays(market.store)).toEqual({ closed: 0, nextAt: T0 + 14 * HOUR + HOUR / 12 });
    await advanceSandboxClock(market.store, T0 + 14 * HOUR + HOUR / 12);
    expect((await closeDays(market.store)).closed).toBe(1);
    expect(await roots()).toMatchObject([
      { day: '2026-03-02', since: T0 - 10 * HOUR, until: T0 + 14 * HOUR, claims: 7, timeZone: 'Asia/Shanghai' },
    ]);
    for (const claim of claims) {
      const root = await proven(claim);
      expect(root.computed).toBe(root.root);
    }
  });

  it('is caught up over missed days, quiet ones too, each on the one before', async () => {
    await advanceSandboxClock(market.store, T0 + 4 * DAY);
    expect((await closeDays(market.store, 2)).closed).toBe(2);
    expect((await closeDays(market.store)).closed).toBe(1);
    const days = await roots();
    expect(days.map(({ day, claims }) => [day, claims])).toEqual([
      ['2026-03-05', 0],
      ['2026-03-04', 0],
      ['2026-03-03', 0],
      ['2026-03-02', 7],
    ]);
    for (const [index, { previous, since }] of days.entries()) {
      expect(previous).toBe(days[index + 1]?.root ?? '0'.repeat(64));
      if (index + 1 < days.length) expect(since).toBe(days[index + 1]?.until);
    }
  });

  it('holds where a claim stood then, whatever happened since', async () => {
    const claim = await openOn(market.store, 'E1');
    await advanceSandboxClock(market.store, (await readNow(market.store)) + DAY);
    await closeDays(market.store);
    const before = await proven(claim);
    const refused = done(
      await give(market.store, { claim, actor: ACTORS.seller, type: 'refuse', given: { files: [] } }),
    );
    expect(await proven(refused.visit.claim)).toEqual(before);
    await advanceSandboxClock(market.store, (await readNow(market.store)) + DAY);
    await closeDays(market.store);
    const after = await proven(refused.visit.claim);
    expect(after.day > before.day).toBe(true);
    expect(after.computed).toBe(after.root);
  });

  it('is made by the worker, once however many there are', async () => {
    const count = (await roots()).length;
    await advanceSandboxClock(market.store, (await readNow(market.store)) + 2 * DAY);
    const workers = [1, 2, 3].map(() => startWorker({ store: market.node(), log: silent, pollMs: 5 }));
    await until('two days more', async () => (await roots()).length === count + 2);
    for (const worker of workers) await worker.stop();
    expect((await roots()).length).toBe(count + 2);
  });

  it('stays when the clock was set back: the event is written, and counts for the first open day', async () => {
    const claim = await openOn(market.store, 'F1');
    const version = claim.version + 1;
    const [last] = await roots();
    const provenThen = () => Promise.all(claims.map((then) => proven(then)));
    const before = await provenThen();
    const sql = `with c as (update claim set version = version + 1 where id = $1 returning shop_id, id, version)
      insert into claim_event (shop_id, claim_id, version, type, at, recorded_at, actor, data, salt, content, digest)
      select c.shop_id, c.id, c.version, 'call.logged', $2, $2, '{}', '{}', sha256('s'), sha256('c'),
             sha256('\\x03'::bytea || e.digest || sha256('c'))
        from c join claim_event e on e.shop_id = c.shop_id and e.claim_id = c.id and e.version = c.version - 1`;
    await market.pool.query(sql, [claim.id, new Date(T0)]);
    expect(await provenThen()).toEqual(before);
    await advanceSandboxClock(market.store, (await readNow(market.store)) + 2 * DAY);
    await closeDays(market.store);
    expect(await provenThen()).toEqual(before);
    const proof = await dailyProofOf(market.store, { shopId: claim.shopId, claimId: claim.id, upTo: version });
    expect([proof?.head.version, proof?.root.since]).toEqual([version, last?.until]);
    const late = await proven({ ...claim, version });
    expect(late.computed).toBe(late.root);
  });

  it('stays: no root is changed, nor where a late event counts', async () => {
    for (const change of ['update daily_root set claims = 0', 'delete from daily_root', 'truncate daily_root'])
      await expect(market.pool.query(change)).rejects.toThrow('append-only');
    await expect(market.pool.query('update late_event set counts_at = now()')).rejects.toThrow('append-only');
  });
});

describe('a tree (RFC 6962)', () => {
  const leaves = (count: number) =>
    Array.from({ length: count }, (_, version) => leafOf({ shop_id: 'S', claim_id: 'c', version, digest: 'd' }));

  it('proves each leaf, and nothing else, whatever its size', () => {
    for (let size = 1; size <= 33; size += 1) {
      const all = leaves(size);
      const root = treeRoot(all);
      for (const [index, leaf] of all.entries()) {
        const path = treePath(all, index);
        expect(rootOfPath({ leaf, index, size, path })).toEqual(root);
        expect(rootOfPath({ leaf, index: index + 1, size, path })?.equals(root) ?? false).toBe(false);
        expect(rootOfPath({ leaf: Buffer.alloc(32), index, size, path })?.equals(root) ?? false).toBe(false);
        if (path.length > 0)
          expect(rootOfPath({ leaf, index, size, path: path.slice(1) })?.equals(root) ?? false).toBe(false);
      }
    }
  });

  it('has the known root of nothing', () => {
    expect(treeRoot([]).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
