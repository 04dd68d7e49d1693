import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useClaim, useClaimEvents } from '../../api/claims.ts';
import { useReadOnView } from '../../api/inbox.ts';
import { useOrder } from '../../api/orders.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { Claim } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { Card } from '../../ui/card.tsx';
import { PartyCaseFile } from '../../ui/case-file.tsx';
import { ClaimStatusTag } from '../../ui/claim-status-tag.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Money } from '../../ui/money.tsx';
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
import { RulingCard } from './claim-ruling.tsx';
import { ShipmentsCard } from './claim-shipments.tsx';
import { RefusalCard, SettlementCard, TermsCard } from './claim-terms.tsx';
import '../buyer/claim.css';
import './claim.css';

function ClaimGoods({ claim }: { claim: Claim }): ReactNode {
  const { claim: words } = useWords('seller');
  const { data: order } = useOrder(claim.order_id);
  const line = order?.lines.find(({ id }) => id === claim.line_id);
  if (!line) return null;
  return (
    <Card title={words.goods}>
      <div className="seller-goods">
        <span className="picture">
          {line.image_url ? <img src={line.image_url} alt="" width={72} height={72} /> : <Icon name="bag" size={28} />}
        </span>
        <div>
          <p>{line.title}</p>
          <p className="quiet">{[line.sku, words.quantity(line.quantity)].filter(Boolean).join(' · ')}</p>
        </div>
        <Money amount={line.amount} currency={claim.currency} />
      </div>
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
  const { claim: words } = useWords('seller');
  const { data: events = [] } = useClaimEvents(claim.id);
  const isShowing = claim.status === 'in_intervention';
  return (
    <div className="claim-page seller-claim">
      <div className="claim-top">
        <Link href="/seller/claims" className="back-link">
          <Icon name="back" size={18} />
          {words.back}
        </Link>
        <span className="row">
          <ClaimStatusTag claim={claim} />
          <ViewerStateTag state={claim.viewer_state} />
        </span>
      </div>
      <ClaimHero claim={claim} />
      <div className="stack">
        <ProposalCard claim={claim} />
        {isShowing && <EvidenceCard claim={claim} events={events} />}
        <ClaimActions claim={claim} />
        <RulingCard claim={claim} events={events} />
        <ShipmentsCard claim={claim} />
        <RefusalCard claim={claim} />
        <SettlementCard claim={claim} />
        {!isShowing && <EvidenceCard claim={claim} events={events} />}
      </div>
      <div className="stack claim-side">
        <ClaimGoods claim={claim} />
        <TermsCard claim={claim} events={events} />
        <MoneyCard claim={claim} events={events} />
        <InterventionCard claim={claim} />
        <PartyCaseFile claim={claim} />
      </div>
      <div className="stack">
        <MessagesCard claim={claim} />
        <ClaimTimeline claim={claim} />
      </div>
    </div>
  );
}

/** A claim against the shop: where it stands, until when, what can be done about it, and how it came there. */
export function ClaimPage({ params: { id = '' } }: PageProps): ReactNode {
  const { data: claim, error, refetch } = useClaim(id);
  useReadOnView({ id });
  if (!claim && error instanceof ApiProblem && error.status === 404) return <NotFound />;
  if (!claim)
    return error ? <ProblemAlert problem={error} onRetry={() => void refetch()} /> : <PageSkeleton blocks={4} />;
  return <ClaimParts claim={claim} />;
}
