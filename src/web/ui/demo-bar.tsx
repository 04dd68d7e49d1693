import { type ReactNode, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useCast } from '../api/cast.ts';
import { useClaim } from '../api/claims.ts';
import { type Advance, advanceClock } from '../api/sandbox.ts';
import { useSubmission } from '../api/submission.ts';
import { formatShort } from '../format/time.ts';
import { useLocale } from '../language/locale.ts';
import { useNames, useWords } from '../language/words.ts';
import { useServerNow } from '../session/server-clock.ts';
import { useSession, type Viewer } from '../session/session.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import './demo-bar.css';

const CLAIM_PAGE = /^\/(?:seller\/|desk\/)?claims\/(?<id>clm_\w+)/;

interface ToolProps {
  readonly busy: boolean;
  readonly onAdvance: (how: Advance) => void;
}

function Tool({ busy, onPress, children }: { busy: boolean; onPress: () => void; children: ReactNode }): ReactNode {
  return (
    <button type="button" aria-busy={busy} onClick={onPress}>
      {children}
    </button>
  );
}

/** Only where the claim waits for something. */
function NextDeadline({ claimId, busy, onAdvance }: ToolProps & { readonly claimId: string }): ReactNode {
  const { bar } = useWords('demo');
  const { data: claim } = useClaim(claimId);
  if (!claim?.deadline) return null;
  return (
    <Tool busy={busy} onPress={() => onAdvance({ to_next_deadline: claimId })}>
      {bar.deadline}
    </Tool>
  );
}

function Clock(): ReactNode {
  const { bar } = useWords('demo');
  const locale = useLocale();
  const now = useServerNow(1000);
  return (
    <span className="demo-clock">
      <Icon name="clock" size={18} />
      <span className="unseen">{bar.clock}</span>
      <time className="number" dateTime={new Date(now).toISOString()}>
        {formatShort(locale, now, now)}
      </time>
    </span>
  );
}

function Who({ viewer }: { viewer: Viewer }): ReactNode {
  const { bar } = useWords('demo');
  const { roles } = useNames();
  const { data: cast } = useCast();
  const person = cast?.people.find(({ role, id }) => role === viewer.role && id === viewer.id);
  return (
    <span className="demo-who">
      {person && <Avatar small name={person.name} colour={person.colour} />}
      <span className="unseen">{bar.who}</span>
      <span>
        {roles[viewer.role]} <strong>{person?.name ?? viewer.id}</strong>
      </span>
    </span>
  );
}

function Bar({ viewer, path }: { viewer: Viewer; path: string }): ReactNode {
  const { bar } = useWords('demo');
  // On a wide screen everything is shown in any case.
  const [isOpen, setOpen] = useState(false);
  const { submit, busy, problem } = useSubmission(advanceClock);
  const onAdvance = (how: Advance) => void submit(how);
  const claimId = CLAIM_PAGE.exec(path)?.groups?.id;
  return (
    <aside className={isOpen ? 'demo-bar open' : 'demo-bar'} aria-label={bar.name}>
      <div className="demo-row">
        <Who viewer={viewer} />
        <div className="demo-tools">
          <Link href="/">{bar.change}</Link>
          <Clock />
          <Tool busy={busy} onPress={() => onAdvance({ by: 'PT1H' })}>
            {bar.hour}
          </Tool>
          <Tool busy={busy} onPress={() => onAdvance({ by: 'PT24H' })}>
            {bar.day}
          </Tool>
          {claimId !== undefined && <NextDeadline claimId={claimId} busy={busy} onAdvance={onAdvance} />}
        </div>
        <button
          type="button"
          className="demo-toggle"
          aria-expanded={isOpen}
          aria-label={isOpen ? bar.collapse : bar.expand}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name="chevron" size={20} />
        </button>
      </div>
      {problem && (
        <div className="demo-problem">
          <ProblemAlert problem={problem} />
        </div>
      )}
    </aside>
  );
}

/** Who a visitor of the demo is, and its clock, on every page but the one where they choose. */
export function DemoBar(): ReactNode {
  const viewer = useSession()?.viewer;
  const [path] = useLocation();
  return viewer && path !== '/' ? <Bar viewer={viewer} path={path} /> : null;
}
