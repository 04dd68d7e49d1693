import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { addressOf } from './queue-address.ts';
import { type QueueQuery, type SavedView, useRemoveView, useSavedViews, useSaveView } from './queue-data.ts';

/** Gives what is shown a name. */
export function SaveViewDialog({ query, onClose }: { query: QueueQuery; onClose: () => void }): ReactNode {
  const { queue: words } = useWords('mediator');
  const { cancel, form } = useWords('common');
  const [name, setName] = useState('');
  const { submit, busy, problem, fieldErrors } = useSaveView();
  const save = async () => {
    if (!(await submit({ name, filter: query }))) return;
    notify(words.savedDone);
    onClose();
  };
  return (
    <Dialog title={words.save} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p className="quiet">{words.saveNote}</p>
        <TextField
          label={words.saveName}
          value={name}
          onChange={setName}
          error={fieldErrors['/name']}
          autoComplete="off"
        />
        <ProblemAlert problem={problem} />
        <DialogFoot>
          <Button onClick={onClose}>{cancel}</Button>
          <Button tone="primary" type="submit" busy={busy}>
            {busy ? form.sending : words.save}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function Saved({ saved, current }: { saved: SavedView; current: string }): ReactNode {
  const { queue: words } = useWords('mediator');
  const { submit, problem } = useRemoveView();
  const address = addressOf(saved.filter);
  return (
    <li className="desk-saved">
      <Link href={address} aria-current={address === current ? 'page' : undefined}>
        {saved.name}
      </Link>
      <button type="button" aria-label={words.removeView(saved.name)} onClick={() => void submit({ id: saved.id })}>
        <Icon name="close" size={16} />
      </button>
      <ProblemAlert problem={problem} />
    </li>
  );
}

/** The views that this member of staff has kept, each a press away. */
export function SavedViews({ query, onSave }: { query: QueueQuery; onSave: () => void }): ReactNode {
  const { queue: words } = useWords('mediator');
  const { data, error, refetch } = useSavedViews();
  return (
    <nav aria-label={words.savedLabel} className="row desk-saved-views">
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {data && data.length > 0 && (
        <ul className="desk-tabs">
          {data.map((saved) => (
            <Saved key={saved.id} saved={saved} current={addressOf(query)} />
          ))}
        </ul>
      )}
      <Button small tone="quiet" onClick={onSave}>
        {words.save} <kbd>s</kbd>
      </Button>
    </nav>
  );
}
