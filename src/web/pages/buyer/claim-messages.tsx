import { type ReactNode, useState } from 'react';
import { useMessages } from '../../api/claims.ts';
import { useSendMessage } from '../../api/messages.ts';
import type { Claim, Message } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { useDraft } from '../../ui/draft.ts';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { TextArea } from '../../ui/field.tsx';
import { FileRow } from '../../ui/file-thumb.tsx';
import { FileUploader } from '../../ui/file-uploader.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { When } from '../../ui/when.tsx';
import { errorsByField } from './problem-fields.ts';

function Said({ message }: { message: Message }): ReactNode {
  const { messages: words } = useWords('buyer');
  const { roles } = useNames();
  const { author, at, words: said, files } = message;
  const isOwn = author.role === 'buyer';
  return (
    <li className={isOwn ? 'own' : ''}>
      <p className="quiet">
        {isOwn ? words.you : roles[author.role]} · <When at={at} />
      </p>
      {said && <p className="said">{said}</p>}
      <FileRow files={files} />
    </li>
  );
}

function Composer({ claim }: { claim: Claim }): ReactNode {
  const { messages: words } = useWords('buyer');
  const common = useWords('common');
  const draft = useDraft<{ words: string; files: readonly string[] }>(`message ${claim.id}`, { words: '', files: [] });
  const { submit, busy, problem, fieldErrors } = useSendMessage(claim.id);
  const [uploading, setUploading] = useState(false);
  // Sending empties the form; a fresh uploader forgets the files it had shown.
  const [sent, setSent] = useState(0);
  const errors = errorsByField(problem, fieldErrors);
  const { value, set } = draft;
  const send = async () => {
    if (!(await submit(value))) return;
    draft.clear();
    setSent((count) => count + 1);
    notify(words.sent);
  };
  return (
    <form
      className="stack message-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!uploading) void send();
      }}
    >
      <DraftNotice draft={draft} />
      <TextArea
        label={words.write}
        rows={2}
        value={value.words}
        onChange={(text) => set({ words: text })}
        error={errors.words}
      />
      <details className="more" open={value.files.length > 0 || undefined}>
        <summary>{words.attach}</summary>
        <div className="stack">
          {claim.status === 'in_intervention' && <p className="quiet">{words.evidenceNote}</p>}
          <FileUploader
            key={sent}
            files={value.files}
            onChange={(files) => set({ files })}
            onBusy={setUploading}
            error={errors.files}
          />
        </div>
      </details>
      <ProblemAlert problem={problem} />
      <Button tone="primary" type="submit" busy={busy} unavailable={uploading}>
        {busy ? common.form.sending : words.send}
      </Button>
    </form>
  );
}

/** What was said beside the process, and a place to say more. */
export function MessagesCard({ claim }: { claim: Claim }): ReactNode {
  const { messages: words } = useWords('buyer');
  const { data, error, refetch } = useMessages(claim.id);
  return (
    <Card title={words.title}>
      <div className="stack">
        <ProblemAlert problem={error} onRetry={() => void refetch()} />
        {data?.length === 0 && <p className="quiet">{words.empty}</p>}
        <ol className="messages">
          {data?.map((message) => (
            <Said key={message.id} message={message} />
          ))}
        </ol>
        <Composer claim={claim} />
      </div>
    </Card>
  );
}
