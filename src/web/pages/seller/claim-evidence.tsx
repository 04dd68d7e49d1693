import { type ReactNode, useState } from 'react';
import type { Party } from '../../../domain/claim.ts';
import type { ChecklistItem, Reason } from '../../../domain/policy.ts';
import { usePolicy } from '../../api/policies.ts';
import type { Claim, ClaimEvent } from '../../api/shapes.ts';
import { useLocale } from '../../language/locale.ts';
import { useWords } from '../../language/words.ts';
import { ActionButton, actionOf } from '../../ui/action-button.tsx';
import { Alert } from '../../ui/alert.tsx';
import { Card } from '../../ui/card.tsx';
import { EvidenceList } from '../../ui/evidence-list.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Tag } from '../../ui/tag.tsx';
import { When } from '../../ui/when.tsx';
import { dataOf, textOf } from '../buyer/event-data.ts';
import '../buyer/checklist.css';
import { PlainDialog, StatementDialog } from './dialogs.tsx';

function useReason(claim: Claim): Reason | undefined {
  const { data: policy } = usePolicy(claim.policy);
  return policy?.reasons.find(({ code }) => code === claim.terms.reason);
}

/** What the policy says should be shown for a reason (R14). */
function Checklist({ title, items }: { title: string; items: readonly ChecklistItem[] }): ReactNode {
  const { evidence: words } = useWords('seller');
  const locale = useLocale();
  if (items.length === 0) return null;
  return (
    <div className="checklist">
      <p className="checklist-title">{title}</p>
      <ul>
        {items.map(({ code, labels, required }) => (
          <li key={code}>
            <Icon name="check" size={16} />
            <span>{labels[locale]}</span>
            <Tag tone={required ? 'warm' : 'plain'}>{required ? words.required : words.optional}</Tag>
          </li>
        ))}
      </ul>
    </div>
  );
}

const ANSWERS: readonly string[] = ['evidence.closed', 'review.resumed', 'evidence.finished'];

/** What the mediator asked of the seller and the seller has not yet answered (R43). */
function Asked({ events }: { events: readonly ClaimEvent[] }): ReactNode {
  const { evidence: words } = useWords('seller');
  const asked = events.findLast((event) => event.type === 'evidence.required' && dataOf(event).from === 'seller');
  const answered = events.findLast(({ type }) => ANSWERS.includes(type));
  if (!asked || (answered && answered.version > asked.version)) return null;
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
  const { evidence: words } = useWords('seller');
  const shown = claim.intervention?.evidence.filter((one) => one.party === party) ?? [];
  const none = party === 'seller' ? words.noneYours : words.noneTheirs;
  return (
    <section className="stack">
      <h3>{party === 'seller' ? words.yours : words.theirs}</h3>
      {shown.length > 0 ? <EvidenceList evidence={shown} /> : <p className="quiet">{none}</p>}
    </section>
  );
}

interface CardProps {
  readonly claim: Claim;
  readonly events: readonly ClaimEvent[];
}

/** The ways to show evidence, and what should be shown for this reason. */
function Showing({ claim, reason }: { claim: Claim; reason: Reason | undefined }): ReactNode {
  const { evidence: words } = useWords('seller');
  const [open, setOpen] = useState<'submit' | 'finish' | null>(null);
  if (!actionOf(claim, 'submit_evidence')) return null;
  const checklist = reason && <Checklist title={words.checklist} items={reason.evidence.seller} />;
  return (
    <>
      {reason && <p>{words.burden[reason.burden[0] ?? 'none']}</p>}
      {checklist}
      <div className="button-pair">
        {actionOf(claim, 'finish_evidence') && (
          <ActionButton claim={claim} command="finish_evidence" onPress={() => setOpen('finish')} />
        )}
        <ActionButton claim={claim} command="submit_evidence" tone="primary" onPress={() => setOpen('submit')} />
      </div>
      {open === 'submit' && (
        <StatementDialog claim={claim} command="submit_evidence" onClose={() => setOpen(null)}>
          {checklist}
        </StatementDialog>
      )}
      {open === 'finish' && <PlainDialog claim={claim} command="finish_evidence" onClose={() => setOpen(null)} />}
    </>
  );
}

/** R40–R43: what both sides have shown and should show. */
export function EvidenceCard({ claim, events }: CardProps): ReactNode {
  const { evidence: words } = useWords('seller');
  const reason = useReason(claim);
  if (!claim.intervention) return null;
  const canShow = actionOf(claim, 'submit_evidence') !== undefined;
  return (
    <Card title={words.title}>
      <div className="stack">
        <Asked events={events} />
        <Showing claim={claim} reason={reason} />
        <div className="evidence-sides">
          <Side claim={claim} party="seller" />
          <Side claim={claim} party="buyer" />
        </div>
        {canShow && reason && reason.evidence.buyer.length > 0 && (
          <details className="more">
            <summary>{words.buyerChecklist}</summary>
            <Checklist title={words.buyerChecklist} items={reason.evidence.buyer} />
          </details>
        )}
      </div>
    </Card>
  );
}
