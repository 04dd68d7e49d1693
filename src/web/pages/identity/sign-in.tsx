import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { resumeStaff, signIn } from '../../api/staff-session.ts';
import { useSubmission } from '../../api/submission.ts';
import { useWords } from '../../language/words.ts';
import { currentSession } from '../../session/session.ts';
import { SETTINGS } from '../../session/settings.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { TextField } from '../../ui/field.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { homeOf, safePath } from './home.ts';
import './identity.css';

function useEntering() {
  const [, navigate] = useLocation();
  const next = safePath(new URLSearchParams(useSearch()).get('next'));
  return useCallback(() => {
    const role = currentSession()?.viewer.role;
    if (role !== undefined) navigate(next ?? homeOf(role), { replace: true });
  }, [navigate, next]);
}

/** Whoever holds a session already, as when they come back from the company's own sign-in, need not say so again. */
function useResuming(enter: () => void): void {
  useEffect(() => {
    if (currentSession()) return;
    resumeStaff().then(
      (found) => found && enter(),
      // Nobody knows; the form below says what is wrong when it is sent.
      () => undefined,
    );
  }, [enter]);
}

interface FormProps {
  readonly onSubmit: () => void;
  readonly busy: boolean;
  readonly label: string;
  readonly children: ReactNode;
}

function SignInForm({ onSubmit, busy, label, children }: FormProps): ReactNode {
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <Button tone="primary" wide type="submit" busy={busy}>
        {label}
      </Button>
    </form>
  );
}

function SignIn(): ReactNode {
  const { signIn: words } = useWords('identity');
  const enter = useEntering();
  useResuming(enter);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [wantsCode, setWantsCode] = useState(false);
  const { submit, busy, problem, fieldErrors, clear } = useSubmission(signIn);
  const send = async () => {
    const done = await submit({ email: email.trim(), password, ...(wantsCode ? { code } : {}) });
    if (done === 'in') enter();
    if (done === 'code') setWantsCode(true);
  };
  const begin = () => {
    clear();
    setWantsCode(false);
    setPassword('');
    setCode('');
  };
  if (wantsCode) {
    return (
      <Card title={words.codeTitle} aside={<span className="quiet">{email}</span>}>
        <SignInForm onSubmit={() => void send()} busy={busy} label={words.codeSubmit}>
          <TextField
            label={words.code}
            hint={words.codeHint}
            value={code}
            onChange={setCode}
            error={fieldErrors.code}
            autoComplete="one-time-code"
            autoFocus
          />
          <ProblemAlert problem={problem} />
        </SignInForm>
        <p className="identity-foot">
          <Button tone="quiet" small onClick={begin}>
            {words.other}
          </Button>
        </p>
      </Card>
    );
  }
  return (
    <Card title={words.title}>
      <SignInForm onSubmit={() => void send()} busy={busy} label={words.submit}>
        <TextField
          label={words.email}
          value={email}
          onChange={setEmail}
          error={fieldErrors.email}
          type="email"
          autoComplete="username"
        />
        <TextField
          label={words.password}
          value={password}
          onChange={setPassword}
          error={fieldErrors.password}
          type="password"
          autoComplete="current-password"
        />
        <ProblemAlert problem={problem} />
      </SignInForm>
    </Card>
  );
}

function SingleSignOn({ name }: { name: string }): ReactNode {
  const { signIn: words } = useWords('identity');
  return (
    <>
      <p className="identity-or">{words.or}</p>
      <a className="button plain wide" href="/sso/start">
        {words.sso(name)}
      </a>
    </>
  );
}

/** Where staff come in; beside it in the demo, where everybody may be anybody. */
export function SignInPage(): ReactNode {
  const { signIn: words } = useWords('identity');
  const failure = new URLSearchParams(useSearch()).get('problem');
  return (
    <div className="identity">
      <h1 className="unseen">{words.title}</h1>
      {!isSecureContext && <Alert tone="warm">{words.needsTls}</Alert>}
      {failure !== null && (
        <Alert tone="urgent" title={words.ssoFailed}>
          <p>
            {failure === 'not_admitted' || failure === 'expired'
              ? words.ssoProblems[failure]
              : words.ssoProblems.failed}
          </p>
        </Alert>
      )}
      <SignIn />
      {SETTINGS.sso !== null && <SingleSignOn name={SETTINGS.sso} />}
      <p className="quiet">{words.lede}</p>
      {SETTINGS.demo && (
        <p className="quiet">
          {words.demo} <Link href="/">{words.demoLink}</Link>
        </p>
      )}
    </div>
  );
}
