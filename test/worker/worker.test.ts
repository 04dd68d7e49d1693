import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/domain/claim.ts';
import { DAY } from '../../src/domain/time.ts';
import { putCalendarYear } from '../../src/store/calendar.ts';
import { execute, instantParameter, query } from '../../src/store/database.ts';
import { deadlineLag } from '../../src/store/due.ts';
import { reportRefund } from '../../src/store/execute.ts';
import { findRefund } from '../../src/store/refund.ts';
import { createStore, readNow, type StoreOptions } from '../../src/store/store.ts';
import { startWorker, type Worker, type WorkerOptions } from '../../src/worker/worker.ts';
import { copyClaim } from '../store/copies.ts';
import { createMarket, done, faultsIn, give, type Market, OK, openOn, stored, T0 } from '../store/market.ts';
import { ACTORS } from '../support/actors.ts';
import { until } from '../support/until.ts';

let market: Market;
const workers: Worker[] = [];
beforeAll(async () => {
  market = await createMarket({ sandboxAt: T0, connections: 20 });
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});
afterAll(() => market.close());

interface Said {
  readonly level: string;
  readonly message: string;
}

function start(options: Partial<WorkerOptions> = {}): { worker: Worker; said: Said[] } {
  const said: Said[] = [];
  const write = (level: string) => (_: object, message: string) => void said.push({ level, message });
  const log = { info: write('info'), warn: write('warn'), error: write('error') };
  const worker = startWorker({ store: market.node(), log, pollMs: 20, ...options });
  workers.push(worker);
  return { worker, said };
}

async function pass(ms: number): Promise<void> {
  const now = await readNow(market.store);
  await execute(market.pool, 'update sandbox_clock set at = $1', [instantParameter(now + ms)]);
}

const statusOf = async (claim: Claim) => (await stored(market.store, claim)).state.state.status;

describe('the worker', () => {
  it('R2: three nodes fire each deadline once, and say how far behind they are', async () => {
    const claim = await openOn(market.store, 'A0');
    await copyClaim(market.pool, claim, { prefix: 'A', count: 700 });
    await pass(5 * DAY + 2000);
    expect(await deadlineLag(market.store)).toBe(2000);
    const nodes = [start(), start(), start()].map(({ worker }) => worker);
    const counted = async () => {
      const statuses = await Promise.all(nodes.map((worker) => worker.status()));
      return statuses.reduce((sum, { fired }) => sum + fired, 0);
    };
    await until('all counted', async () => (await counted()) >= 701);
    await Promise.all(nodes.map((worker) => worker.stop()));
    expect(await counted()).toBe(701);
    expect((await nodes[0]?.status())?.lagMs).toBe(0);
    expect(await faultsIn(market.store)).toEqual([]);
  });

  it('fires within a second of the deadline when nothing else is to be done', async () => {
    // The clock of the machine: the claim is due half a second from now.
    const real = createStore({ ...optionsOf(market), sandbox: false });
    const claim = await openOn(market.store, 'A-now');
    const machine = Date.now();
    const shifted = JSON.stringify(claim).replaceAll(String(claim.appliedAt), String(machine - 5 * DAY + 500));
    await execute(market.pool, 'update claim set state = $2, deadline_at = $3 where id = $1', [
      claim.id,
      shifted,
      instantParameter(machine + 500),
    ]);
    start({ store: real, pollMs: 500 });
    const firedAt = await until('the deadline fired', async () => {
      const { events } = await stored(market.store, claim);
      return events.find(({ type }) => type === 'terms.agreed')?.recordedAt;
    });
    expect(firedAt - (machine + 500)).toBeLessThan(1000);
    expect(firedAt).toBeGreaterThanOrEqual(machine + 500);
    await execute(market.pool, 'update claim set deadline_at = null, deadline_then = null where id = $1', [claim.id]);
  });

  it('parks what it cannot fire, says so, and goes on', async () => {
    const [lost, healthy] = [await openOn(market.store, 'P1'), await openOn(market.store, 'P2')];
    const { state } = await stored(market.store, lost);
    const set = 'update claim set state = $2 where id = $1';
    await execute(market.pool, set, [lost.id, { ...state, policy: { name: 'lost', version: 9 } }]);
    await pass(5 * DAY);
    const { worker, said } = start();
    await until('the neighbour fired', async () => (await statusOf(healthy)) === 'awaiting_return');
    await until('one parked', async () => (await worker.status()).parked === 1);
    expect(said).toContainEqual({ level: 'error', message: 'a deadline could not be fired and was parked' });
    await execute(market.pool, set, [lost.id, state]);
  });

  it('stops when the clock jumps forward, raises one alarm, and goes on when told', async () => {
    let [passed, looks] = [0, 0];
    const monotonic = () => {
      looks += 1;
      return passed;
    };
    const real = createStore({ ...optionsOf(market), sandbox: false, monotonic });
    const alarms: number[] = [];
    const { worker } = start({ store: real, onAlarm: ({ by }) => void alarms.push(by) });
    await until('a first look', () => looks > 0);
    // To the process an hour less has passed than to the database.
    passed -= 3_600_000;
    await until('the alarm', () => alarms.length === 1);
    expect(alarms[0]).toBeGreaterThan(3_500_000);
    expect((await worker.status()).stoppedByClock).toMatchObject({ by: alarms[0] });
    worker.resume();
    await until('going on', async () => (await worker.status()).stoppedByClock === null);
    expect(alarms).toHaveLength(1);
  });

  it('R59a: instructs a failed refund again, and has an executor carry refunds out under their own id', async () => {
    const opened = await openOn(market.store, 'R1', { terms: { remedy: 'refund_only' } });
    const { claim } = done(await give(market.store, { claim: opened, actor: ACTORS.seller, type: 'agree' })).visit;
    const refundId = claim.refunds[0]?.id ?? '';
    await reportRefund(market.store, {
      refundId,
      report: { type: 'refund_failed', refundId, reason: 'no' },
      answer: OK,
    });
    await pass(60_000);
    const asked: string[] = [];
    start({
      refundExecutor: async ({ id, attempts }) => {
        asked.push(`${id} ${attempts}`);
        return { status: 'succeeded', reference: null };
      },
    });
    await until('the refund succeeded', async () => (await statusOf(claim)) === 'succeeded');
    expect(asked).toContain(`${refundId} 2`);
    expect(await findRefund(market.store, refundId)).toMatchObject({ status: 'succeeded', attempts: 2 });
  });

  it('R45: counts deadlines anew when another node puts a calendar', async () => {
    const claim = await openOn(market.store, 'C1');
    done(await give(market.store, { claim, actor: ACTORS.mediator, type: 'step_in' }));
    for (const actor of [ACTORS.seller, ACTORS.buyer]) {
      await give(market.store, { claim, actor, type: 'finish_evidence' });
    }
    const deadline = async () => (await stored(market.store, claim)).deadline_at;
    const before = await deadline();
    start();
    const days = ['2026-03-20', '2026-03-23', '2026-03-24', '2026-03-25'].map((date) => ({
      date,
      off: true,
      name: '假',
    }));
    await query(
      market.pool,
      `insert into calendar_year (region, year, days, updated_at) values ('CN', 2026, $1, now())`,
      [JSON.stringify(days)],
    );
    await until('the deadline moved', async () => (await deadline()) !== before);
    expect(await putCalendarYear(market.store, { region: 'CN', year: 2026, days })).toBe(0);
  });

  it('survives a database that is not there for a while', async () => {
    const { worker, said } = start();
    await execute(market.pool, 'alter table config_epoch rename to elsewhere');
    await until('an error', () => said.some(({ message }) => message === 'a round of the worker failed'));
    expect((await worker.status()).error).toContain('config_epoch');
    await execute(market.pool, 'alter table elsewhere rename to config_epoch');
    await until('a good round', async () => (await worker.status()).error === null);
  });
});

function optionsOf({ store, pool }: Market): StoreOptions {
  return { pool, newId: store.newId, libraryNotices: () => ({ years: new Set(), off: new Set(), makeUp: new Set() }) };
}
