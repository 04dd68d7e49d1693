import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { markRead, useInbox } from '../api/inbox.ts';
import type { Notice } from '../api/shapes.ts';
import { useWords } from '../language/words.ts';
import { Button } from './button.tsx';
import { Countdown } from './countdown.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { EmptyState, PageSkeleton } from './states.tsx';
import { When } from './when.tsx';
import './inbox.css';

interface ItemProps {
  readonly notice: Notice;
  readonly hrefOf: (claimId: string) => string;
}

function InboxItem({ notice, hrefOf }: ItemProps): ReactNode {
  const { inbox: words } = useWords('common');
  const isUnread = notice.read_at === null;
  return (
    <li className={isUnread ? 'notice-item unread' : 'notice-item'}>
      <Link href={hrefOf(notice.claim_id)} onClick={() => void markRead({ id: notice.id })}>
        <strong>
          {isUnread && <span className="unseen">{words.unread} </span>}
          {notice.detail}
        </strong>
        <span className="notice-about">{notice.title}</span>
        <span className="quiet">
          {words.order(notice.order_id)} · <When at={notice.at} />
        </span>
        {notice.deadline && isUnread && <Countdown at={notice.deadline.at} />}
      </Link>
    </li>
  );
}

/** 消息: what the reader was told of, the latest first. `hrefOf`: where a claim is shown to them. */
export function Inbox({ hrefOf }: Pick<ItemProps, 'hrefOf'>): ReactNode {
  const { inbox: words } = useWords('common');
  const [only, setOnly] = useState(false);
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInbox(only);
  const notices = data?.pages.flatMap((page) => page.data);
  const unread = data?.pages[0]?.unread ?? 0;
  return (
    <div className="stack inbox">
      <div className="inbox-head">
        <h1>{words.title}</h1>
        <Button small tone={only ? 'primary' : 'plain'} aria-pressed={only} onClick={() => setOnly(!only)}>
          {words.unreadOnly}
        </Button>
        {unread > 0 && (
          <Button small onClick={() => void markRead({ all: true })}>
            {words.allRead}
          </Button>
        )}
      </div>
      <p className="quiet" role="status">
        {unread > 0 ? words.unreadCount(unread) : words.nothingUnread}
      </p>
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {isPending && !error && <PageSkeleton />}
      {notices?.length === 0 && (
        <EmptyState icon="message" title={words.empty}>
          <p>{words.emptyText}</p>
        </EmptyState>
      )}
      {notices && notices.length > 0 && (
        <ul className="notice-items">
          {notices.map((notice) => (
            <InboxItem key={notice.id} notice={notice} hrefOf={hrefOf} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button wide busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </div>
  );
}
