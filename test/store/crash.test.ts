import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '../../src/domain/time.ts';
import { execute, instantParameter, query } from '../../src/store/database.ts';
import { findStoredAnswer } from '../../src/store/idempotency.ts';
import { readNow } from '../../src/store/store.ts';
import { sweepDue } from '../../src/store/sweep.ts';
import { copyClaim } from './copies.ts';
import { createMarket, faultsIn, type Market, openOn, T0 } from './market.ts';

let market: Market;
beforeAll(async () => {
  market = await createMarket({ sandboxAt: T0 });
});
afterAll(() => market.close());

const CHILD = fileURLToPath(new URL('crash-child.ts', import.meta.url));

interface Acknowledged {
  readonly id: string;
  readonly version: number;
  readonly step: number;
}

/** Runs the child until it has acknowledged so much, and kills it at once; what else it was doing dies with it. */
async function runUntil(acknowledgements: number, round: string): Promise<Acknowledged[]> {
  const child = spawn(process.execPath, [CHILD, market.db.url, round], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: Acknowledged[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'finished') break;
    const [id = '', version, step] = line.split(' ');
    if (version !== undefined) said.push({ id, version: Number(version), step: Number(step) });
    if (said.length === acknowledgements) child.kill('SIGKILL');
  }
  return said;
}

/** What was acknowledged and is not there. */
async function lost(said: readonly Acknowledged[]): Promise<Acknowledged[]> {
  const rows = await query<{ id: string; version: number }>(market.pool, 'select id, version from claim');
  const versions = new Map(rows.map(({ id, version }) => [id, version]));
  const missing: Acknowledged[] = [];
  for (const one of said) {
    const answered = await findStoredAnswer(market.pool, { scope: 'crash', key: `${one.id} ${one.step}` });
    if ((versions.get(one.id) ?? 0) < one.version || answered?.answer.body !== String(one.step)) missing.push(one);
  }
  return missing;
}

describe('a process killed in the midst of its work', () => {
  // Of 300 acknowledgements in all; the last round is left to finish.
  it.each([1, 7, 23, 64, 120, 199, 251, 1000])('loses nothing it has acknowledged: %d', async (acknowledgements) => {
    const round = `K${acknowledgements}-`;
    const due = await openOn(market.store, `D${acknowledgements}`);
    await copyClaim(market.pool, due, { prefix: `D${acknowledgements}-`, count: 60 });
    await execute(market.pool, 'update sandbox_clock set at = $1', [
      instantParameter((await readNow(market.store)) + 5 * DAY),
    ]);
    const fresh = await openOn(market.store, `${round}0`);
    await copyClaim(market.pool, fresh, { prefix: round, count: 59 });

    const said = await runUntil(acknowledgements, round);
    expect(said.length).toBeGreaterThanOrEqual(Math.min(acknowledgements, 300));
    expect(await lost(said)).toEqual([]);
    expect(await faultsIn(market.store)).toEqual([]);

    const now = await readNow(market.store);
    for (let found = 1; found > 0; ) found = (await sweepDue(market.store, { now, limit: 100 })).found;
    const fired = await query<{ count: number }>(
      market.pool,
      `select count(*) as count from claim_event e join claim c on c.shop_id = e.shop_id and c.id = e.claim_id
        where c.order_id like $1 and e.type = 'terms.agreed'`,
      [`D${acknowledgements}%`],
    );
    expect(fired).toEqual([{ count: 61 }]);
    expect(await faultsIn(market.store)).toEqual([]);
  });
});
