// A year and a half of a real marketplace: 1,000 orders, and what 300 of their buyers wrote, each lived through to its
// end over HTTP. The data lies outside the project and is not copied into it.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Static } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StandingView } from '../../src/contract/shop.ts';
import { toWire } from '../../src/contract/wire.ts';
import type { Claim } from '../../src/domain/claim.ts';
import { isEnded } from '../../src/domain/claim.ts';
import { fold } from '../../src/domain/evolve.ts';
import { standingAt } from '../../src/domain/standing.ts';
import { DAY } from '../../src/domain/time.ts';
import { eventsOf } from '../../src/store/claim.ts';
import { query } from '../../src/store/database.ts';
import { standingEntries } from '../../src/store/standing.ts';
import { taobaoClassic } from '../support/policies.ts';
import { entriesOf } from '../support/standing.ts';
import type { Complaint } from './complaint.ts';
import { type Market, openMarket } from './market.ts';
import { liveSeason, type Refusal, type Season } from './season.ts';
import { type Record, tableOf, tally } from './tally.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/data/marketplace/', import.meta.url));
const MINUTES = 60_000;

const read = (file: string) => readFileSync(`${FOLDER}${file}`, 'utf8');

function complaintsByTime(): Complaint[] {
  const lines = read('complaints.ndjson')
    .split('\n')
    .filter((line) => line !== '');
  const complaints = lines.map((line) => JSON.parse(line) as Complaint);
  return complaints.sort((a, b) => Date.parse(a.written_at) - Date.parse(b.written_at));
}

async function readRecords({ store }: Market): Promise<Record[]> {
  const rows = await query<{ state: Claim }>(store.pool, 'select state from claim order by applied_at, id');
  return Promise.all(
    rows.map(async ({ state: claim }) => {
      const events = await eventsOf(store, { shopId: claim.shopId, claimId: claim.id });
      return { claim, events: events.map(({ recordedAt: _, ...event }) => event) };
    }),
  );
}

/** What the rules say of a claim on such a line at such a time (R10–R12), written here a second time. */
function ruledOut({ line, at, applications }: Refusal): string | null {
  if (line.status === 'succeeded' && at >= Date.parse(line.succeeded_at ?? '') + 15 * DAY) return 'WINDOW_CLOSED';
  if (applications >= 3) return 'TOO_MANY_APPLICATIONS';
  return line.status === 'closed' ? 'REMEDY_NOT_AVAILABLE' : null;
}

describe.skipIf(!existsSync(FOLDER))('a real marketplace (skipped without ../shared/data/marketplace)', () => {
  const complaints = existsSync(FOLDER) ? complaintsByTime() : [];
  let market: Market;
  let season: Season;
  let records: Record[];
  let imported: { id: string; ok: boolean; code?: string }[];

  beforeAll(async () => {
    market = await openMarket(Date.parse(complaints[0]?.written_at ?? '') - DAY);
    const told = await market.must<string>(null, 'POST /v1/orders/batch', read('orders.ndjson'));
    imported = told
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as (typeof imported)[number]);
    season = await liveSeason(market, complaints);
    records = await readRecords(market);
  }, 5 * MINUTES);

  afterAll(async () => {
    await market?.close();
  });

  test('every order of the file is taken', () => {
    expect(imported.filter(({ ok }) => !ok)).toEqual([]);
    expect(imported).toHaveLength(1000);
  });

  test('R10–R12: a claim is opened for every complaint but those that the rules rule out', () => {
    const { lives, refusals } = season;
    expect(refusals.map(({ code }) => code)).toEqual(refusals.map(ruledOut));
    const first = refusals.filter(({ applications }) => applications === 0);
    expect(first.length + records.filter(({ claim }) => claim.application === 1).length).toBe(complaints.length);
    expect(records).toHaveLength(lives.length);
  });

  test('R4: every claim ended, and nothing waits any more', async () => {
    expect(records.filter(({ claim }) => !isEnded(claim)).map(({ claim }) => claim.id)).toEqual([]);
    const left = await query<{ id: string }>(
      market.store.pool,
      `select id from claim where live or held <> 0 or deadline_at is not null or parked_at is not null
        union all select id from refund where status <> 'succeeded'`,
    );
    expect(left).toEqual([]);
  });

  test('R6: the events of every claim fold to its stored state', () => {
    for (const { claim, events } of records) {
      expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));
      expect(fold(events)).toEqual(claim);
    }
  });

  test('R5: what each line has refunded is what its claims were paid, and no more than was paid for it', async () => {
    const lines = await query<{ order_id: string; id: string; paid: number; refunded: number; held: number }>(
      market.store.pool,
      'select order_id, id, amount + shipping as paid, refunded, held from order_line',
    );
    for (const { order_id, id, paid, refunded, held } of lines) {
      const claims = records.filter(({ claim }) => claim.orderId === order_id && claim.lineId === id);
      const sum = claims.flatMap(({ claim }) => claim.refunds).reduce((total, { amount }) => total + amount, 0);
      expect({ order_id, refunded, held }).toEqual({ order_id, refunded: sum, held: 0 });
      expect(refunded).toBeLessThanOrEqual(paid);
    }
  });

  test('R64: a recount from the events gives every shop’s stored entries, and the standing it is told', async () => {
    for (const shopId of new Set(records.map(({ claim }) => claim.shopId))) {
      const own = records.filter(({ claim }) => claim.shopId === shopId);
      const recounted = own.flatMap(({ claim, events }) => entriesOf(claim.id, events));
      const { entries } = await standingEntries(market.store, shopId);
      expect(sorted(entries)).toEqual(sorted(recounted));
      const [first] = recounted;
      if (!first) continue;
      const at = first.countedAt;
      const told = await market.must<Static<typeof StandingView>>(
        null,
        `GET /v1/shops/${shopId}/standing?at=${new Date(at).toISOString()}`,
      );
      expect(told).toMatchObject(toWire(standingAt(recounted, at, taobaoClassic)));
    }
  });

  test('how it all ended', async () => {
    const restricted = await restrictedShops(market, records);
    const sections = tally(records, { refusals: season.refusals, restricted });
    console.log(`\n${complaints.length} complaints, ${records.length} claims\n${tableOf(sections)}\n`);
    const total = (sections[0]?.[1] ?? []).reduce((sum, [, count]) => sum + Number(count), 0);
    expect(total).toBe(records.length);
  });
});

function sorted<T extends { claimId: string; countedAt: number }>(entries: readonly T[]): T[] {
  return [...entries].sort((a, b) => a.countedAt - b.countedAt || (a.claimId < b.claimId ? -1 : 1));
}

async function restrictedShops({ store, now }: Market, records: readonly Record[]): Promise<number> {
  let restricted = 0;
  for (const shopId of new Set(records.map(({ claim }) => claim.shopId))) {
    const { entries } = await standingEntries(store, shopId);
    if (standingAt(entries, now(), taobaoClassic).restrictions.length > 0) restricted += 1;
  }
  return restricted;
}
