import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { Policy } from '../../../domain/policy.ts';
import { useCurrentPolicy } from '../../api/current-policy.ts';
import { checkPolicy, type PolicyVerdict, publishPolicy } from '../../api/office.ts';
import { useSubmission } from '../../api/submission.ts';
import { useWords } from '../../language/words.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/field.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import './office.css';

type Parsed = { readonly policy: Policy } | { readonly mistake: string };

function parse(text: string): Parsed {
  try {
    return { policy: JSON.parse(text) as Policy };
  } catch (error) {
    return { mistake: error instanceof Error ? error.message : '' };
  }
}

function Findings({ of: findings }: { of: PolicyVerdict['errors'] }): ReactNode {
  return (
    <ul className="stack">
      {findings.map(({ pointer, detail }) => (
        <li key={`${pointer} ${detail}`}>
          {pointer !== '' && <code>{pointer}</code>}{' '}
          <span className="office-story">{detail.replaceAll('; ', '\n→ ')}</span>
        </li>
      ))}
    </ul>
  );
}

function Verdict({ verdict }: { verdict: PolicyVerdict }): ReactNode {
  const { policies: words } = useWords('operator');
  const { valid, errors, warnings } = verdict;
  return (
    <>
      <Alert tone={valid ? 'good' : 'urgent'} announced title={valid ? words.valid : words.invalid}>
        <Findings of={errors} />
      </Alert>
      {warnings.length > 0 && (
        <Alert tone="warm" title={words.warnings}>
          <Findings of={warnings} />
        </Alert>
      )}
    </>
  );
}

/** The walk takes seconds, and nobody knows how many: the bar only says that it goes on. */
function Busy({ children }: { children: string }): ReactNode {
  return (
    <div className="office-busy" role="status">
      <p>{children}</p>
      <progress aria-label={children} />
    </div>
  );
}

function PublishDialog({ policy, onClose }: { policy: Policy; onClose: () => void }): ReactNode {
  const { policies: words } = useWords('operator');
  const common = useWords('common');
  const { submit, busy, problem } = useSubmission(publishPolicy);
  const publish = async () => {
    if (!(await submit(policy))) return;
    notify(words.published(policy.name, policy.version));
    onClose();
  };
  return (
    <Dialog title={words.publish} onClose={onClose}>
      <div className="stack">
        <p>{words.confirm(policy.name, policy.version)}</p>
        {busy && <Busy>{words.publishing}</Busy>}
        <ProblemAlert problem={problem} />
        {problem && <Findings of={problem.errors} />}
        <DialogFoot>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button tone="primary" busy={busy} onClick={() => void publish()}>
            {words.publish}
          </Button>
        </DialogFoot>
      </div>
    </Dialog>
  );
}

/** R4: a policy is walked through before it is published; one under which a claim could get stuck never is. */
export function NewPolicyPage(): ReactNode {
  const { policies: words } = useWords('operator');
  const { data: current } = useCurrentPolicy();
  const [text, setText] = useState('');
  const [verdict, setVerdict] = useState<PolicyVerdict | null>(null);
  const [mistake, setMistake] = useState<string | undefined>();
  const [publishing, setPublishing] = useState<Policy | null>(null);
  const { submit, busy, problem } = useSubmission(checkPolicy);
  const edit = (next: string) => {
    setText(next);
    setVerdict(null);
    setMistake(undefined);
  };
  const check = async () => {
    const parsed = parse(text);
    if ('mistake' in parsed) return setMistake(words.notJson(parsed.mistake));
    setVerdict(await submit(parsed.policy));
  };
  const publish = () => {
    const parsed = parse(text);
    if ('policy' in parsed) setPublishing(parsed.policy);
  };
  return (
    <div className="stack">
      <p>
        <Link href="/office/policies">{words.back}</Link>
      </p>
      <h1>{words.new}</h1>
      <div className="office-tools">
        <FormField label={words.file} optional>
          {(control) => (
            <input
              {...control}
              className="input"
              type="file"
              accept="application/json,.json"
              onChange={(event) => void event.target.files?.[0]?.text().then(edit)}
            />
          )}
        </FormField>
        {current && (
          <Button onClick={() => edit(JSON.stringify({ ...current, version: current.version + 1 }, null, 2))}>
            {words.startFrom}
          </Button>
        )}
      </div>
      <div className="office-json">
        <FormField label={words.paste} hint={words.pasteHint} error={mistake}>
          {(control) => (
            <textarea
              {...control}
              className="input"
              spellCheck={false}
              value={text}
              onChange={(event) => edit(event.target.value)}
            />
          )}
        </FormField>
      </div>
      {busy && <Busy>{words.checking}</Busy>}
      <ProblemAlert problem={problem} />
      {verdict && <Verdict verdict={verdict} />}
      <div className="row">
        <Button tone={verdict?.valid ? 'plain' : 'primary'} busy={busy} onClick={() => void check()}>
          {words.check}
        </Button>
        {verdict?.valid && (
          <Button tone="primary" onClick={publish}>
            {words.publish}
          </Button>
        )}
      </div>
      {publishing && <PublishDialog policy={publishing} onClose={() => setPublishing(null)} />}
    </div>
  );
}
