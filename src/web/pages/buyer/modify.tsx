import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useClaim } from '../../api/claims.ts';
import { useCommand } from '../../api/commands.ts';
import { useOrder } from '../../api/orders.ts';
import { usePolicy } from '../../api/policies.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useOwnClaims } from '../../api/purchases.ts';
import type { Claim, TermsInput } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { useServerNow } from '../../session/server-clock.ts';
import { actionOf, unavailableOf, WhyNot } from '../../ui/action-button.tsx';
import { Alert } from '../../ui/alert.tsx';
import { Card } from '../../ui/card.tsx';
import { useDraft } from '../../ui/draft.ts';
import { Icon } from '../../ui/icon.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { NotFound, PageSkeleton } from '../../ui/states.tsx';
import type { PageProps } from '../page.ts';
import { GoodsRow } from './goods-row.tsx';
import { draftOf, type TermsDraft } from './terms-draft.ts';
import { TermsForm } from './terms-form.tsx';
import { type Asking, lineOf } from './terms-options.ts';

function Change({ claim, asking }: { claim: Claim; asking: Asking }): ReactNode {
  const { apply: words } = useWords('buyer');
  const [, navigate] = useLocation();
  // Terms that were changed meanwhile, by a proposal or in another window, begin a draft of their own.
  const draft = useDraft<TermsDraft>(`modify ${claim.id} ${claim.terms_version}`, draftOf(claim.terms, claim.currency));
  const command = useCommand(claim, 'modify_terms');
  const send = async (terms: TermsInput) => {
    if (!(await command.submit({ terms }))) return;
    draft.clear();
    notify(words.changed);
    navigate(`/claims/${claim.id}`);
  };
  return (
    <>
      <Alert tone="warm">
        <p>{claim.refusal ? words.voids : words.restarts}</p>
      </Alert>
      <Card>
        <TermsForm
          asking={asking}
          draft={draft}
          submission={command}
          label={words.submitChange}
          onSend={(terms) => void send(terms)}
        />
      </Card>
    </>
  );
}

function ClaimChange({ claim }: { claim: Claim }): ReactNode {
  const { apply: words } = useWords('buyer');
  const order = useOrder(claim.order_id);
  const claims = useOwnClaims();
  const policy = usePolicy(claim.policy);
  const now = useServerNow(60_000);
  const error = order.error ?? claims.error ?? policy.error;
  const line = order.data?.lines.find(({ id }) => id === claim.line_id);
  const why = unavailableOf(claim, 'modify_terms');
  if (error)
    return (
      <ProblemAlert
        problem={error}
        onRetry={() => void Promise.all([order.refetch(), claims.refetch(), policy.refetch()])}
      />
    );
  if (!order.data || !line || !claims.data || !policy.data) return <PageSkeleton blocks={3} />;
  const asking = {
    line: lineOf({ order: order.data, line, claims: claims.data, changing: claim }),
    phase: claim.phase,
    policy: policy.data,
    now,
  };
  return (
    <>
      <Card>
        <GoodsRow line={line} currency={claim.currency} />
      </Card>
      {actionOf(claim, 'modify_terms') && <Change key={claim.terms_version} claim={claim} asking={asking} />}
      {why && (
        <Alert tone="warm" title={words.notNow}>
          <WhyNot reason={why} />
        </Alert>
      )}
    </>
  );
}

/** 修改申请: R15, and what a modification does to a refusal (R31). */
export function ModifyPage({ params: { id = '' } }: PageProps): ReactNode {
  const { apply: words } = useWords('buyer');
  const { data: claim, error, refetch } = useClaim(id);
  if (!claim && error instanceof ApiProblem && error.status === 404) return <NotFound />;
  return (
    <div className="terms-page">
      <Link href={`/claims/${id}`} className="back-link">
        <Icon name="back" size={18} />
        {words.backToClaim}
      </Link>
      <h1>{words.modifyTitle}</h1>
      {claim ? (
        <ClaimChange claim={claim} />
      ) : error ? (
        <ProblemAlert problem={error} onRetry={() => void refetch()} />
      ) : (
        <PageSkeleton />
      )}
    </div>
  );
}
