import { type ReactNode, useState } from 'react';
import { SCOPES, type Scope } from '../../../contract/api-key.ts';
import { type ApiKey, createApiKey, revokeApiKey, useApiKeys } from '../../api/office.ts';
import { useSubmission } from '../../api/submission.ts';
import { useWords } from '../../language/words.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { EmptyState, PageSkeleton } from '../../ui/states.tsx';
import { When } from '../../ui/when.tsx';
import { ScrollingTable } from './scrolling-table.tsx';
import './office.css';

/** The one time that the secret is there to be seen. */
function Secret({ secret, onDone }: { secret: string; onDone: () => void }): ReactNode {
  const { keys: words } = useWords('operator');
  return (
    <Alert tone="good" title={words.created} announced>
      <div className="stack">
        <p>{words.once}</p>
        <div className="office-secret">
          <code>{secret}</code>
          <Button small onClick={() => void navigator.clipboard?.writeText(secret).then(() => notify(words.copied))}>
            {words.copy}
          </Button>
          <Button small tone="primary" onClick={onDone}>
            {words.done}
          </Button>
        </div>
      </div>
    </Alert>
  );
}

function NewKeyCard(): ReactNode {
  const { keys: words } = useWords('operator');
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['orders', 'claims']);
  const [secret, setSecret] = useState<string | null>(null);
  const { submit, busy, problem, fieldErrors } = useSubmission(createApiKey);
  const send = async () => {
    const created = await submit({ name, scopes: [...scopes] });
    if (!created) return;
    setSecret(created.secret);
    setName('');
  };
  const toggle = (scope: Scope) =>
    setScopes(scopes.includes(scope) ? scopes.filter((one) => one !== scope) : [...scopes, scope]);
  return (
    <Card title={words.create}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {secret !== null && <Secret secret={secret} onDone={() => setSecret(null)} />}
        <TextField
          label={words.name}
          hint={words.nameHint}
          value={name}
          onChange={setName}
          error={fieldErrors.name}
          maxLength={100}
        />
        <fieldset className="field">
          <legend>{words.scopes}</legend>
          <div className="office-checks">
            {SCOPES.map((scope) => (
              <label key={scope}>
                <input type="checkbox" checked={scopes.includes(scope)} onChange={() => toggle(scope)} />
                {words.scopeNames[scope]} <code>{scope}</code>
              </label>
            ))}
          </div>
          {fieldErrors.scopes && <p className="wrong">{fieldErrors.scopes}</p>}
        </fieldset>
        <ProblemAlert problem={problem} />
        <div>
          <Button tone="primary" type="submit" busy={busy}>
            {words.create}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }): ReactNode {
  const { keys: words } = useWords('operator');
  const common = useWords('common');
  const { submit, busy, problem } = useSubmission(revokeApiKey);
  const revoke = async () => {
    if (!(await submit(apiKey.id))) return;
    notify(words.revoked(apiKey.name));
    onClose();
  };
  return (
    <Dialog title={words.revokeOf(apiKey.name)} onClose={onClose}>
      <div className="stack">
        <p>{words.revokeText}</p>
        <ProblemAlert problem={problem} />
        <DialogFoot>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button tone="danger" busy={busy} onClick={() => void revoke()}>
            {words.revoke}
          </Button>
        </DialogFoot>
      </div>
    </Dialog>
  );
}

export function KeysPage(): ReactNode {
  const { keys: words } = useWords('operator');
  const { data, error, isPending, refetch } = useApiKeys();
  const [leaving, setLeaving] = useState<ApiKey | null>(null);
  return (
    <div className="stack">
      <h1>{words.heading}</h1>
      <p className="quiet">{words.note}</p>
      <NewKeyCard />
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {isPending && <PageSkeleton blocks={1} />}
      {data?.length === 0 && <EmptyState title={words.empty} />}
      {data && data.length > 0 && (
        <ScrollingTable
          label={words.heading}
          rows={data}
          keyOf={({ id }) => id}
          columns={[
            { name: words.name, cell: ({ name }) => name },
            { name: words.scopes, cell: ({ scopes }) => <code>{scopes.join(' ')}</code> },
            { name: words.madeAt, cell: ({ created_at }) => <When at={created_at} />, kind: 'fixed' },
            {
              name: words.lastUsed,
              cell: ({ last_used_at: at }) => (at ? <When at={at} /> : <span className="quiet">{words.never}</span>),
              kind: 'fixed',
            },
            {
              name: words.revoke,
              cell: (key) => (
                <Button small tone="danger" aria-label={words.revokeOf(key.name)} onClick={() => setLeaving(key)}>
                  {words.revoke}
                </Button>
              ),
            },
          ]}
        />
      )}
      {leaving && <RevokeDialog apiKey={leaving} onClose={() => setLeaving(null)} />}
    </div>
  );
}
