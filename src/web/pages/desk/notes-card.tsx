import type { ReactNode } from 'react';
import type { Claim } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { useDraft } from '../../ui/draft.ts';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { TextArea } from '../../ui/field.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { When } from '../../ui/when.tsx';
import { useAddNote, useNotes } from './desk-data.ts';

function Writer({ claimId }: { claimId: string }): ReactNode {
  const { notes: words } = useWords('mediator');
  const { form } = useWords('common');
  const draft = useDraft(`note ${claimId}`, { words: '' });
  const { submit, busy, problem, fieldErrors } = useAddNote(claimId);
  const add = async () => {
    if (!(await submit({ words: draft.value.words }))) return;
    draft.clear();
    notify(words.added);
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <DraftNotice draft={draft} />
      <TextArea
        label={words.write}
        rows={2}
        value={draft.value.words}
        onChange={(text) => draft.set({ words: text })}
        error={fieldErrors.words}
      />
      <ProblemAlert problem={problem} />
      <div>
        <Button type="submit" small busy={busy}>
          {busy ? form.sending : words.add}
        </Button>
      </div>
    </form>
  );
}

/** What staff write down for each other; neither side ever sees it. */
export function NotesCard({ claim }: { claim: Claim }): ReactNode {
  const { notes: words } = useWords('mediator');
  const { roles } = useNames();
  const { data, error, refetch } = useNotes(claim.id);
  return (
    <section className="card desk-notes" aria-labelledby="desk-notes">
      <div className="card-head">
        <h2 id="desk-notes" tabIndex={-1}>
          {words.title}
        </h2>
      </div>
      <div className="stack">
        <p className="quiet">{words.note}</p>
        <ProblemAlert problem={error} onRetry={() => void refetch()} />
        {data?.length === 0 && <p className="quiet">{words.none}</p>}
        <ol className="desk-list">
          {data?.map(({ id, author, at, words: said }) => (
            <li key={id}>
              <p className="quiet">
                {roles[author.role]} {author.id} · <When at={at} />
              </p>
              <p className="desk-said">{said}</p>
            </li>
          ))}
        </ol>
        <Writer claimId={claim.id} />
      </div>
    </section>
  );
}
