import { type ReactNode, useState } from 'react';
import type { Party } from '../../../domain/claim.ts';
import type { Reason } from '../../../domain/policy.ts';
import { usePolicy } from '../../api/policies.ts';
import type { Claim, ClaimEvent } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { ActionButton, actionOf } from '../../ui/action-button.tsx';
import { Alert } from '../../ui/alert.tsx';
import { Card } from '../../ui/card.tsx';
import { EvidenceList } from '../../ui/evidence-list.tsx';
import { When } from '../../ui/when.tsx';
import { Checklist } from './checklist.tsx';
import { dataOf, textOf } from './event-data.ts';
import { PlainDialog } from './plain-dialog.tsx';
import { StatementDialog } from './statement-dialog.tsx';

function useReason(claim: Claim): Reason | undefined {
  const { data: policy } = usePolicy(claim.policy);
  return policy?.reasons.find(({ code }) => code === claim.terms.reason);
}

/** What the mediator asked of the buyer and the buyer has not yet answered (R43). */
function askedOf(events: readonly ClaimEvent[]): ClaimEvent | null {
  const last = events.findLast((event) => event.type === 'evidence.required' && dataOf(event).from === 'buyer');
  const over = events.findLast(
    ({ type }) => type === 'evidence.closed' || type === 'review.resumed' || type === 'evidence.finished',
  );
  return last && (!over || over.version < last.version) ? last : null;
}

function Asked({ events }: { events: readonly ClaimEvent[] }): ReactNode {
  const { evidence: words } = useWords('buyer');
  const asked = askedOf(events);
  if (!asked) return null;
  return (
    <Alert tone="urgent" title={words.asked}>
      <p className="said">{textOf(asked, 'words')}</p>
      <p className="quiet">
        <When at={asked.at} />
      </p>
    </Alert>
  );
}

function Side({ claim, party }: { claim: Claim; party: Party }): ReactNode {
  const { evidence: words } = useWords('buyer');
  const shown = claim.intervention?.evidence.filter((one) => one.party === party) ?? [];
  const none = party === 'buyer' ? words.noneYours : words.noneTheirs;
  return (
    <section className="stack">
      <h3>{party === 'buyer' ? words.yours : words.theirs}</h3>
      {shown.length > 0 ? <EvidenceList evidence={shown} /> : <p className="quiet">{none}</p>}
    </section>
  );
}

/** R40–R43: what both sides have shown, what should be shown for this reason, and the ways to show it. */
export function EvidenceCard({ claim, events }: { claim: Claim; events: readonly ClaimEvent[] }): ReactNode {
  const { evidence: words } = useWords('buyer');
  const reason = useReason(claim);
  const [open, setOpen] = useState<'submit' | 'finish' | null>(null);
  if (!claim.intervention) return null;
  const canShow = actionOf(claim, 'submit_evidence') !== undefined;
  const checklist = reason && <Checklist title={words.checklist} items={reason.evidence.buyer} />;
  return (
    <Card title={words.title}>
      <div className="stack">
        <Asked events={events} />
        {canShow && reason && <p>{words.burden[reason.burden[0] ?? 'none']}</p>}
        {canShow && checklist}
        {canShow && (
          <div className="button-pair">
            {actionOf(claim, 'finish_evidence') && (
              <ActionButton claim={claim} command="finish_evidence" onPress={() => setOpen('finish')} />
            )}
            <ActionButton claim={claim} command="submit_evidence" tone="primary" onPress={() => setOpen('submit')} />
          </div>
        )}
        <Side claim={claim} party="buyer" />
        <Side claim={claim} party="seller" />
        {canShow && reason && reason.evidence.seller.length > 0 && (
          <details className="more">
            <summary>{words.sellerChecklist}</summary>
            <Checklist title={words.sellerChecklist} items={reason.evidence.seller} />
          </details>
        )}
      </div>
      {open === 'submit' && (
        <StatementDialog claim={claim} command="submit_evidence" onClose={() => setOpen(null)}>
          {checklist}
        </StatementDialog>
      )}
      {open === 'finish' && <PlainDialog claim={claim} command="finish_evidence" onClose={() => setOpen(null)} />}
    </Card>
  );
}
