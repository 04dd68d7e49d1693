import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { useOwnClaims } from '../../api/purchases.ts';
import type { Claim } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { LinkButton } from '../../ui/button.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { EmptyState, PageSkeleton } from '../../ui/states.tsx';
import { ClaimItem } from './claim-item.tsx';
import './goods.css';

const FILTERS = {
  all: () => true,
  live: ({ ended_at: endedAt }: Claim) => endedAt === null,
  todo: ({ viewer_state: state }: Claim) => state === 'action_required',
  ended: ({ ended_at: endedAt }: Claim) => endedAt !== null,
};
type Filter = keyof typeof FILTERS;
const NAMES = Object.keys(FILTERS) as readonly Filter[];

function Filters({
  claims,
  chosen,
  onChoose,
}: {
  claims: readonly Claim[];
  chosen: Filter;
  onChoose: (filter: Filter) => void;
}): ReactNode {
  const { list: words } = useWords('buyer');
  return (
    // biome-ignore lint/a11y/useSemanticElements: these are switches above a list, not fields of a form.
    <div className="filters" role="group" aria-label={words.filter}>
      {NAMES.map((name) => (
        <button key={name} type="button" aria-pressed={name === chosen} onClick={() => onChoose(name)}>
          {words[name]} {claims.filter(FILTERS[name]).length}
        </button>
      ))}
    </div>
  );
}

/** 退款售后: the buyer's claims, by what they need of the buyer. */
export function ClaimsPage(): ReactNode {
  const { list: words } = useWords('buyer');
  const [search, setSearch] = useSearchParams();
  const claims = useOwnClaims();
  const asked = search.get('show');
  const chosen = NAMES.find((name) => name === asked) ?? 'all';
  const shown = claims.data?.filter(FILTERS[chosen]);
  return (
    <div className="stack">
      <h1>{words.title}</h1>
      {claims.data && (
        <Filters claims={claims.data} chosen={chosen} onChoose={(show) => setSearch({ show }, { replace: true })} />
      )}
      <ProblemAlert problem={claims.error} onRetry={() => void claims.refetch()} />
      {claims.isPending && <PageSkeleton />}
      {shown?.length === 0 && (
        <EmptyState title={words.empty}>
          <p>{words.emptyText}</p>
          <LinkButton href="/orders">{words.toOrders}</LinkButton>
        </EmptyState>
      )}
      <ul className="claim-items two">
        {shown?.map((claim) => (
          <li key={claim.id}>
            <ClaimItem claim={claim} />
          </li>
        ))}
      </ul>
    </div>
  );
}
