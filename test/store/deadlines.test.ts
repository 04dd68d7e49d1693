import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/domain/claim.ts';
import { DAY, HOUR } from '../../src/domain/time.ts';
import { putCalendarYear } from '../../src/store/calendar.ts';
import { listClaims } from '../../src/store/claim.ts';
import { createClockGuard } from '../../src/store/clock-guard.ts';
import { execute, instantParameter, query } from '../../src/store/database.ts';
import { visit } from '../../src/store/execute.ts';
import { advanceSandboxClock } from '../../src/store/sandbox-clock.ts';
import { readNow } from '../../src/store/store.ts';
import { ACTORS } from '../support/actors.ts';
import { createMarket, done, give, type Market, openOn, stored, T0 } from './market.ts';

const { buyer, seller, marketplace, mediator } = ACTORS;

let market: Market;
let now = T0;
beforeAll(async () => {
  market = await createMarket({ sandboxAt: T0, connections: 20 });
});
afterEach(async () => {
  now = await readNow(market.store);
});
afterAll(() => market.close());

/** Time passes, and no worker looks. */
async function pass(ms: number): Promise<number> {
  now += ms;
  await execute(market.pool, 'update sandbox_clock set at = $1', [instantParameter(now)]);
  return now;
}

const typesOf = async (claim: Claim) => (await stored(market.store, claim)).events.map(({ type }) => type);

describe('R2: a deadline takes effect at its own instant, whoever looks first', () => {
  it('a command at exactly due_at is too late; one millisecond before it is not', async () => {
    const [late, early] = [await openOn(market.store, 'D1'), await openOn(market.store, 'D2')];
    await pass(5 * DAY - 1);
    done(await give(market.store, { claim: early, actor: seller, type: 'refuse' }));
    await pass(1);
    const outcome = await give(market.store, { claim: late, actor: seller, type: 'refuse' });
    expect(outcome.kind === 'refused' && outcome.refused.code).toBe('WRONG_STATE');
    const { events, state } = await stored(market.store, late);
    expect(state.state.status).toBe('awaiting_return');
    expect(events.map(({ at }) => at).slice(2)).toEqual(events.slice(2).map(() => late.appliedAt + 5 * DAY));
  });

  it('a refused command, a visit and a list all leave what was due written, each dated at its own instant', async () => {
    const claims = await Promise.all(['D3', 'D4', 'D5'].map((id) => openOn(market.store, id)));
    const [commanded, visited, listed] = claims as [Claim, Claim, Claim];
    const start = now;
    await pass(13 * DAY);
    const refused = await give(market.store, { claim: commanded, actor: seller, type: 'agree' });
    expect(refused.kind === 'refused' && refused.refused.code).toBe('ENDED');
    expect((await visit(market.store, { claimId: visited.id, actor: buyer }))?.claim.state.status).toBe('closed');
    const { claims: found } = await listClaims(market.store, { status: 'closed', limit: 100 });
    expect(found.map(({ id }) => id)).toContain(listed.id);
    for (const claim of claims) {
      const { events, state, deadline_at } = await stored(market.store, claim);
      expect(events.find(({ type }) => type === 'terms.agreed')?.at).toBe(start + 5 * DAY);
      expect(events.find(({ type }) => type === 'return.lapsed')?.at).toBe(start + 12 * DAY);
      expect(events.at(-1)?.recordedAt).toBe(now);
      expect([state.state.status, deadline_at]).toEqual(['closed', null]);
    }
  });

  it('a line is free when its claim has ended by a deadline that nobody had looked at', async () => {
    await openOn(market.store, 'D6');
    await pass(13 * DAY);
    expect((await openOn(market.store, 'D6')).application).toBe(2);
  });
});

describe('the sandbox', () => {
  it('fires all that became due, across claims in the order of the deadlines, before it returns', async () => {
    const first = await openOn(market.store, 'S1');
    await advanceSandboxClock(market.store, now + HOUR);
    const second = await openOn(market.store, 'S2');
    expect(await advanceSandboxClock(market.store, now + 13 * DAY)).toBe('advanced');
    const rows = await query<{ at: number }>(
      market.pool,
      `select e.at from claim_event e where e.claim_id = any($1) and e.version > 2 order by e.ctid`,
      [[first.id, second.id]],
    );
    const instants = rows.map(({ at }) => at);
    expect(instants.length).toBeGreaterThan(6);
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    expect(await typesOf(second)).toContain('return.lapsed');
    expect(await advanceSandboxClock(market.store, (await readNow(market.store)) - 1)).toBe('backwards');
  });
});

describe('R45: a calendar that comes later', () => {
  it('moves the provisional deadlines, and says so', async () => {
    const claim = await openOn(market.store, 'C1');
    await advanceSandboxClock(market.store, Math.max(now, Date.parse('2026-12-26T02:00:00Z')));
    const fresh = await openOn(market.store, 'C2');
    done(await give(market.store, { claim: fresh, actor: seller, type: 'refuse' }));
    done(await give(market.store, { claim: fresh, actor: buyer, type: 'request_intervention' }));
    for (const actor of [buyer, seller]) {
      done(await give(market.store, { claim: fresh, actor, type: 'finish_evidence' }));
    }
    const before = await stored(market.store, fresh);
    expect(before.state.state).toMatchObject({ status: 'in_intervention', stage: { name: 'review' } });
    const provisional = 'select deadline_provisional as provisional from claim where id = $1';
    expect(await query(market.pool, provisional, [fresh.id])).toEqual([{ provisional: true }]);
    const days = ['2027-01-01', '2027-01-04', '2027-01-05'].map((date) => ({ date, off: true, name: '元旦' }));
    expect(await putCalendarYear(market.store, { region: 'CN', year: 2027, days })).toBeGreaterThanOrEqual(1);
    const after = await stored(market.store, fresh);
    expect(await query(market.pool, provisional, [fresh.id])).toEqual([{ provisional: false }]);
    expect(after.deadline_at).toBeGreaterThan(before.deadline_at ?? 0);
    expect(after.version).toBe(before.version);
    const another = market.node();
    const visited = await visit(another, { claimId: fresh.id, actor: mediator });
    expect(visited?.rules.calendar.notices.off.has('2027-01-05')).toBe(true);
    expect((await visit(market.store, { claimId: claim.id, actor: marketplace }))?.claim.held).toBe(false);
  });
});

describe('a clock that jumps', () => {
  const minute = 60_000;

  it('forward by more than ten minutes stops, until somebody has looked', () => {
    let passed = 0;
    const guard = createClockGuard(() => passed);
    expect(guard.allows(T0)).toBe(true);
    passed += minute;
    expect(guard.allows(T0 + 11 * minute)).toBe(true);
    expect(guard.allows(T0 + 22 * minute)).toBe(false);
    expect(guard.jump()).toEqual({ at: T0 + 22 * minute, by: 11 * minute });
    expect(guard.allows(T0 + minute)).toBe(false);
    guard.resume();
    expect([guard.allows(T0 + 22 * minute), guard.jump()]).toEqual([true, null]);
  });

  it('back, and forward again to where it was, is harmless; so is time that passes', () => {
    let passed = 0;
    const guard = createClockGuard(() => passed);
    for (const [at, after] of [
      [T0, 0],
      [T0 - 60 * minute, minute],
      [T0 + 2 * minute, minute],
      [T0 + 500 * minute, 498 * minute],
    ] as const) {
      passed += after;
      expect(guard.allows(at)).toBe(true);
    }
  });
});
