import type { ReactNode } from 'react';
import { useMessages } from '../../api/claims.ts';
import { useSendMessage } from '../../api/messages.ts';
import type { Claim } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { useDraft } from '../../ui/draft.ts';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { TextArea } from '../../ui/field.tsx';
import { FileRow } from '../../ui/file-thumb.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { When } from '../../ui/when.tsx';
import { TemplatePicker } from './template-picker.tsx';

function Composer({ claim }: { claim: Claim }): ReactNode {
  const { messages: words } = useWords('mediator');
  const { form } = useWords('common');
  const draft = useDraft(`message ${claim.id}`, { words: '' });
  const { submit, busy, problem, fieldErrors } = useSendMessage(claim.id);
  const send = async () => {
    if (!(await submit({ words: draft.value.words, files: [] }))) return;
    draft.clear();
    notify(words.sent);
  };
  return (
    <form
      id="desk-message"
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <DraftNotice draft={draft} />
      <TemplatePicker
        claim={claim}
        use="message"
        value={draft.value.words}
        onChange={(text) => draft.set({ words: text })}
      />
      <TextArea
        label={words.write}
        rows={2}
        value={draft.value.words}
        onChange={(text) => draft.set({ words: text })}
        error={fieldErrors.words}
      />
      <ProblemAlert problem={problem} />
      <div>
        <Button type="submit" busy={busy}>
          {busy ? form.sending : words.send}
        </Button>
      </div>
    </form>
  );
}

/** What is said to both parties beside the process. */
export function DeskMessages({ claim }: { claim: Claim }): ReactNode {
  const { messages: words } = useWords('mediator');
  const { roles } = useNames();
  const { data, error, refetch } = useMessages(claim.id);
  return (
    <Card title={words.title}>
      <div className="stack">
        <ProblemAlert problem={error} onRetry={() => void refetch()} />
        {data?.length === 0 && <p className="quiet">{words.none}</p>}
        <ol className="desk-list">
          {data?.map(({ id, author, at, words: said, files }) => (
            <li key={id}>
              <p className="quiet">
                {roles[author.role]} · <When at={at} />
              </p>
              {said && <p className="desk-said">{said}</p>}
              <FileRow files={files} />
            </li>
          ))}
        </ol>
        <Composer claim={claim} />
      </div>
    </Card>
  );
}
