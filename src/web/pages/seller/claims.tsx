import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, Select, Table, type TableColumnsType } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { STATUSES } from '../../../domain/claim.ts';
import { useReasonLabels } from '../../api/policies.ts';
import type { Claim } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { useViewer } from '../../session/session.ts';
import { actionOf } from '../../ui/action-button.tsx';
import { ClaimStatusTag } from '../../ui/claim-status-tag.tsx';
import { Countdown } from '../../ui/countdown.tsx';
import { Money } from '../../ui/money.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ViewerStateTag } from '../../ui/viewer-state-tag.tsx';
import { When } from '../../ui/when.tsx';
import { BulkDialog } from './bulk-dialog.tsx';
import { sieve, useShopClaims } from './shop-claims.ts';
import '../buyer/claim.css';
import './claim.css';
import './claims.css';

const PER_PAGE = 20;

function Request({ claim }: { claim: Claim }): ReactNode {
  const { remedies } = useNames();
  const label = useReasonLabels(claim.policy);
  return (
    <>
      {remedies[claim.terms.remedy]}
      <div className="quiet">{label(claim.terms.reason)}</div>
    </>
  );
}

function TimeLeft({ deadline }: Pick<Claim, 'deadline'>): ReactNode {
  const { deadlines } = useNames();
  if (!deadline) return null;
  return (
    <>
      <Countdown at={deadline.at} />
      <div className="quiet">{deadlines[deadline.then]}</div>
    </>
  );
}

function useColumns(): TableColumnsType<Claim> {
  const { list: words } = useWords('seller');
  return useMemo(
    () => [
      {
        title: words.claim,
        dataIndex: 'id',
        render: (id: string, claim) => (
          <>
            <Link href={`/seller/claims/${id}`}>{claim.order_id}</Link>
            <div className="quiet">
              <When at={claim.applied_at} />
            </div>
          </>
        ),
      },
      { title: `${words.remedy} / ${words.reason}`, key: 'request', render: (_, claim) => <Request claim={claim} /> },
      {
        title: words.amount,
        key: 'amount',
        align: 'right',
        render: (_, { terms, currency }) => <Money amount={terms.amount} currency={currency} />,
      },
      {
        title: words.status,
        key: 'status',
        render: (_, claim) => (
          <span className="tags">
            <ClaimStatusTag claim={claim} />
            <ViewerStateTag state={claim.viewer_state} />
          </span>
        ),
      },
      { title: words.left, key: 'left', render: (_, claim) => <TimeLeft deadline={claim.deadline} /> },
    ],
    [words],
  );
}

/** What is looked for, kept in the address so that it can be passed on and comes back. */
function useFilters() {
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return { status: params.get('status'), turn: params.get('turn'), search: params.get('q') ?? '', set };
}

type Filters = ReturnType<typeof useFilters>;

function FilterBar({ filters, children }: { filters: Filters; children: ReactNode }): ReactNode {
  const { list: words } = useWords('seller');
  const { statuses } = useNames();
  const turns = [
    { value: '', label: words.anyTurn },
    ...Object.entries(words.turns).map(([value, label]) => ({ value, label })),
  ];
  return (
    <div className="claim-filters">
      <Segmented
        aria-label={words.turn}
        options={turns}
        value={filters.turn ?? ''}
        onChange={(turn) => filters.set('turn', turn)}
      />
      <Select
        aria-label={words.status}
        popupMatchSelectWidth={false}
        value={filters.status ?? ''}
        options={[
          { value: '', label: words.anyStatus },
          ...STATUSES.map((status) => ({ value: status, label: statuses[status] })),
        ]}
        onChange={(status) => filters.set('status', status)}
      />
      <Input
        type="search"
        allowClear
        aria-label={words.search}
        placeholder={words.search}
        prefix={<SearchOutlined aria-hidden="true" />}
        value={filters.search}
        onChange={(event) => filters.set('q', event.target.value)}
      />
      <div className="end">{children}</div>
    </div>
  );
}

/** The shop's claims: those that wait for the seller first. */
export function SellerClaimsPage(): ReactNode {
  const { nav, list: words } = useWords('seller');
  const viewer = useViewer();
  const shopId = viewer.role === 'seller' ? viewer.shop_id : '';
  const filters = useFilters();
  const { data, error, isPending, refetch } = useShopClaims(filters.status);
  const claims = sieve(data ?? [], filters);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [agreeing, setAgreeing] = useState<readonly Claim[] | null>(null);
  const selected = claims.filter((claim) => chosen.includes(claim.id) && actionOf(claim, 'agree'));
  return (
    <div className="stack">
      <h1>{nav.claims}</h1>
      <FilterBar filters={filters}>
        <span className="quiet">
          {selected.length > 0 ? words.selected(selected.length) : words.count(claims.length)}
        </span>
        <Button
          type="primary"
          disabled={selected.length === 0}
          title={selected.length === 0 ? words.bulkNone : undefined}
          onClick={() => setAgreeing(selected)}
        >
          {words.bulkAgree}
        </Button>
      </FilterBar>
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {/* Ant Design's own way to scroll repeats the head where nobody sees it, with its checkbox. */}
      <div className="table-scroll">
        <Table
          rowKey="id"
          columns={useColumns()}
          dataSource={claims}
          loading={isPending && !error}
          pagination={{ pageSize: PER_PAGE, hideOnSinglePage: true, showSizeChanger: false }}
          locale={{ emptyText: words.empty }}
          rowSelection={{
            selectedRowKeys: selected.map(({ id }) => id),
            onChange: (keys) => setChosen(keys.map(String)),
            getCheckboxProps: (claim) => ({
              disabled: !actionOf(claim, 'agree'),
              'aria-label': words.select(claim.order_id),
            }),
          }}
        />
      </div>
      {agreeing && (
        <BulkDialog
          claims={agreeing}
          shopId={shopId}
          onClose={() => {
            setAgreeing(null);
            setChosen([]);
          }}
        />
      )}
    </div>
  );
}
