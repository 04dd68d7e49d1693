import type { ReactNode } from 'react';
import type { Words as Names } from '../../../locales/words.ts';
import type { EventType } from '../../domain/event.ts';
import { useReasonLabels } from '../api/policies.ts';
import type { Claim, ClaimEvent } from '../api/shapes.ts';
import { useNames, useWords } from '../language/words.ts';
import { useSession } from '../session/session.ts';
import { factsOf } from './event-facts.ts';
import { FileRow } from './file-thumb.tsx';
import { Money } from './money.tsx';
import { When } from './when.tsx';
import './timeline.css';

function nameOf(type: string, { events }: Names): string {
  return Object.hasOwn(events, type) ? events[type as EventType] : type;
}

function remedyName(code: string, { remedies }: Names): string {
  return Object.hasOwn(remedies, code) ? remedies[code as keyof typeof remedies] : code;
}

function Entry({ event, claim }: { event: ClaimEvent; claim: Pick<Claim, 'currency' | 'policy'> }): ReactNode {
  const names = useNames();
  const { timeline: words } = useWords('common');
  const label = useReasonLabels(claim.policy);
  const role = useSession()?.viewer.role;
  const { words: said, files, amount, remedy, reason, tracking } = factsOf(event);
  const who = event.actor.role === role ? words.you : names.roles[event.actor.role];
  return (
    <li>
      <div className="timeline-head">
        <b>{nameOf(event.type, names)}</b>
        <span className="quiet">
          {event.actor.role !== 'system' && `${who} · `}
          <When at={event.at} />
        </span>
      </div>
      {(remedy || reason || tracking || amount !== null) && (
        <p className="quiet">
          {[remedy && remedyName(remedy, names), reason && label(reason), tracking].filter(Boolean).join(' · ')}
          {amount !== null && (
            <>
              {(remedy || reason) && ' · '}
              <Money amount={amount} currency={claim.currency} />
            </>
          )}
        </p>
      )}
      {said && <p className="timeline-said">{said}</p>}
      <FileRow files={files} />
    </li>
  );
}

interface TimelineProps {
  readonly events: readonly ClaimEvent[];
  readonly claim: Pick<Claim, 'currency' | 'policy'>;
}

/** What has happened, the latest first. */
export function Timeline({ events, claim }: TimelineProps): ReactNode {
  return (
    <ol className="timeline" reversed>
      {events.toReversed().map((event) => (
        <Entry key={event.version} event={event} claim={claim} />
      ))}
    </ol>
  );
}
