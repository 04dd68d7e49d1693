import type { ReactNode } from 'react';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { type QueueView, useQueue } from './queue-data.ts';
import { focusRow, QueueTable } from './queue-table.tsx';
import { useShortcuts } from './shortcuts.ts';

interface WaitingListProps {
  readonly view: QueueView;
  readonly words: { readonly heading: string; readonly note: string; readonly empty: string };
}

/** One view of the queue as a page of its own. */
export function WaitingList({ view, words }: WaitingListProps): ReactNode {
  const { queue: queueWords } = useWords('mediator');
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useQueue({ view });
  const items = data?.pages.flatMap((page) => page.data) ?? [];
  useShortcuts({ j: () => focusRow(1), k: () => focusRow(-1) });
  return (
    <div className="stack">
      <h1>{words.heading}</h1>
      <p className="quiet">{words.note}</p>
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {!error && <QueueTable items={items} loading={isPending} empty={words.empty} />}
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {queueWords.more}
        </Button>
      )}
    </div>
  );
}
