import { type ReactNode, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { changePassword } from '../../api/account.ts';
import { type Own, signOut, useOwn, wear } from '../../api/staff-session.ts';
import { useSubmission } from '../../api/submission.ts';
import { useNames, useWords } from '../../language/words.ts';
import { useViewer } from '../../session/session.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { ChoiceField } from '../../ui/field.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { PageSkeleton } from '../../ui/states.tsx';
import { homeOf } from './home.ts';
import { NewPasswordField, PasswordField } from './password-field.tsx';
import { SecondFactorCard } from './second-factor.tsx';
import { SessionsCard } from './sessions.tsx';
import './identity.css';

function PasswordCard(): ReactNode {
  const { account: words } = useWords('identity');
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const { submit, busy, problem, fieldErrors } = useSubmission(changePassword);
  const send = async () => {
    if (!(await submit({ current, password }))) return;
    setCurrent('');
    setPassword('');
    notify(words.changed);
  };
  return (
    <Card title={words.passwordTitle}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <PasswordField label={words.current} value={current} onChange={setCurrent} error={fieldErrors.current} />
        <NewPasswordField label={words.next} value={password} onChange={setPassword} error={fieldErrors.password} />
        <ProblemAlert problem={problem} />
        <div>
          <Button type="submit" busy={busy}>
            {words.change}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Hats({ own }: { own: Own }): ReactNode {
  const { account: words } = useWords('identity');
  const { roles } = useNames();
  const viewer = useViewer();
  const current = own.roles.find((role) => role === viewer.role) ?? null;
  const choices = own.roles.map((value) => ({ value, label: roles[value] }));
  if (choices.length < 2) {
    return <Facts rows={[[words.roles, own.roles.map((role) => roles[role]).join(' · ')]]} />;
  }
  return <ChoiceField label={words.hat} choices={choices} value={current} onChange={wear} />;
}

function Welcome(): ReactNode {
  const { account: words } = useWords('identity');
  const isNew = useSearch().split('&').includes('welcome');
  if (!isNew) return null;
  return (
    <Alert tone="good" title={words.welcome}>
      <p>{words.welcomeText}</p>
    </Alert>
  );
}

function Head({ own }: { own: Own }): ReactNode {
  const { account: words } = useWords('identity');
  const viewer = useViewer();
  const [, navigate] = useLocation();
  const { submit, busy } = useSubmission(signOut);
  const leave = async () => {
    await submit('here');
    navigate('/sign-in', { replace: true });
  };
  return (
    <Card title={own.name} aside={<span className="quiet">{own.email}</span>}>
      <div className="stack">
        <Hats own={own} />
        <div className="row">
          <LinkButton tone="primary" href={homeOf(viewer.role)}>
            {words.toWork}
          </LinkButton>
          <Button busy={busy} onClick={() => void leave()}>
            {words.signOut}
          </Button>
        </div>
      </div>
    </Card>
  );
}

/** What somebody of the staff keeps in order about how they sign in. */
export function AccountPage(): ReactNode {
  const { account: words } = useWords('identity');
  const { data: own, error, refetch } = useOwn();
  return (
    <div className="identity wide">
      <h1>{words.title}</h1>
      <Welcome />
      {!own && (error ? <ProblemAlert problem={error} onRetry={() => void refetch()} /> : <PageSkeleton />)}
      {own && <Head own={own} />}
      {own?.has_password && <SecondFactorCard own={own} />}
      {own?.has_password && <PasswordCard />}
      {own?.has_password === false && <p className="quiet">{words.noPassword}</p>}
      {own && <SessionsCard />}
    </div>
  );
}
