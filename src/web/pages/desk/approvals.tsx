import type { ReactNode } from 'react';
import { useWords } from '../../language/words.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useApprovals } from './queue-data.ts';
import { focusRow, QueueTable } from './queue-table.tsx';
import { useShortcuts } from './shortcuts.ts';

/** R52: rulings that wait for a second pair of eyes. */
export function ApprovalsPage(): ReactNode {
  const { approvals: words, workload } = useWords('mediator');
  const { data, error, isPending, refetch } = useApprovals();
  useShortcuts({ j: () => focusRow(1), k: () => focusRow(-1) });
  return (
    <div className="stack">
      <h1>{words.heading}</h1>
      <p className="quiet">{words.note}</p>
      {data?.partial && <p className="quiet">{workload.partial}</p>}
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {!error && <QueueTable items={data?.items ?? []} loading={isPending} empty={words.empty} />}
    </div>
  );
}
