import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { retryParked, useParked } from '../../api/office.ts';
import { useSubmission } from '../../api/submission.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Money } from '../../ui/money.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { EmptyState, PageSkeleton } from '../../ui/states.tsx';
import { When } from '../../ui/when.tsx';
import { ScrollingTable } from './scrolling-table.tsx';

function Retry({ path, label }: { path: string; label: string }): ReactNode {
  const { parked: words } = useWords('operator');
  const { submit, busy, problem } = useSubmission(retryParked);
  return (
    <>
      <Button
        small
        tone="primary"
        busy={busy}
        aria-label={label}
        onClick={() => void submit(path).then((done) => done && notify(words.retried))}
      >
        {words.retry}
      </Button>
      <ProblemAlert problem={problem} />
    </>
  );
}

const claimLink = (id: string) => <Link href={`/office/claims/${id}`}>{id}</Link>;

/** What could not be done by itself and waits for a person (R59a). */
export function ParkedPage(): ReactNode {
  const { parked: words, claim } = useWords('operator');
  const { data, error, isPending, refetch } = useParked();
  const { deadlines = [], refunds = [] } = data ?? {};
  return (
    <div className="stack">
      <h1>{words.heading}</h1>
      <p className="quiet">{words.note}</p>
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {isPending && <PageSkeleton blocks={2} />}
      {data && deadlines.length + refunds.length === 0 && (
        <EmptyState icon="check" title={words.empty}>
          <p>{words.emptyText}</p>
        </EmptyState>
      )}
      {refunds.length > 0 && (
        <Card title={words.refunds}>
          <p className="quiet">{words.sameId}</p>
          <ScrollingTable
            label={words.refunds}
            rows={refunds}
            keyOf={({ id }) => id}
            columns={[
              { name: words.refund, cell: ({ id }) => <code>{id}</code> },
              { name: claim, cell: ({ claim_id }) => claimLink(claim_id) },
              { name: words.shop, cell: ({ shop_id }) => shop_id, kind: 'fixed' },
              {
                name: words.amount,
                cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
                kind: 'end',
              },
              { name: words.attempts, cell: ({ attempts }) => attempts, kind: 'end' },
              { name: words.failedAt, cell: ({ failed_at }) => <When at={failed_at} />, kind: 'fixed' },
              { name: words.error, cell: ({ reason }) => reason },
              {
                name: words.retry,
                cell: ({ id }) => (
                  <Retry path={`/v1/refunds/${encodeURIComponent(id)}`} label={words.retryRefund(id)} />
                ),
              },
            ]}
          />
        </Card>
      )}
      {deadlines.length > 0 && (
        <Card title={words.deadlines}>
          <ScrollingTable
            label={words.deadlines}
            rows={deadlines}
            keyOf={({ claim_id }) => claim_id}
            columns={[
              { name: claim, cell: ({ claim_id }) => claimLink(claim_id) },
              { name: words.shop, cell: ({ shop_id }) => shop_id, kind: 'fixed' },
              { name: words.due, cell: ({ due_at }) => <When at={due_at} />, kind: 'fixed' },
              { name: words.since, cell: ({ parked_at }) => <When at={parked_at} />, kind: 'fixed' },
              { name: words.error, cell: ({ error: why }) => <code>{why}</code> },
              {
                name: words.retry,
                cell: ({ claim_id: id }) => (
                  <Retry path={`/v1/parked-deadlines/${encodeURIComponent(id)}`} label={words.retryDeadline(id)} />
                ),
              },
            ]}
          />
        </Card>
      )}
    </div>
  );
}
