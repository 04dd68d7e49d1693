import type { Policy } from './policy.ts';
import { type Instant, localMonth, parseLength, startOfNextMonth } from './time.ts';

/** One dispute refund of a shop (R60); reversed by an appeal (R56) or not. */
export interface StandingEntry {
  readonly claimId: string;
  readonly countedAt: Instant;
  readonly reversedAt: Instant | null;
}

export interface Restriction {
  readonly from: Instant;
  readonly until: Instant;
  /** When an overturned ruling lifted it early. */
  readonly liftedAt: Instant | null;
}

export interface Standing {
  /** The calendar month, `YYYY-MM`, in the policy's time zone. */
  readonly month: string;
  readonly disputeRefunds: number;
  readonly restricted: boolean;
  readonly restrictedUntil: Instant | null;
  readonly restrictions: readonly Restriction[];
}

interface Change {
  readonly at: Instant;
  readonly by: 1 | -1;
}

/** When a restriction that begins at this instant ends by itself (R61). */
export function restrictionEnd(from: Instant, { values, time_zone }: Policy): Instant {
  const restriction = values['standing.restriction'];
  if (restriction === 'until_month_end') return startOfNextMonth(localMonth(from, time_zone), time_zone);
  const length = parseLength(restriction);
  if (length?.unit !== 'exact') throw new Error(`not a length for a restriction: ${restriction}`);
  return from + length.ms;
}

/** Counts and reversals up to an instant, by the month in which the refund was counted, in order. */
function changesByMonth(entries: readonly StandingEntry[], at: Instant, timeZone: string): Map<string, Change[]> {
  const months = new Map<string, Change[]>();
  for (const { countedAt, reversedAt } of entries) {
    if (countedAt > at) continue;
    const month = localMonth(countedAt, timeZone);
    const changes = months.get(month) ?? [];
    changes.push({ at: countedAt, by: 1 });
    if (reversedAt !== null && reversedAt <= at) changes.push({ at: reversedAt, by: -1 });
    months.set(month, changes);
  }
  for (const changes of months.values()) changes.sort((a, b) => a.at - b.at || a.by - b.by);
  return months;
}

/** R61: a restriction begins with the refund that exceeds the limit, and ends at once when one is overturned. */
function restrictionsOf(changes: readonly Change[], policy: Policy): Restriction[] {
  const limit = policy.values['standing.monthly_limit'];
  const restrictions: Restriction[] = [];
  let count = 0;
  for (const { at, by } of changes) {
    count += by;
    const last = restrictions.at(-1);
    const running = last && last.liftedAt === null && at < last.until;
    if (by > 0 && count > limit && !running) {
      restrictions.push({ from: at, until: restrictionEnd(at, policy), liftedAt: null });
    } else if (by < 0 && count <= limit && running) {
      restrictions[restrictions.length - 1] = { ...last, liftedAt: at };
    }
  }
  return restrictions;
}

/** R61, R64: a shop's standing at any instant, past ones too, from its entries. */
export function standingAt(entries: readonly StandingEntry[], at: Instant, policy: Policy): Standing {
  const month = localMonth(at, policy.time_zone);
  const months = changesByMonth(entries, at, policy.time_zone);
  const restrictions = [...months.values()]
    .flatMap((changes) => restrictionsOf(changes, policy))
    .sort((a, b) => a.from - b.from);
  const running = restrictions.filter(({ from, until, liftedAt }) => from <= at && at < until && liftedAt === null);
  return {
    month,
    disputeRefunds: (months.get(month) ?? []).reduce((count, { by }) => count + by, 0),
    restricted: running.length > 0,
    restrictedUntil: running.length > 0 ? Math.max(...running.map(({ until }) => until)) : null,
    restrictions,
  };
}
