import { Button, Table, type TableColumnsType } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { Link } from 'wouter';
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
import { FilterBar, useClaimFilters, wantedOf } from './claim-filters.tsx';
import { useShopClaims } from './shop-claims.ts';
import '../buyer/claim.css';
import './claim.css';
import './claims.css';

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
            <div className="claim-list-title">{claim.line.title}</div>
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

/** The shop's claims: those that wait for the seller first. */
export function SellerClaimsPage(): ReactNode {
  const { nav, list: words } = useWords('seller');
  const viewer = useViewer();
  const shopId = viewer.role === 'seller' ? viewer.shop_id : '';
  const filters = useClaimFilters();
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useShopClaims(
    wantedOf(filters),
  );
  // A claim that changes while the pages are read comes again on a later one.
  const claims = [
    ...new Map(data?.pages.flatMap((page) => page.data).map((claim) => [claim.id, claim] as const)).values(),
  ];
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [agreeing, setAgreeing] = useState<readonly Claim[] | null>(null);
  const selected = claims.filter((claim) => chosen.includes(claim.id) && actionOf(claim, 'agree'));
  return (
    <div className="stack">
      <h1>{nav.claims}</h1>
      <FilterBar filters={filters}>
        <span className="quiet">
          {selected.length > 0 ? words.selected(selected.length) : words.count(claims.length, hasNextPage)}
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
          pagination={false}
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
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.more}
        </Button>
      )}
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
