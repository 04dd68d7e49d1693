import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { type LinkSeen, lookAtLink, takeLink } from '../../api/account.ts';
import { resumeStaff } from '../../api/staff-session.ts';
import { useSubmission } from '../../api/submission.ts';
import { useLocale } from '../../language/locale.ts';
import { useWords } from '../../language/words.ts';
import { endSession } from '../../session/session.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { TextField } from '../../ui/field.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { EmptyState, PageSkeleton } from '../../ui/states.tsx';
import { NewPasswordField } from './password-field.tsx';
import './identity.css';

/** Kept beside the components, for React may begin anew while words are being fetched. */
let linkToken: string | null = null;

/** The token leaves the address at once, so that nobody copies it. */
function takeToken(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given !== null) {
    linkToken = given;
    history.replaceState(history.state, '', location.pathname);
  }
  return linkToken;
}

function useTitle({ kind, name = '' }: LinkSeen): { readonly title: string; readonly lede: string } {
  const { link: words } = useWords('identity');
  if (kind === 'setup') return { title: words.setup, lede: words.setupLede };
  if (kind === 'invitation') return { title: words.invitation(name), lede: words.invitationLede };
  return { title: words.reset(name), lede: words.resetLede };
}

function ChoosePassword({ token, seen }: { token: string; seen: LinkSeen }): ReactNode {
  const { link: words } = useWords('identity');
  const { title, lede } = useTitle(seen);
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { submit, busy, problem, fieldErrors } = useSubmission(takeLink);
  const isFirst = seen.kind === 'setup';
  const send = async () => {
    const done = await submit({ token, password, ...(isFirst ? { name: name.trim(), email: email.trim() } : {}) });
    if (!done) return;
    linkToken = null;
    endSession();
    const isIn = done.signed_in && (await resumeStaff());
    if (!isIn) notify(words.done);
    navigate(isIn ? '/account?welcome' : '/sign-in', { replace: true });
  };
  return (
    <Card title={title}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p className="quiet">{lede}</p>
        {isFirst ? (
          <>
            <TextField
              label={words.name}
              value={name}
              onChange={setName}
              error={fieldErrors.name}
              autoComplete="name"
            />
            <TextField
              label={words.email}
              value={email}
              onChange={setEmail}
              error={fieldErrors.email}
              type="email"
              autoComplete="username"
            />
          </>
        ) : (
          <>
            <Facts rows={[[words.account, seen.email]]} />
            {/* Password managers keep a password together with the name beside it. */}
            <input type="hidden" autoComplete="username" value={seen.email} readOnly />
          </>
        )}
        <NewPasswordField label={words.password} value={password} onChange={setPassword} error={fieldErrors.password} />
        <ProblemAlert problem={problem} />
        <Button tone="primary" wide type="submit" busy={busy}>
          {words.submit}
        </Button>
      </form>
    </Card>
  );
}

/** Where a set-up, invitation or reset link leads. */
export function LinkPage(): ReactNode {
  const { link: words } = useWords('identity');
  const locale = useLocale();
  const [token] = useState(takeToken);
  const { data, error } = useQuery({
    queryKey: ['link', token, locale],
    queryFn: () => lookAtLink(token ?? ''),
    enabled: token !== null,
    refetchOnWindowFocus: false,
  });
  if (token === null) {
    return (
      <EmptyState icon="lock" title={words.none}>
        <p>{words.noneText}</p>
      </EmptyState>
    );
  }
  return (
    <div className="identity">
      <ProblemAlert problem={error} />
      {!data && !error && <PageSkeleton blocks={1} />}
      {data && <ChoosePassword token={token} seen={data} />}
    </div>
  );
}
