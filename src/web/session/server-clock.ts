import { useEffect, useState } from 'react';
import { watched } from './listeners.ts';
import { SETTINGS } from './settings.ts';

/**
 * The server's clock: the browser's may be wrong, and a sandbox's stands still. Every answer tells the time, and the
 * one that travelled fastest is believed most.
 */
interface Reading {
  /** Server minus browser, in milliseconds. */
  readonly offset: number;
  /** The instant last told; what a clock that stands still shows. */
  readonly told: number;
  /** How far off `offset` may be. */
  readonly doubt: number;
}

const reading = watched<Reading>({ offset: 0, told: Date.now(), doubt: Number.POSITIVE_INFINITY });

/** Doubt grows with age, so that a clock that is set anew is noticed. */
const DOUBT_PER_ANSWER = 1.5;

/** @param span when the request was sent and its answer came, by the browser's clock; @param precision in ms */
export function observeServerTime(told: number, span: { sent: number; came: number }, precision: number): void {
  if (Number.isNaN(told)) return;
  const offset = told + precision / 2 - (span.sent + span.came) / 2;
  const doubt = (span.came - span.sent) / 2 + precision / 2;
  const known = reading.get();
  const jumped = Math.abs(offset - known.offset) > doubt + known.doubt;
  if (SETTINGS.clock === 'still' ? told !== known.told : jumped || doubt <= known.doubt * DOUBT_PER_ANSWER) {
    reading.set({ offset, told, doubt });
  }
}

/** Now, by the server's clock. */
export function serverNow(): number {
  const { offset, told } = reading.get();
  return SETTINGS.clock === 'still' ? told : Date.now() + offset;
}

/** Now by the server's clock, told anew every `period` milliseconds. */
export function useServerNow(period: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const tell = () => setNow(serverNow());
    tell();
    const stopWatching = reading.subscribe(tell);
    const timer = SETTINGS.clock === 'still' ? undefined : setInterval(tell, period);
    return () => {
      stopWatching();
      clearInterval(timer);
    };
  }, [period]);
  return now;
}
