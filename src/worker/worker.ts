import { setTimeout as pause } from 'node:timers/promises';
import type { Instant, Milliseconds } from '../domain/time.ts';
import { countProvisional, recomputeDeadlines } from '../store/calendar.ts';
import { closeDays } from '../store/daily-root.ts';
import { deadlineLag } from '../store/due.ts';
import { sweepIdempotency } from '../store/idempotency.ts';
import { relayNotices } from '../store/notice-relay.ts';
import { countParked } from '../store/parking.ts';
import { forgetEndedSessions } from '../store/portal-session.ts';
import { retryRefunds } from '../store/refund-retry.ts';
import { readNow, type Store } from '../store/store.ts';
import { fireDue } from './deadlines.ts';
import { executeRefunds, type RefundExecutor } from './refunds.ts';
import { keepRetention, type Retention } from './retention.ts';

type Write = (facts: object, message: string) => void;

/** Where the worker says what it did; a pino logger fits. */
export interface WorkerLog {
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
}

export interface ClockJump {
  readonly at: Instant;
  readonly by: Milliseconds;
}

export interface WorkerOptions {
  readonly store: Store;
  readonly log: WorkerLog;
  /** Called once when the database's clock has jumped forward and firing has stopped. */
  readonly onAlarm?: (jump: ClockJump) => void;
  /** Carries refunds out where the marketplace does not. */
  readonly refundExecutor?: RefundExecutor;
  /** Erases people whose time has come, where it is told for how long records are kept. */
  readonly retention?: Retention;
  /** Longest wait between two looks; half a second unless told. */
  readonly pollMs?: Milliseconds;
}

export interface WorkerStatus {
  /** For how long the earliest deadline that is due has been waiting. */
  readonly lagMs: Milliseconds;
  readonly parked: number;
  /** Open claims whose deadline leans on a year without a notice (R45). */
  readonly provisional: number;
  readonly stoppedByClock: ClockJump | null;
  /** Deadlines fired by this worker since it started. */
  readonly fired: number;
  /** The last round that failed as a whole, such as for want of a database; null once one went well. */
  readonly error: string | null;
}

export interface Worker {
  /** Ends after the round under way. */
  readonly stop: () => Promise<void>;
  readonly status: () => Promise<WorkerStatus>;
  /** An operator has looked at the clock: go on. */
  readonly resume: () => void;
}

interface State {
  fired: number;
  alarmed: boolean;
  error: string | null;
  recomputedEpoch: number;
  sweptKeysAt: Milliseconds;
  /** When the next day may be closed. */
  daysOverAt: Instant;
}

const POLL: Milliseconds = 500;
/** Between two rounds when what is due is in other hands just now. */
const BREATH: Milliseconds = 10;
const SWEEP_KEYS_EVERY: Milliseconds = 60_000;

/**
 * Fires deadlines, writes notices, retries refunds, closes days, counts working days anew when a calendar came, and
 * forgets old keys, until stopped.
 */
export function startWorker(options: WorkerOptions): Worker {
  const { store, pollMs = POLL } = options;
  const state: State = {
    fired: 0,
    alarmed: false,
    error: null,
    recomputedEpoch: 0,
    sweptKeysAt: Number.NEGATIVE_INFINITY,
    daysOverAt: Number.NEGATIVE_INFINITY,
  };
  const ending = new AbortController();
  const loop = async () => {
    while (!ending.signal.aborted) {
      const wait = await round(options, state);
      await pause(Math.min(pollMs, wait), undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };
  const ended = loop();
  return {
    stop: async () => {
      ending.abort();
      await ended;
    },
    status: () => readStatus(store, state),
    resume: () => {
      store.clockGuard.resume();
      state.alarmed = false;
    },
  };
}

async function readStatus(store: Store, { fired, error }: State): Promise<WorkerStatus> {
  const [lagMs, parked, provisional] = [
    await deadlineLag(store),
    await countParked(store.pool),
    await countProvisional(store),
  ];
  return { lagMs, parked, provisional, stoppedByClock: store.clockGuard.jump(), fired, error };
}

/** One round; returns how long until the next thing to do is known. A round that fails is tried again. */
async function round(options: WorkerOptions, state: State): Promise<Milliseconds> {
  const { log } = options;
  try {
    const nextIn = await fire(options, state);
    await doChores(options, state);
    state.error = null;
    // A sandbox's clock does not move while it is waited for.
    return nextIn === null || options.store.sandbox ? Number.POSITIVE_INFINITY : Math.max(nextIn, BREATH);
  } catch (error) {
    state.error = error instanceof Error ? error.message : String(error);
    log.error({ err: error }, 'a round of the worker failed');
    return Number.POSITIVE_INFINITY;
  }
}

async function fire({ store, log, onAlarm }: WorkerOptions, state: State): Promise<Milliseconds | null> {
  const { fired, parked, stopped, nextIn } = await fireDue(store);
  state.fired += fired;
  for (const one of parked) log.error(one, 'a deadline could not be fired and was parked');
  const jump = store.clockGuard.jump();
  if (stopped && jump && !state.alarmed) {
    state.alarmed = true;
    log.error(jump, "the database's clock jumped forward: no deadline is fired until somebody has looked");
    onAlarm?.(jump);
  }
  return nextIn;
}

/** What has happened is told, however the clock stands. */
async function tell(store: Store): Promise<void> {
  for (let more = true; more; ) more = await relayNotices(store);
}

async function doChores({ store, log, refundExecutor, retention }: WorkerOptions, state: State): Promise<void> {
  await tell(store);
  if (store.clockGuard.jump()) return;
  const now = await readNow(store);
  if (state.recomputedEpoch !== store.config.epoch()) {
    const epoch = store.config.epoch();
    const moved = await recomputeDeadlines(store);
    if (moved > 0) log.info({ moved }, 'deadlines were counted anew by another calendar');
    state.recomputedEpoch = epoch;
  }
  const instructed = await retryRefunds(store, now);
  if (instructed > 0) log.warn({ instructed }, 'failed refunds were instructed again');
  if (refundExecutor) await executeRefunds(store, refundExecutor);
  if (now >= state.daysOverAt) {
    const { closed, nextAt } = await closeDays(store);
    if (closed > 0) log.info({ closed }, 'days were closed: their roots can be published');
    state.daysOverAt = nextAt ?? now;
  }
  const erased = retention ? await keepRetention(store, retention) : 0;
  if (erased > 0) log.info({ erased }, 'people were erased who had asked for it');
  if (performance.now() - state.sweptKeysAt < SWEEP_KEYS_EVERY) return;
  state.sweptKeysAt = performance.now();
  await sweepIdempotency(store.pool);
  await forgetEndedSessions(store.pool);
}
