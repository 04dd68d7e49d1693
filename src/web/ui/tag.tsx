import type { ReactNode } from 'react';
import './tag.css';

/** `plain` is over, `good` went well, `calm` is with the platform, `warm` waits, `urgent` waits for you or went wrong. */
export type TagTone = 'plain' | 'good' | 'calm' | 'warm' | 'urgent';

export function Tag({ tone = 'plain', children }: { tone?: TagTone; children: ReactNode }): ReactNode {
  return <span className={`tag ${tone}`}>{children}</span>;
}
