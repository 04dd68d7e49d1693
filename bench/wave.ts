// The deadline worker with a million deadlines pending, of which a hundred thousand fall due at once; and at rest.

import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { DAY, HOUR, type Instant, type Milliseconds } from '../src/domain/time.ts';
import { execute, instantParameter, query } from '../src/store/database.ts';
import { advanceSandboxClock, startSandboxClock } from '../src/store/sandbox-clock.ts';
import type { Store } from '../src/store/store.ts';
import { benchStore } from './cluster.ts';
import { type Step, type Subject, TURN } from './life.ts';
import { cpuOf, cpuOfFamily, peakMemoryOf } from './process-cost.ts';
import { startProgram } from './program.ts';
import { type Asked, cloneClaims, give, openTemplate, templateSubject } from './templates.ts';

/** What lies before the deadline: silence of the seller (twice), and of the buyer after a refusal. */
const KINDS: readonly { readonly asked: Asked; readonly steps: readonly Step[] }[] = [
  { asked: {}, steps: [] },
  { asked: { terms: { remedy: 'return_refund' } }, steps: [] },
  { asked: {}, steps: TURN.filter(({ command }) => command === 'refuse').slice(0, 1) },
];

/** Instants of each kind, so that not all fall due at the same one. */
const INSTANTS = 8;
const MINUTE: Milliseconds = 60_000;
/** R20, R23: all the deadlines here are five days long. */
const LENGTH = 5 * DAY;

interface Making {
  readonly pool: Pool;
  readonly admin: Pool;
}

/** A store whose clock is set, so that claims are opened through the door at instants that are past. */
async function pastStore({ pool, admin }: Making, at: Instant, mint: () => string): Promise<Store> {
  await execute(admin, 'delete from sandbox_clock');
  await startSandboxClock(pool, at);
  return benchStore(pool, { sandbox: true, newId: (prefix) => (prefix === 'clm' ? mint() : `${prefix}_${mint()}`) });
}

/** Opens one claim of each kind at each instant, and returns them. */
async function makeTemplates(making: Making, name: string, instants: readonly Instant[]): Promise<Subject[]> {
  let claimId = '';
  const store = await pastStore(making, instants[0] ?? 0, () => claimId);
  const subjects: Subject[] = [];
  for (const [number, at] of instants.entries()) {
    await advanceSandboxClock(store, at);
    for (const [kind, { asked, steps }] of KINDS.entries()) {
      const subject = templateSubject(`${name}${number}k${kind}x`);
      claimId = subject.claimId;
      await openTemplate(store, subject, asked);
      for (const step of steps) await give(store, subject, { step, key: claimId });
      subjects.push(subject);
    }
  }
  return subjects;
}

async function cloneAll(admin: Pool, templates: readonly Subject[], { set, count }: { set: string; count: number }) {
  const step = templates.length;
  for (const [first, from] of templates.entries()) {
    await cloneClaims(admin, { from, set, first, step, count: Math.ceil((count - first) / step) });
  }
}

export interface WaveSize {
  readonly pending: number;
  readonly due: number;
}

/** Fills the tables: claims of three kinds, opened 5 days ago (due) or 1 day ago (not), at 8 instants each. */
export async function prepareWave(making: Making, { pending, due }: WaveSize): Promise<void> {
  const now = Date.now();
  const before = (length: Milliseconds, apart: Milliseconds) =>
    Array.from({ length: INSTANTS }, (_, number) => now - length - (INSTANTS - number) * apart);
  const dueTemplates = await makeTemplates(making, 'due', before(LENGTH, MINUTE));
  const laterTemplates = await makeTemplates(making, 'later', before(DAY, HOUR));
  await execute(making.admin, 'delete from sandbox_clock');
  await cloneAll(making.admin, dueTemplates, { set: 'w', count: due - dueTemplates.length });
  await cloneAll(making.admin, laterTemplates, { set: 'p', count: pending - due - laterTemplates.length });
  await execute(making.admin, 'vacuum analyze claim, claim_event, order_line, refund');
  await execute(making.admin, 'checkpoint');
}

export interface WaveResult {
  readonly fired: number;
  readonly seconds: number;
  readonly peakMemory: number;
  readonly nodeMicroseconds: number;
  readonly postgresMicroseconds: number;
  /** How late deadlines are fired when little else happens, in milliseconds. */
  readonly latenessMs: readonly number[];
}

async function countDue(admin: Pool, until: Instant): Promise<number> {
  const sql = 'select count(*) as due from claim where deadline_at <= $1 and parked_at is null';
  return (await query<{ due: number }>(admin, sql, [instantParameter(until)]))[0]?.due ?? 0;
}

const POLL: Milliseconds = 200;

/** Starts `gongdao work` and waits until nothing is due; its start counts. */
export async function runWave(
  making: Making & { url: string; postmaster: number },
  flags: readonly string[] = [],
): Promise<WaveResult> {
  const { admin, url, postmaster } = making;
  const start = Date.now();
  const [fired, postgres] = [await countDue(admin, start), await cpuOfFamily(postmaster)];
  const begin = performance.now();
  const worker = await startProgram('work', url, flags);
  try {
    while ((await countDue(admin, start)) > 0) await pause(POLL);
    const seconds = (performance.now() - begin) / 1000;
    const nodeMicroseconds = (await cpuOf(worker.pid)) / fired;
    const postgresMicroseconds = ((await cpuOfFamily(postmaster)) - postgres) / fired;
    const latenessMs = await measureAtRest(making);
    return {
      fired,
      seconds,
      nodeMicroseconds,
      postgresMicroseconds,
      latenessMs,
      peakMemory: await peakMemoryOf(worker.pid),
    };
  } finally {
    await worker.stop();
  }
}

const AT_REST = 20;
const APART: Milliseconds = 251;
/** Time to open them all before the first falls due. */
const AHEAD: Milliseconds = 3_000;

/** Opens claims that fall due one after another from a few seconds on, and watches when each is fired. */
async function measureAtRest(making: Making): Promise<number[]> {
  let claimId = '';
  const first = Date.now() + AHEAD;
  const store = await pastStore(making, first - LENGTH, () => claimId);
  const due = new Map<string, Instant>();
  for (let number = 0; number < AT_REST; number += 1) {
    const at = first + number * APART;
    await advanceSandboxClock(store, at - LENGTH);
    const subject = templateSubject(`rest${number}x`);
    claimId = subject.claimId;
    await openTemplate(store, subject);
    due.set(claimId, at);
  }
  return watch(making, due);
}

async function watch({ pool }: Making, due: Map<string, Instant>): Promise<number[]> {
  const lateness: number[] = [];
  const sql = `select id, clock_timestamp() as now from claim where id = any($1) and status <> 'awaiting_seller'`;
  while (due.size > 0) {
    for (const { id, now } of await query<{ id: string; now: Instant }>(pool, sql, [[...due.keys()]])) {
      lateness.push(now - (due.get(id) ?? now));
      due.delete(id);
    }
    await pause(5);
  }
  return lateness.sort((a, b) => a - b);
}
