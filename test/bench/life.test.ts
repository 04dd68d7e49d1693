import { afterAll, beforeAll, expect, test } from 'vitest';
import { captureWrites } from '../../bench/capture.ts';
import { benchStore, openUntriggered } from '../../bench/cluster.ts';
import { LIFE, TURN } from '../../bench/life.ts';
import { cloneClaims, cloneSubject, give, openTemplate, templateSubject } from '../../bench/templates.ts';
import { fold } from '../../src/domain/evolve.ts';
import { eventsOf } from '../../src/store/claim.ts';
import { visit } from '../../src/store/execute.ts';
import { addPolicy } from '../../src/store/policy.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { taobaoClassic } from '../support/policies.ts';

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
  await addPolicy(db.pool, taobaoClassic);
});

afterAll(() => db.drop());

test('the benchmark gives a claim 52 commands, each of which is accepted', async () => {
  const subject = templateSubject('life');
  const store = benchStore(db.pool, { newId: (prefix) => (prefix === 'clm' ? subject.claimId : `${prefix}_life`) });
  await openTemplate(store, subject);
  for (const [number, step] of LIFE.entries()) await give(store, subject, { step, key: String(number) });
  const seen = await visit(store, { claimId: subject.claimId, actor: { role: 'system' } });
  expect(seen?.claim).toMatchObject({ modifications: 10, withdrawals: 2, version: 2 + LIFE.length });
});

test('what the ceiling writes is what the door wrote: one event and one answer at each place', async () => {
  const written = await captureWrites(db.pool);
  expect(written).toHaveLength(TURN.length);
  for (const [place, { text, row }] of written.entries()) {
    expect(text).toMatch(/^with entry as .*\$1::jsonb/s);
    expect(row).toMatchObject({ before: 2 + place, version: 3 + place, idempotency: { status: 200 } });
    expect(row.events).toHaveLength(1);
  }
});

test('a clone is a whole claim: its events fold to its state, and it takes the next command', async () => {
  const from = templateSubject('cloned');
  const store = benchStore(db.pool, { newId: (prefix) => (prefix === 'clm' ? from.claimId : `${prefix}_cloned`) });
  await openTemplate(store, from);
  const admin = openUntriggered(db.url);
  await cloneClaims(admin, { from, set: 'k', first: 3, step: 14, count: 5 }).finally(() => admin.end());
  const clone = cloneSubject('k', 3 + 14 * 4);
  const seen = await visit(store, { claimId: clone.claimId, actor: { role: 'system' } });
  const events = await eventsOf(store, { shopId: clone.shopId, claimId: clone.claimId });
  expect(fold(events)).toEqual(seen?.claim);
  expect(seen?.claim).toMatchObject({ id: clone.claimId, buyerId: clone.buyerId, orderId: clone.orderId });
  await expect(give(store, clone, { step: LIFE[0] ?? TURN[0]!, key: 'next' })).resolves.toBeUndefined();
});
