import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { type ClaimFilter, useClaims } from '../../api/claims.ts';
import { useReasonLabels } from '../../api/policies.ts';
import type { Claim } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { Card } from '../../ui/card.tsx';
import { ClaimStatusTag } from '../../ui/claim-status-tag.tsx';
import { Money } from '../../ui/money.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { When } from '../../ui/when.tsx';

function Row({ claim }: { claim: Claim }): ReactNode {
  const label = useReasonLabels(claim.policy);
  return (
    <li>
      <Link href={`/desk/claims/${claim.id}`}>{claim.order_id}</Link> <ClaimStatusTag claim={claim} />
      <div className="quiet">
        {label(claim.terms.reason)} · <Money amount={claim.terms.amount} currency={claim.currency} /> ·{' '}
        <When at={claim.applied_at} as="day" />
      </div>
    </li>
  );
}

interface OthersProps {
  readonly title: string;
  readonly filter: ClaimFilter;
  readonly than: string;
}

const SHOWN = 20;

function Others({ title, filter, than }: OthersProps): ReactNode {
  const { facts: words } = useWords('mediator');
  const { data, error, hasNextPage, refetch } = useClaims({ ...filter, limit: SHOWN });
  const claims = data?.pages.flatMap((page) => page.data).filter(({ id }) => id !== than) ?? [];
  return (
    <div>
      <h3>{title}</h3>
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {data && claims.length === 0 && <p className="quiet">{words.none}</p>}
      <ul className="desk-list">
        {claims.map((claim) => (
          <Row key={claim.id} claim={claim} />
        ))}
      </ul>
      {hasNextPage && <p className="quiet">{words.thereIsMore}</p>}
    </div>
  );
}

/** What else these two have been through. */
export function EarlierClaims({ claim }: { claim: Claim }): ReactNode {
  const { facts: words } = useWords('mediator');
  return (
    <Card title={words.earlier}>
      <div className="stack">
        <Others title={words.ofBuyer} filter={{ buyer_id: claim.buyer_id }} than={claim.id} />
        <Others title={words.ofShop} filter={{ shop_id: claim.shop_id }} than={claim.id} />
      </div>
    </Card>
  );
}
