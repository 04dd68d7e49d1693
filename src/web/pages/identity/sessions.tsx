import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { type OwnSession, revokeOwn, useOwnSessions } from '../../api/account.ts';
import { signOut } from '../../api/staff-session.ts';
import { useSubmission } from '../../api/submission.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { PageSkeleton } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { When } from '../../ui/when.tsx';

/** In the order in which they have to be asked for: each also says that it is most of those after it. */
const BROWSERS = [
  ['Edg/', 'Edge'],
  ['MicroMessenger', 'WeChat'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** `Chrome · Windows`; null where neither is known. */
function browserName(userAgent: string): string | null {
  const named = [BROWSERS, SYSTEMS].flatMap((list) => list.find(([mark]) => userAgent.includes(mark))?.[1] ?? []);
  return named.length === 0 ? null : named.join(' · ');
}

function SessionRow({ session }: { session: OwnSession }): ReactNode {
  const { sessions: words } = useWords('identity');
  const { submit, busy, problem } = useSubmission(revokeOwn);
  const name = browserName(session.browser) ?? words.unknown;
  const revoke = async () => {
    if (await submit(session.id)) notify(words.revoked);
  };
  return (
    <li className="identity-session">
      <div>
        <strong>{name}</strong> <span className="quiet">{words.methods[session.method]}</span>{' '}
        {session.current && <Tag tone="good">{words.current}</Tag>}
        <p className="quiet">
          {words.since} <When at={session.created_at} /> · {words.seen} <When at={session.last_seen_at} />
        </p>
        <ProblemAlert problem={problem} />
      </div>
      {!session.current && (
        <Button small busy={busy} aria-label={words.revokeOf(name)} onClick={() => void revoke()}>
          {words.revoke}
        </Button>
      )}
    </li>
  );
}

export function SessionsCard(): ReactNode {
  const { sessions: words } = useWords('identity');
  const { data, error, refetch } = useOwnSessions();
  const [, navigate] = useLocation();
  const { submit, busy } = useSubmission(signOut);
  const leave = async () => {
    await submit('everywhere');
    navigate('/sign-in', { replace: true });
  };
  const everywhere = (
    <Button small tone="danger" busy={busy} onClick={() => void leave()}>
      {words.everywhere}
    </Button>
  );
  return (
    <Card title={words.title} aside={everywhere}>
      {!data && (error ? <ProblemAlert problem={error} onRetry={() => void refetch()} /> : <PageSkeleton blocks={1} />)}
      <ul>
        {data?.data.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
    </Card>
  );
}
