import type { Pool } from 'pg';
import { benchStore } from './cluster.ts';
import { LIFE, type Step, type Subject, TURN } from './life.ts';
import { cloneClaims, cloneSubject, give, openTemplate, templateSubject } from './templates.ts';

/** So many open claims are worked upon in each of the three measurements, and so many connections do it. */
export const CLAIMS = 10_000;
export const CONNECTIONS = 32;

/** One real claim for each place of the turn, led there through the door. */
export async function prepareTemplates(pool: Pool): Promise<void> {
  let claimId = '';
  const store = benchStore(pool, { newId: (prefix) => (prefix === 'clm' ? claimId : `${prefix}_${claimId}`) });
  for (const place of TURN.keys()) {
    const subject = templateAt(place);
    claimId = subject.claimId;
    await openTemplate(store, subject);
    for (const [number, step] of TURN.slice(0, place).entries()) {
      await give(store, subject, { step, key: `${place} ${number}` });
    }
  }
}

const templateAt = (place: number) => templateSubject(`at${place}x`);

/** A set of open claims to work upon: claim number n stands at place n mod 14 of the turn. */
export async function cloneSet(admin: Pool, set: string): Promise<void> {
  for (const place of TURN.keys()) {
    const count = Math.ceil((CLAIMS - place) / TURN.length);
    await cloneClaims(admin, { from: templateAt(place), set, first: place, step: TURN.length, count });
  }
}

/** What is to be done next, by whom: each claim's commands in their order, no claim twice at once. */
export interface Work {
  readonly take: () => { readonly subject: Subject; readonly step: Step; readonly key: string };
  /** The command has been answered, and the claim may be given its next. */
  readonly done: (subject: Subject) => void;
}

interface Turnstile {
  readonly subject: Subject;
  next: number;
}

export function createWork(set: string): Work {
  const waiting: Turnstile[] = Array.from({ length: CLAIMS }, (_, number) => ({
    subject: cloneSubject(set, number),
    next: number % TURN.length,
  }));
  const under = new Map<Subject, Turnstile>();
  let head = 0;
  return {
    take: () => {
      const turn = waiting[head];
      const step = turn && LIFE[turn.next];
      if (!step) throw new Error('the claims are used up: measure for less time');
      head += 1;
      under.set(turn.subject, turn);
      return { subject: turn.subject, step, key: `${turn.subject.claimId} ${turn.next}` };
    },
    done: (subject) => {
      const turn = under.get(subject);
      if (!turn) throw new Error(`nothing was asked of ${subject.claimId}`);
      under.delete(subject);
      turn.next += 1;
      waiting.push(turn);
    },
  };
}

/** How a measurement went. Times in milliseconds. */
export interface Measured {
  readonly count: number;
  readonly seconds: number;
  readonly medianMs: number;
  readonly slowMs: number;
}

const SLOW = 0.99;

/** Keeps `CONNECTIONS` commands under way for so many seconds. */
export async function keepBusy(
  work: Work,
  seconds: number,
  act: (what: ReturnType<Work['take']>, lane: number) => Promise<void>,
): Promise<Measured> {
  const times: number[] = [];
  const begin = performance.now();
  const end = begin + seconds * 1000;
  const lane = async (number: number) => {
    for (let at = performance.now(); at < end; ) {
      const what = work.take();
      await act(what, number);
      work.done(what.subject);
      const now = performance.now();
      times.push(now - at);
      at = now;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, number) => lane(number)));
  const elapsed = (performance.now() - begin) / 1000;
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor(times.length * part)] ?? 0;
  return { count: times.length, seconds: elapsed, medianMs: at(0.5), slowMs: at(SLOW) };
}
