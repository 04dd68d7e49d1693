import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { watched } from '../session/listeners.ts';
import { Icon } from './icon.tsx';
import './states.css';

interface Notice {
  readonly text: string;
}

const notice = watched<Notice | null>(null);
const SHOWN_FOR = 5000;

/** Says for a few seconds that something was done; screen readers read it out. */
export function notify(text: string): void {
  notice.set({ text });
}

export function Notices(): ReactNode {
  const current = useSyncExternalStore(notice.subscribe, notice.get);
  useEffect(() => {
    if (!current) return;
    const timer = setTimeout(() => notice.set(null), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [current]);
  return (
    <div className="notices" role="status">
      {current && (
        <p className="notice">
          <Icon name="check" size={18} />
          {current.text}
        </p>
      )}
    </div>
  );
}
