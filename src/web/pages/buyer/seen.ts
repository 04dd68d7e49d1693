import { useCallback, useSyncExternalStore } from 'react';
import type { Claim } from '../../api/shapes.ts';
import { watched } from '../../session/listeners.ts';
import { currentSession } from '../../session/session.ts';

type Seen = Readonly<Record<string, number>>;

function keyOf(): string {
  return `gongdao.seen ${currentSession()?.viewer.id ?? ''}`;
}

function readSeen(): Seen {
  try {
    return JSON.parse(localStorage.getItem(keyOf()) ?? '{}') as Seen;
  } catch {
    return {};
  }
}

const changes = watched(0);

/** Remembers on this device which version of each claim the reader has looked at. */
export function markSeen(claims: readonly Pick<Claim, 'id' | 'version'>[]): void {
  const seen = readSeen();
  const news = claims.filter(({ id, version }) => (seen[id] ?? 0) < version);
  if (news.length === 0) return;
  try {
    localStorage.setItem(
      keyOf(),
      JSON.stringify({ ...seen, ...Object.fromEntries(news.map(({ id, version }) => [id, version])) }),
    );
  } catch {
    // Without storage everything stays new.
  }
  changes.set(changes.get() + 1);
}

/** Whether something has happened to a claim since its reader looked at it on this device. */
export function useUnread(): (claim: Pick<Claim, 'id' | 'version'>) => boolean {
  const count = useSyncExternalStore(changes.subscribe, changes.get);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has been seen is read anew whenever the count moves.
  return useCallback(({ id, version }) => (readSeen()[id] ?? 0) < version, [count]);
}
