import { type ReactNode, useState } from 'react';
import { useCommand } from '../../api/commands.ts';
import type { Claim } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { actionOf } from '../../ui/action-button.tsx';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { TextArea } from '../../ui/field.tsx';
import { FileUploader } from '../../ui/file-uploader.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { errorsByField } from './problem-fields.ts';

/** Commands that are words and files. */
export type StatementCommand = 'request_intervention' | 'submit_evidence' | 'appeal';

interface StatementDialogProps {
  readonly claim: Claim;
  readonly command: StatementCommand;
  readonly onClose: () => void;
  /** Stands above the fields, for example what should be shown. */
  readonly children?: ReactNode;
}

/** R65: what may follow, before it is confirmed. */
function Consequences({ claim, command }: Pick<StatementDialogProps, 'claim' | 'command'>): ReactNode {
  const { claim: words } = useWords('buyer');
  const consequences = actionOf(claim, command)?.consequences ?? [];
  if (consequences.length === 0) return null;
  return (
    <Alert title={words.consequences}>
      <ul>
        {consequences.map(({ code, detail }) => (
          <li key={code}>{detail}</li>
        ))}
      </ul>
    </Alert>
  );
}

/** Words and files for a command: a draft that survives, one submission, the server's problems at their fields. */
export function StatementDialog({ claim, command, onClose, children }: StatementDialogProps): ReactNode {
  const { claim: words } = useWords('buyer');
  const common = useWords('common');
  const { commands } = useNames();
  const draft = useDraft<{ words: string; files: readonly string[] }>(`${command} ${claim.id}`, {
    words: '',
    files: [],
  });
  const { submit, busy, problem, fieldErrors } = useCommand(claim, command);
  const [uploading, setUploading] = useState(false);
  const errors = errorsByField(problem, fieldErrors);
  const send = async () => {
    if (!(await submit({ words: draft.value.words, files: draft.value.files }))) return;
    draft.clear();
    notify(words.sent(commands[command]));
    onClose();
  };
  return (
    <Dialog title={commands[command]} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!uploading) void send();
        }}
      >
        <p className="quiet">{words.notes[command]}</p>
        <Consequences claim={claim} command={command} />
        {children}
        <DraftNotice draft={draft} />
        <TextArea
          label={common.form.words}
          value={draft.value.words}
          onChange={(text) => draft.set({ words: text })}
          error={errors.words}
        />
        <FileUploader
          claimId={claim.id}
          files={draft.value.files}
          onChange={(files) => draft.set({ files })}
          onBusy={setUploading}
          error={errors.files}
        />
        <ProblemAlert problem={problem} />
        {uploading && <p className="quiet">{common.file.still}</p>}
        <DialogFoot>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button tone="primary" type="submit" busy={busy} unavailable={uploading}>
            {busy ? common.form.sending : commands[command]}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
