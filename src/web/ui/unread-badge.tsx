import type { ReactNode } from 'react';
import { useUnread } from '../api/inbox.ts';
import { useWords } from '../language/words.ts';
import './inbox.css';

/** How much lies unread; nothing where nothing does. Beside a word or an icon that says in what. */
export function UnreadBadge(): ReactNode {
  const { inbox: words } = useWords('common');
  const unread = useUnread();
  if (unread === 0) return null;
  return (
    <span className="unread-badge">
      <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
      <span className="unseen">{words.unreadCount(unread)}</span>
    </span>
  );
}
