import type { ComponentType } from 'react';
import { tracked } from '../session/tracked.ts';

type Load<P> = () => Promise<ComponentType<P>>;

const loading = new Map<unknown, Promise<unknown>>();

/** A component's code, fetched once however often it is asked for; for React's `use`. */
export function loadOnce<P>(load: Load<P>): Promise<ComponentType<P>> {
  const known = loading.get(load);
  if (known !== undefined) return known as Promise<ComponentType<P>>;
  const started = tracked(load());
  loading.set(load, started);
  // A failed download may be tried again.
  started.catch(() => loading.delete(load));
  return started;
}
