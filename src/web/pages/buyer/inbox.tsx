import type { ReactNode } from 'react';
import { useOwnClaims } from '../../api/purchases.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { EmptyState, PageSkeleton } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { When } from '../../ui/when.tsx';
import { ClaimItem } from './claim-item.tsx';
import { markSeen, useUnread } from './seen.ts';

/** 消息: what has happened to the buyer's claims, the latest first. */
export function InboxPage(): ReactNode {
  const { inbox: words } = useWords('buyer');
  const claims = useOwnClaims();
  const isUnread = useUnread();
  const unread = claims.data?.filter(isUnread) ?? [];
  return (
    <div className="stack">
      <div className="claim-item-head">
        <h1>{words.title}</h1>
        {unread.length > 0 && (
          <Button small tone="quiet" onClick={() => markSeen(unread)}>
            {words.allRead}
          </Button>
        )}
      </div>
      {unread.length > 0 && (
        <p className="quiet" role="status">
          {words.unreadCount(unread.length)}
        </p>
      )}
      <ProblemAlert problem={claims.error} onRetry={() => void claims.refetch()} />
      {claims.isPending && <PageSkeleton />}
      {claims.data?.length === 0 && (
        <EmptyState icon="message" title={words.empty}>
          <p>{words.emptyText}</p>
        </EmptyState>
      )}
      <ul className="claim-items">
        {claims.data?.map((claim) => (
          <li key={claim.id}>
            <ClaimItem claim={claim}>
              <span className="row">
                {isUnread(claim) && <Tag tone="urgent">{words.unread}</Tag>}
                <span className="quiet">
                  <When at={claim.updated_at} />
                </span>
              </span>
            </ClaimItem>
          </li>
        ))}
      </ul>
    </div>
  );
}
