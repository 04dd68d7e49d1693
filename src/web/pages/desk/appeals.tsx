import type { ReactNode } from 'react';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useQueue } from './queue-data.ts';
import { focusRow, QueueTable } from './queue-table.tsx';
import { useShortcuts } from './shortcuts.ts';

/** R56: appeals that wait for a supervisor who had no part in the ruling. */
export function AppealsPage(): ReactNode {
  const { appeals: words, queue: queueWords } = useWords('mediator');
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useQueue({
    view: 'appeals',
  });
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
