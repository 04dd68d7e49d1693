import { useCallback, useEffect, useRef, useState } from 'react';
import { currentSession } from '../session/session.ts';

/** What was typed into a form, kept on the device until it is sent. */
export interface Draft<T> {
  readonly value: T;
  readonly set: (change: Partial<T>) => void;
  /** Whether something typed earlier was brought back. */
  readonly restored: boolean;
  /** Back to the beginning: after sending, or because the reader wants to. */
  readonly clear: () => void;
}

const WRITE_AFTER = 300;

function read<T>(key: string): Partial<T> | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<T> | null;
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage that is full or forbidden costs the draft, never the form.
  }
}

/**
 * The values of a form, which outlive a lost connection, a closed tab and a restarted server. `name` says which form
 * of which thing it is (`refuse clm_1`); another viewer on the same device does not see it.
 */
export function useDraft<T extends object>(name: string, initial: T): Draft<T> {
  const viewer = currentSession()?.viewer;
  const key = `gongdao.draft ${viewer?.role ?? ''} ${viewer?.id ?? ''} ${name}`;
  const [{ value, restored }, setState] = useState(() => {
    const kept = read<T>(key);
    return { value: { ...initial, ...kept }, restored: kept !== null };
  });
  const first = useRef(initial);
  const pending = useRef<T | null>(null);
  const flush = useCallback(() => {
    if (pending.current) write(key, pending.current);
    pending.current = null;
  }, [key]);
  useEffect(() => {
    const timer = setTimeout(flush, WRITE_AFTER);
    addEventListener('pagehide', flush);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', flush);
    };
  });
  // Closing the form writes what the timer has not.
  useEffect(() => flush, [flush]);
  const set = useCallback((change: Partial<T>) => {
    setState((state) => {
      const next = { ...state.value, ...change };
      pending.current = next;
      return { ...state, value: next };
    });
  }, []);
  const clear = useCallback(() => {
    pending.current = null;
    write(key, null);
    setState({ value: first.current, restored: false });
  }, [key]);
  return { value, set, restored, clear };
}
