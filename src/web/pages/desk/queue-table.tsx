import { Table, type TableColumnsType } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { Link } from 'wouter';
import type { QueueItem } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { useViewer } from '../../session/session.ts';
import { Countdown } from '../../ui/countdown.tsx';
import { Money } from '../../ui/money.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { When } from '../../ui/when.tsx';
import { useReasonName } from './queue-data.ts';
import './desk.css';

function Stage({ item }: { item: QueueItem }): ReactNode {
  const { queue: words } = useWords('mediator');
  const { stages, statuses } = useNames();
  return (
    <span className="row">
      <Tag tone={item.stage === 'awaiting_approval' || item.stage === 'appeal' ? 'warm' : 'calm'}>
        {item.stage ? stages[item.stage] : statuses.in_intervention}
      </Tag>
      {item.overdue && <Tag tone="urgent">{words.overdue}</Tag>}
      {item.suspended && <Tag>{words.suspended}</Tag>}
      {item.level === 2 && <Tag tone="warm">{words.level2}</Tag>}
    </span>
  );
}

/** What comes next, and how long it will be; the date due in full when pointed at. */
function Limit({ item }: { item: QueueItem }): ReactNode {
  const { queue: words } = useWords('mediator');
  const { deadlines } = useNames();
  if (!item.deadline) return null;
  return (
    <>
      {item.working_days_left === null ? (
        <Countdown at={item.deadline.at} />
      ) : (
        <b className={item.working_days_left === 0 ? 'queue-days last' : 'queue-days'}>
          {words.workingDays(item.working_days_left)}
        </b>
      )}
      <div className="quiet">
        <When at={item.deadline.at} /> · {deadlines[item.deadline.then]}
      </div>
    </>
  );
}

function useColumns(): TableColumnsType<QueueItem> {
  const { queue: words } = useWords('mediator');
  const { remedies, roles } = useNames();
  const reasonName = useReasonName();
  const me = useViewer().id;
  return [
    {
      title: words.order,
      render: (_, item) => (
        <>
          <Link href={`/desk/claims/${item.claim_id}`} className="queue-link">
            {item.order_id}
          </Link>
          <div className="queue-narrow">
            <Money amount={item.amount} currency={item.currency} />
            <Stage item={item} />
          </div>
        </>
      ),
    },
    {
      title: words.demand,
      responsive: ['md'],
      render: (_, { reason, remedy }) => (
        <>
          {reasonName(reason)}
          <div className="quiet">{remedies[remedy]}</div>
        </>
      ),
    },
    {
      title: words.amount,
      align: 'right',
      responsive: ['md'],
      render: (_, { amount, currency }) => <Money amount={amount} currency={currency} />,
    },
    { title: words.stage, responsive: ['md'], render: (_, item) => <Stage item={item} /> },
    { title: words.sla, render: (_, item) => <Limit item={item} /> },
    {
      title: words.owner,
      responsive: ['md'],
      render: (_, { owner }) => {
        if (!owner) return <span className="quiet">{words.nobody}</span>;
        return owner.id === me ? <b>{words.me}</b> : `${roles[owner.role]} ${owner.id}`;
      },
    },
    {
      title: `${words.shop} / ${words.buyer}`,
      responsive: ['xl'],
      render: (_, item) => `${item.shop_id} / ${item.buyer_id}`,
    },
    {
      title: words.requested,
      responsive: ['xl'],
      render: (_, item) => (
        <>
          {roles[item.requested_by]}
          <div className="quiet">
            <When at={item.requested_at} />
          </div>
        </>
      ),
    },
  ];
}

interface QueueTableProps {
  readonly items: readonly QueueItem[];
  readonly loading: boolean;
  readonly empty: ReactNode;
  readonly emptyText?: ReactNode;
}

/** Claims that wait for staff; what is most urgent stands first. */
export function QueueTable({ items, loading, empty, emptyText }: QueueTableProps): ReactNode {
  const columns = useColumns();
  const rows = useMemo(() => [...items], [items]);
  if (!loading && items.length === 0) return <EmptyState title={empty}>{emptyText && <p>{emptyText}</p>}</EmptyState>;
  return (
    <Table
      className="queue-table"
      rowKey="claim_id"
      columns={columns}
      dataSource={rows}
      loading={loading}
      pagination={false}
      rowClassName={({ overdue }) => (overdue ? 'queue-overdue' : '')}
    />
  );
}

/** Moves the focus to the claim before or after the one that has it. */
export function focusRow(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('.queue-link')];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + step, 0), links.length - 1);
  links[next]?.focus();
  links[next]?.scrollIntoView({ block: 'nearest' });
}
