import { Table, type TableColumnsType } from 'antd';
import { type ReactNode, useMemo } from 'react';
import type { QueueItem } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useWholeQueue } from './queue-data.ts';
import './desk.css';

interface Load {
  readonly key: string;
  readonly owner: QueueItem['owner'];
  readonly items: readonly QueueItem[];
}

function loadsOf(items: readonly QueueItem[]): Load[] {
  const byOwner = Map.groupBy(items, ({ owner }) => (owner ? `${owner.role} ${owner.id}` : ''));
  return [...byOwner]
    .map(([key, own]) => ({ key, owner: own[0]?.owner ?? null, items: own }))
    .toSorted((one, other) => other.items.length - one.items.length);
}

function useColumns(): TableColumnsType<Load> {
  const { workload: words, queue } = useWords('mediator');
  const { roles } = useNames();
  return useMemo(() => {
    const count = (title: string, counts: (item: QueueItem) => boolean) => ({
      title,
      align: 'right' as const,
      render: (_: unknown, { items }: Load) => <span className="number">{items.filter(counts).length}</span>,
    });
    return [
      {
        title: words.person,
        render: (_: unknown, { owner }: Load) =>
          owner ? `${roles[owner.role]} ${owner.id}` : <span className="quiet">{queue.nobody}</span>,
      },
      count(words.total, () => true),
      count(words.review, ({ stage }) => stage === 'review'),
      count(words.evidence, ({ stage }) => stage === 'evidence' || stage === 'seller_reply'),
      count(words.approval, ({ stage }) => stage === 'awaiting_approval'),
      count(words.overdue, ({ overdue }) => overdue),
      count(words.suspended, ({ suspended }) => suspended),
    ];
  }, [words, queue, roles]);
}

/** Who has how many of the claims in the queue. */
export function WorkloadPage(): ReactNode {
  const { workload: words } = useWords('mediator');
  const { data, error, isPending, refetch } = useWholeQueue();
  const loads = useMemo(() => loadsOf(data?.items ?? []), [data]);
  const columns = useColumns();
  return (
    <div className="stack">
      <h1>{words.heading}</h1>
      {data && <p className="quiet">{words.note(data.items.length)}</p>}
      {data?.partial && <p className="quiet">{words.partial}</p>}
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {data?.items.length === 0 && <EmptyState title={words.empty} />}
      {!error && data?.items.length !== 0 && (
        // A wide table scrolls, and the keyboard scrolls it too.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable.
        <section className="desk-scroll" tabIndex={0} aria-label={words.heading}>
          <Table columns={columns} dataSource={loads} loading={isPending} pagination={false} />
        </section>
      )}
    </div>
  );
}
