import { Table, type TableColumnsType } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { Link } from 'wouter';
import type { Workload } from '../../api/shapes.ts';
import { formatFull, formatSpan } from '../../format/time.ts';
import { useLocale } from '../../language/locale.ts';
import { useNames, useWords } from '../../language/words.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useWorkload } from './desk-data.ts';
import './desk.css';

type Row = Workload['staff'][number];
type Count = 'open' | 'review' | 'approval' | 'overdue' | 'suspended' | 'ruled' | 'overturned';

function useColumns(): TableColumnsType<Row> {
  const { workload: words, queue } = useWords('mediator');
  const { roles } = useNames();
  const locale = useLocale();
  return useMemo(() => {
    const count = (title: string, name: Count) => ({
      title,
      align: 'right' as const,
      sorter: (one: Row, other: Row) => one[name] - other[name],
      render: (_: unknown, row: Row) => <span className="number">{row[name]}</span>,
    });
    return [
      {
        title: words.person,
        render: (_: unknown, { id, role }: Row) =>
          id === null ? (
            <Link href="/desk/queue?view=unassigned">{queue.nobody}</Link>
          ) : (
            <Link href={`/desk/queue?owner=${encodeURIComponent(id)}`}>{role ? `${roles[role]} ${id}` : id}</Link>
          ),
      },
      count(words.total, 'open'),
      count(words.overdue, 'overdue'),
      count(words.review, 'review'),
      count(words.approval, 'approval'),
      count(words.suspended, 'suspended'),
      count(words.ruled, 'ruled'),
      {
        title: words.median,
        align: 'right' as const,
        render: (_: unknown, { median_seconds: seconds }: Row) =>
          seconds === null ? <span className="quiet">–</span> : formatSpan(locale, seconds * 1000, 2),
      },
      count(words.overturned, 'overturned'),
    ];
  }, [words, queue, roles, locale]);
}

/** Who has how much to do, and how they have ruled lately; counted by the server. */
export function WorkloadPage(): ReactNode {
  const { workload: words } = useWords('mediator');
  const locale = useLocale();
  const { data, error, isPending, refetch } = useWorkload(true);
  const columns = useColumns();
  const open = data?.staff.reduce((sum, row) => sum + row.open, 0) ?? 0;
  const rows = useMemo(() => [...(data?.staff ?? [])], [data]);
  return (
    <div className="stack">
      <h1>{words.heading}</h1>
      {data && <p className="quiet">{words.note(open, formatFull(locale, Date.parse(data.since)))}</p>}
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {data?.staff.length === 0 && <EmptyState title={words.empty} />}
      {!error && data?.staff.length !== 0 && (
        // A wide table scrolls, and the keyboard scrolls it too.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable.
        <section className="desk-scroll" tabIndex={0} aria-label={words.heading}>
          <Table
            rowKey={({ id }) => id ?? ''}
            columns={columns}
            dataSource={rows}
            loading={isPending}
            pagination={false}
            scroll={{ x: 'max-content' }}
          />
        </section>
      )}
    </div>
  );
}
