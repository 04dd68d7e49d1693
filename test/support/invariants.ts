import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { catchUp } from '../../src/domain/catch-up.ts';
import { type Claim, isEnded } from '../../src/domain/claim.ts';
import type { OrderLine } from '../../src/domain/context.ts';
import { deadlineOf, nextDeadlineOf } from '../../src/domain/deadline.ts';
import type { ClaimEvent } from '../../src/domain/event.ts';
import { fold } from '../../src/domain/evolve.ts';
import { moneyOf } from '../../src/domain/money.ts';
import type { Rules } from '../../src/domain/policy.ts';
import type { Instant } from '../../src/domain/time.ts';

interface Moment {
  readonly claim: Claim;
  readonly events: readonly ClaimEvent[];
  readonly line: OrderLine;
  readonly rules: Rules;
  readonly now: Instant;
}

/** R5: refunded and held, by this claim and the others of the line, never exceed what was paid. */
function checkMoney({ claim, line }: Moment): void {
  const { held, refunded } = moneyOf(claim);
  expect(held).toBeGreaterThanOrEqual(0);
  expect(refunded).toBeGreaterThanOrEqual(0);
  expect(held + refunded + line.held + line.refunded).toBeLessThanOrEqual(line.amount + line.shipping);
  expect(new Set(claim.refunds.map(({ id }) => id)).size).toBe(claim.refunds.length);
}

/** R3: a claim that waits for somebody has exactly one deadline, and it lies ahead (R2). */
function checkDeadlines({ claim, rules, now }: Moment): void {
  const shown = deadlineOf(claim, rules);
  const next = nextDeadlineOf(claim, rules);
  const waits = !isEnded(claim) && claim.state.status !== 'refunding';
  if (waits) expect(shown).not.toBeNull();
  if (claim.state.status === 'refunding') expect(shown).toBeNull();
  if (shown) expect(shown.why.length).toBeGreaterThan(0);
  if (next) expect(next.at).toBeGreaterThan(now);
  expect(catchUp(claim, now, rules).events).toEqual([]);
}

/** R6: versions without gaps, dates that never go back, and a claim that is plain JSON and what its events fold to. */
function checkHistory({ claim, events, now }: Moment): void {
  expect(claim.version).toBe(events.length);
  expect(events.findIndex(({ version }, index) => version !== index + 1)).toBe(-1);
  const dates = [...events.map(({ at }) => at), now];
  expect(dates.find((at, index) => at < (dates[index - 1] ?? at))).toBeUndefined();
  if (!isDeepStrictEqual(fold(events), claim)) expect(fold(events)).toEqual(claim);
  for (const plain of [claim, ...events.slice(-3)]) {
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(plain)), plain)) throw new Error('a claim is not plain JSON');
  }
}

/** What must hold of every claim at every moment, whatever has happened; while nothing happens only time goes on. */
export function checkInvariants(moment: Moment, happened: number): void {
  checkDeadlines(moment);
  if (happened === 0) return;
  checkMoney(moment);
  checkHistory(moment);
}
