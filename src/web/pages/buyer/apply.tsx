import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useOpenClaim } from '../../api/commands.ts';
import { useCurrentPolicy } from '../../api/current-policy.ts';
import { useOrder } from '../../api/orders.ts';
import { ApiProblem } from '../../api/problem.ts';
import { claimsOnLine, useOwnClaims } from '../../api/purchases.ts';
import type { Claim, Order, OrderLine, TermsInput } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { useServerNow } from '../../session/server-clock.ts';
import { Alert } from '../../ui/alert.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { useDraft } from '../../ui/draft.ts';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { EmptyState, NotFound, PageSkeleton } from '../../ui/states.tsx';
import type { PageProps } from '../page.ts';
import { GoodsRow } from './goods-row.tsx';
import { EMPTY_TERMS, type TermsDraft } from './terms-draft.ts';
import { TermsForm } from './terms-form.tsx';
import { type Asking, askingOf, lineOf, remedyChoices, whyNotApply } from './terms-options.ts';

interface ApplicationProps {
  readonly order: Order;
  readonly line: OrderLine;
  readonly asking: Asking;
}

function Application({ order, line, asking }: ApplicationProps): ReactNode {
  const { apply: words } = useWords('buyer');
  const [, navigate] = useLocation();
  const draft = useDraft<TermsDraft>(`apply ${order.id} ${line.id}`, EMPTY_TERMS);
  const opening = useOpenClaim();
  const send = async (terms: TermsInput) => {
    const claim = await opening.submit({ order_id: order.id, line_id: line.id, terms });
    if (!claim) return;
    draft.clear();
    notify(words.sent);
    navigate(`/claims/${claim.id}`);
  };
  return (
    <Card>
      <TermsForm
        asking={asking}
        draft={draft}
        submission={opening}
        label={words.submit}
        onSend={(terms) => void send(terms)}
      />
    </Card>
  );
}

/** What is applied for on a line of which everything is known; or why nothing can be. */
function LineApplication({ order, line, asking, claims }: ApplicationProps & { claims: readonly Claim[] }): ReactNode {
  const { apply: words } = useWords('buyer');
  const { refusals } = useNames();
  const live = claims.find(({ ended_at: endedAt }) => endedAt === null);
  const refused = whyNotApply(asking);
  if (live) {
    return (
      <Alert tone="warm" title={words.liveClaim}>
        <div>
          <LinkButton href={`/claims/${live.id}`} small>
            {words.toClaim}
          </LinkButton>
        </div>
      </Alert>
    );
  }
  if (refused)
    return (
      <Alert tone="warm" title={words.notApplicable}>
        <p>{refusals[refused]}</p>
      </Alert>
    );
  if (remedyChoices(asking).length === 0)
    return (
      <EmptyState title={words.notApplicable}>
        <p>{words.noReasons}</p>
      </EmptyState>
    );
  return <Application order={order} line={line} asking={asking} />;
}

/** 申请退款: for one order line, what may be asked of it and what is. */
export function ApplyPage({ params: { orderId = '', lineId = '' } }: PageProps): ReactNode {
  const { apply: words } = useWords('buyer');
  const order = useOrder(orderId);
  const claims = useOwnClaims();
  const policy = useCurrentPolicy();
  const now = useServerNow(60_000);
  const error = order.error ?? claims.error ?? policy.error;
  const line = order.data?.lines.find(({ id }) => id === lineId);
  if ((order.error instanceof ApiProblem && order.error.status === 404) || (order.data && !line)) return <NotFound />;
  const retry = () => void Promise.all([order.refetch(), claims.refetch(), policy.refetch()]);
  return (
    <div className="terms-page">
      <h1>{words.title}</h1>
      <ProblemAlert problem={error} onRetry={retry} />
      {order.data && line && (
        <Card>
          <GoodsRow line={line} currency={order.data.currency} />
        </Card>
      )}
      {order.data && line && claims.data && policy.data && (
        <LineApplication
          order={order.data}
          line={line}
          asking={askingOf(lineOf({ order: order.data, line, claims: claims.data }), policy.data, now)}
          claims={claimsOnLine(claims.data, { order_id: order.data.id, line_id: line.id })}
        />
      )}
      {!error && !(order.data && claims.data && policy.data) && <PageSkeleton blocks={3} />}
    </div>
  );
}
