import { useEffect, useRef, useSyncExternalStore } from 'react';
import { watched } from '../../session/listeners.ts';

/** What single keys do on a page: `{ j: next, '?': help }`. */
export type Shortcuts = Readonly<Record<string, () => void>>;

const KEY = 'gongdao.shortcuts';

function readChoice(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

const enabled = watched(readChoice());

export function useShortcutsEnabled(): boolean {
  return useSyncExternalStore(enabled.subscribe, enabled.get);
}

/** Single keys get in the way of those who dictate or use a screen reader, so they can be turned off (WCAG 2.1.4). */
export function enableShortcuts(on: boolean): void {
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // Where nothing may be stored the choice lasts as long as the page.
  }
  enabled.set(on);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox])');
}

/** Listens for single keys while the page is shown, except in fields and below an open dialog. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const on = useShortcutsEnabled();
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [on]);
}
