import { type ReactNode, useState } from 'react';
import { confirmFactor, type Offer, offerFactor, removeFactor, renewCodes } from '../../api/account.ts';
import type { Own } from '../../api/staff-session.ts';
import { useSubmission } from '../../api/submission.ts';
import { useWords } from '../../language/words.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { TextField } from '../../ui/field.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Tag } from '../../ui/tag.tsx';
import { PasswordField } from './password-field.tsx';

interface ProveProps<T> {
  readonly send: (proof: { readonly password: string }) => Promise<T>;
  readonly onDone: (value: T) => void;
  readonly label: string;
  readonly onCancel: () => void;
}

/** Asks for the password before something that whoever sits down at an open browser must not do. */
function Prove<T>({ send, onDone, label, onCancel }: ProveProps<T>): ReactNode {
  const { factor: words } = useWords('identity');
  const common = useWords('common');
  const [password, setPassword] = useState('');
  const { submit, busy, problem, fieldErrors } = useSubmission(send);
  const prove = async () => {
    const value = await submit({ password });
    if (value !== null) onDone(value);
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void prove();
      }}
    >
      <PasswordField
        label={words.confirmPassword}
        value={password}
        onChange={setPassword}
        error={fieldErrors.password}
      />
      <ProblemAlert problem={problem} />
      <div className="row">
        <Button tone="primary" type="submit" busy={busy}>
          {label}
        </Button>
        <Button onClick={onCancel}>{common.cancel}</Button>
      </div>
    </form>
  );
}

interface ConfirmProps {
  readonly offer: Offer;
  readonly onDone: (codes: readonly string[]) => void;
  readonly onCancel: () => void;
}

function Confirm({ offer, onDone, onCancel }: ConfirmProps): ReactNode {
  const { factor: words } = useWords('identity');
  const common = useWords('common');
  const [code, setCode] = useState('');
  const { submit, busy, problem, fieldErrors } = useSubmission(confirmFactor);
  const confirm = async () => {
    const codes = await submit({ code: code.replace(/\s/g, '') });
    if (codes) onDone(codes);
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      <p>{words.scan}</p>
      <img
        className="identity-qr"
        alt={words.qr}
        width={196}
        height={196}
        src={`data:image/svg+xml,${encodeURIComponent(offer.qr)}`}
      />
      <details>
        <summary>{words.manual}</summary>
        <p className="identity-secret">{offer.secret.replace(/.{4}(?!$)/g, '$& ')}</p>
      </details>
      <TextField
        label={words.code}
        hint={words.enter}
        value={code}
        onChange={setCode}
        error={fieldErrors.code}
        inputMode="numeric"
        autoComplete="one-time-code"
      />
      <ProblemAlert problem={problem} />
      <div className="row">
        <Button tone="primary" type="submit" busy={busy}>
          {words.confirm}
        </Button>
        <Button onClick={onCancel}>{common.cancel}</Button>
      </div>
    </form>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }): ReactNode {
  const { factor: words } = useWords('identity');
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'));
    notify(words.copied);
  };
  return (
    <div className="stack">
      <Alert tone="warm" title={words.codesTitle} announced>
        <p>{words.codesText}</p>
      </Alert>
      <ul className="identity-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="row">
        <Button tone="primary" onClick={onDone}>
          {words.saved}
        </Button>
        <Button onClick={() => void copy()}>{words.copy}</Button>
      </div>
    </div>
  );
}

type Step =
  | { readonly at: 'rest' | 'begin' | 'renew' | 'remove' }
  | { readonly at: 'confirm'; readonly offer: Offer }
  | { readonly at: 'codes'; readonly codes: readonly string[] };

const REST: Step = { at: 'rest' };

function Rest({ own, go }: { own: Own; go: (step: Step) => void }): ReactNode {
  const { factor: words } = useWords('identity');
  if (!own.second_factor) {
    return (
      <div className="stack">
        <p className="quiet">{words.why}</p>
        <div>
          <Button tone="primary" onClick={() => go({ at: 'begin' })}>
            {words.begin}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="stack">
      <p className="quiet">{words.left(own.recovery_codes)}</p>
      <div className="row">
        <Button onClick={() => go({ at: 'renew' })}>{words.renew}</Button>
        <Button tone="danger" onClick={() => go({ at: 'remove' })}>
          {words.remove}
        </Button>
      </div>
    </div>
  );
}

function CurrentStep({ own }: { own: Own }): ReactNode {
  const { factor: words } = useWords('identity');
  const [step, go] = useState<Step>(REST);
  const rest = () => go(REST);
  const show = (codes: readonly string[]) => go({ at: 'codes', codes });
  switch (step.at) {
    case 'rest':
      return <Rest own={own} go={go} />;
    case 'begin':
      return (
        <Prove
          send={offerFactor}
          onDone={(offer) => go({ at: 'confirm', offer })}
          label={words.proceed}
          onCancel={rest}
        />
      );
    case 'confirm':
      return <Confirm offer={step.offer} onDone={show} onCancel={rest} />;
    case 'renew':
      return <Prove send={renewCodes} onDone={show} label={words.renew} onCancel={rest} />;
    case 'remove':
      return (
        <Prove
          send={removeFactor}
          onDone={() => {
            notify(words.removed);
            rest();
          }}
          label={words.remove}
          onCancel={rest}
        />
      );
    case 'codes':
      return <RecoveryCodes codes={step.codes} onDone={rest} />;
  }
}

export function SecondFactorCard({ own }: { own: Own }): ReactNode {
  const { factor: words } = useWords('identity');
  const state = own.second_factor ? <Tag tone="good">{words.on}</Tag> : <Tag tone="warm">{words.off}</Tag>;
  return (
    <Card title={words.title} aside={state}>
      <CurrentStep own={own} />
    </Card>
  );
}
