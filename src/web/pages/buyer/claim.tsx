import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useClaim, useClaimEvents } from '../../api/claims.ts';
import { useReadOnView } from '../../api/inbox.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { Claim } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { Card } from '../../ui/card.tsx';
import { PartyCaseFile } from '../../ui/case-file.tsx';
import { ClaimStatusTag } from '../../ui/claim-status-tag.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { NotFound, PageSkeleton } from '../../ui/states.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { ViewerStateTag } from '../../ui/viewer-state-tag.tsx';
import type { PageProps } from '../page.ts';
import { ClaimActions } from './claim-actions.tsx';
import { EvidenceCard } from './claim-evidence.tsx';
import { ClaimHero } from './claim-hero.tsx';
import { InterventionCard } from './claim-intervention.tsx';
import { MessagesCard } from './claim-messages.tsx';
import { MoneyCard } from './claim-money.tsx';
import { ProposalCard } from './claim-proposal.tsx';
import { ReturnCard } from './claim-return.tsx';
import { RulingCard } from './claim-ruling.tsx';
import { RefusalCard, SettlementCard, TermsCard } from './claim-terms.tsx';
import { ClaimTrap } from './claim-trap.tsx';
import { GoodsRow } from './goods-row.tsx';
import './claim.css';

function ClaimGoods({ claim }: { claim: Claim }): ReactNode {
  const { claim: words } = useWords('buyer');
  return (
    <Card title={words.goods} aside={<Link href="/orders">{words.toOrder}</Link>}>
      <GoodsRow line={claim.line} currency={claim.currency} />
    </Card>
  );
}

function ClaimTimeline({ claim }: { claim: Claim }): ReactNode {
  const { timeline: words } = useWords('common');
  const { data: events, error, refetch } = useClaimEvents(claim.id);
  return (
    <Card title={words.title}>
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {events ? <Timeline events={events} claim={claim} /> : !error && <PageSkeleton blocks={1} />}
    </Card>
  );
}

function ClaimParts({ claim }: { claim: Claim }): ReactNode {
  const { data: events = [] } = useClaimEvents(claim.id);
  const isShowing = claim.status === 'in_intervention';
  return (
    <div className="claim-page">
      <div className="claim-top">
        <ClaimStatusTag claim={claim} />
        <ViewerStateTag state={claim.viewer_state} />
      </div>
      <ClaimHero claim={claim} />
      <div className="stack">
        <ClaimTrap claim={claim} />
        <ProposalCard claim={claim} />
        {isShowing && <EvidenceCard claim={claim} events={events} />}
        <ClaimActions claim={claim} />
        <RulingCard claim={claim} events={events} />
        <ReturnCard claim={claim} />
        <RefusalCard claim={claim} />
        <SettlementCard claim={claim} />
        {!isShowing && <EvidenceCard claim={claim} events={events} />}
      </div>
      <div className="stack claim-side">
        <ClaimGoods claim={claim} />
        <MoneyCard claim={claim} events={events} />
        <InterventionCard claim={claim} />
        <TermsCard claim={claim} events={events} />
        <PartyCaseFile claim={claim} />
      </div>
      <div className="stack">
        <MessagesCard claim={claim} />
        <ClaimTimeline claim={claim} />
      </div>
    </div>
  );
}

/** A buyer's claim: where it stands, until when, what can be done about it, and how it came there. */
export function ClaimPage({ params: { id = '' } }: PageProps): ReactNode {
  const { data: claim, error, refetch } = useClaim(id);
  useReadOnView({ id });
  if (!claim && error instanceof ApiProblem && error.status === 404) return <NotFound />;
  if (!claim)
    return error ? <ProblemAlert problem={error} onRetry={() => void refetch()} /> : <PageSkeleton blocks={4} />;
  return <ClaimParts claim={claim} />;
}
