import { type ReactNode, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useClaim, useClaimEvents } from '../../api/claims.ts';
import { useReadOnView } from '../../api/inbox.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { Claim } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { useViewer } from '../../session/session.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CaseFileCard } from '../../ui/case-file.tsx';
import { ClaimStatusTag } from '../../ui/claim-status-tag.tsx';
import { Countdown, DeadlineWhy } from '../../ui/countdown.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { NotFound, PageSkeleton } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { When } from '../../ui/when.tsx';
import type { PageProps } from '../page.ts';
import { AppealPanel } from './appeal-panel.tsx';
import { BurdenCard, OrderFacts, TermsFacts } from './claim-facts.tsx';
import { ClaimViewers } from './claim-viewers.tsx';
import { DeskMessages } from './desk-messages.tsx';
import { EarlierClaims } from './earlier-claims.tsx';
import { EvidenceBoard } from './evidence-board.tsx';
import { NotesCard } from './notes-card.tsx';
import { ApprovalCard, IssuedRuling } from './ruling-card.tsx';
import { RulingForm } from './ruling-form.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import { useShortcuts } from './shortcuts.ts';
import { StaffActions } from './staff-actions.tsx';
import './desk.css';
import './workbench.css';

/** R44: when the review is expected to end and when it must, and what comes next. */
function Limits({ claim }: { claim: Claim }): ReactNode {
  const { claim: words } = useWords('mediator');
  const { deadlines } = useNames();
  const { intervention, deadline } = claim;
  return (
    <div className="desk-limits">
      {intervention?.ended === null && intervention.expected_at && intervention.due_at && (
        <p>
          {words.review}: {words.expected} <When at={intervention.expected_at} /> · {words.due}{' '}
          <b>
            <When at={intervention.due_at} />
          </b>
          {intervention.provisional && <span className="quiet"> {words.provisional}</span>}
        </p>
      )}
      {deadline && (
        <>
          <p>
            <Countdown at={deadline.at} /> <span className="quiet">{deadlines[deadline.then]}</span>
          </p>
          <DeadlineWhy deadline={deadline} />
        </>
      )}
    </div>
  );
}

function Head({ claim, onHelp }: { claim: Claim; onHelp: () => void }): ReactNode {
  const { claim: words, queue } = useWords('mediator');
  const { roles } = useNames();
  const viewer = useViewer();
  const { intervention } = claim;
  const owner = intervention?.owner;
  return (
    <header className="desk-claim-head">
      <div className="desk-head">
        <h1>{words.heading(claim.order_id)}</h1>
        <div className="row">
          <Button tone="quiet" small onClick={onHelp}>
            {queue.shortcuts} <kbd>?</kbd>
          </Button>
          {viewer.role !== 'operator' && <Link href="/desk/queue">{words.backToQueue}</Link>}
        </div>
      </div>
      <div className="row">
        <ClaimStatusTag claim={claim} />
        {intervention && (
          <>
            <Tag tone={intervention.level === 2 ? 'warm' : 'plain'}>
              {intervention.level === 2 ? words.level2 : words.level1}
            </Tag>
            {intervention.overdue && <Tag tone="urgent">{words.overdue}</Tag>}
            <span>
              {words.owner}: <b>{owner ? `${roles[owner.role]} ${owner.id ?? ''}` : words.nobody}</b>
            </span>
          </>
        )}
        {claim.suspended && (
          <span>
            {words.suspendedUntil} <When at={claim.suspended.until} as="full" />
          </span>
        )}
      </div>
      <ClaimViewers claim={claim} />
      <Limits claim={claim} />
    </header>
  );
}

/** R46: whom to call, for as long as there is something to talk about. */
function Calls({ claim }: { claim: Claim }): ReactNode {
  const { claim: words, dialogs } = useWords('mediator');
  const calls = claim.call_requests ?? [];
  if (calls.length === 0) return null;
  return (
    <Alert title={words.calls}>
      <ul>
        {calls.map(({ party, phone, at }) => (
          <li key={`${party} ${at}`}>
            {dialogs.to[party]}: <a href={`tel:${phone}`}>{phone}</a> · <When at={at} />
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function History({ claim }: { claim: Claim }): ReactNode {
  const { timeline: words } = useWords('common');
  const { data: events, error, refetch } = useClaimEvents(claim.id);
  return (
    <Card title={words.title}>
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {events && <Timeline events={events} claim={claim} />}
    </Card>
  );
}

function goTo(id: string): void {
  const heading = document.getElementById(id);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus();
}

function Claimed({ claim }: { claim: Claim }): ReactNode {
  const { keys } = useWords('mediator');
  const [, navigate] = useLocation();
  const [helping, setHelping] = useState(false);
  const { data: events = [] } = useClaimEvents(claim.id);
  useShortcuts({
    e: () => goTo('desk-evidence'),
    r: () => goTo('desk-ruling'),
    n: () => goTo('desk-notes'),
    m: () => document.querySelector<HTMLElement>('#desk-message textarea')?.focus(),
    u: () => navigate('/desk/queue'),
    '?': () => setHelping(true),
  });
  return (
    <div className="stack">
      <Head claim={claim} onHelp={() => setHelping(true)} />
      <Calls claim={claim} />
      <div className="desk-claim">
        <div className="stack">
          <StaffActions claim={claim} />
          <EvidenceBoard claim={claim} />
          <ApprovalCard claim={claim} />
          <RulingForm claim={claim} />
          <IssuedRuling claim={claim} />
          <AppealPanel claim={claim} events={events} />
          <DeskMessages claim={claim} />
        </div>
        <div className="stack">
          <NotesCard claim={claim} />
          <TermsFacts claim={claim} />
          <BurdenCard claim={claim} />
          <OrderFacts claim={claim} />
          <EarlierClaims claim={claim} />
          <CaseFileCard claim={claim} />
          <History claim={claim} />
        </div>
      </div>
      {helping && (
        <ShortcutHelp
          onClose={() => setHelping(false)}
          rows={[
            ['e', keys.evidence],
            ['r', keys.ruling],
            ['n', keys.note],
            ['m', keys.message],
            ['t', keys.take],
            ['l', keys.release],
            ['a', keys.assign],
            ['d', keys.require],
            ['c', keys.call],
            ['x', keys.escalate],
            ['s', keys.suspend],
            ['u', keys.back],
            ['+ - 0', keys.zoom],
            ['r R', keys.rotate],
            ['p n', keys.files],
            ['?', keys.help],
          ]}
        />
      )}
    </div>
  );
}

/** A claim as staff see it: what both sides have shown, what the rules ask, and the ruling. */
export function DeskClaimPage({ params: { id = '' } }: PageProps): ReactNode {
  const { data: claim, error, refetch } = useClaim(id);
  useReadOnView({ id });
  if (!claim && error instanceof ApiProblem && error.status === 404) return <NotFound />;
  if (!claim)
    return error ? <ProblemAlert problem={error} onRetry={() => void refetch()} /> : <PageSkeleton blocks={4} />;
  return <Claimed key={claim.id} claim={claim} />;
}
