import { type ReactNode, useSyncExternalStore } from 'react';
import { useWords } from '../language/words.ts';
import './states.css';

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

export function OfflineBanner(): ReactNode {
  const { offline } = useWords('common');
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  return <div role="status">{!isOnline && <p className="offline">{offline}</p>}</div>;
}
