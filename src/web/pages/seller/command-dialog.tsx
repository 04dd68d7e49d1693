import { type ReactNode, useState } from 'react';
import type { CommandType } from '../../../domain/command.ts';
import { type CommandBody, useCommand } from '../../api/commands.ts';
import type { Claim } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Button, type Tone } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { errorsByField } from '../buyer/problem-fields.ts';

/** What the fields of a command's form get. */
export interface CommandForm<V> {
  readonly value: V;
  readonly set: (change: Partial<V>) => void;
  readonly errors: Readonly<Record<string, string>>;
  readonly onUploading: (uploading: boolean) => void;
}

interface CommandDialogProps<T extends CommandType, V extends object> {
  readonly claim: Claim;
  readonly command: T;
  readonly title?: string;
  readonly confirm?: string;
  readonly tone?: Tone;
  readonly initial: V;
  /** Null while what was typed cannot be sent at all, for example an amount that is no number. */
  readonly toBody: (value: V) => CommandBody<T> | null;
  readonly onDone?: (value: V) => void;
  readonly onClose: () => void;
  /** Stands above the fields, and above what was restored. */
  readonly intro?: ReactNode;
  readonly children?: (form: CommandForm<V>) => ReactNode;
}

/** A command with its fields: a draft that survives, one submission, the server's problems at their fields. */
export function CommandDialog<T extends CommandType, V extends object>(props: CommandDialogProps<T, V>): ReactNode {
  const { claim, command, toBody, onDone, onClose } = props;
  const { claim: words } = useWords('seller');
  const common = useWords('common');
  const { commands } = useNames();
  const draft = useDraft<V>(`${command} ${claim.id}`, props.initial);
  const { submit, busy, problem, fieldErrors } = useCommand(claim, command);
  const [uploading, onUploading] = useState(false);
  const send = async () => {
    const body = toBody(draft.value);
    if (uploading || body === null || !(await submit(body))) return;
    onDone?.(draft.value);
    draft.clear();
    notify(words.sent(commands[command]));
    onClose();
  };
  const { value, set } = draft;
  return (
    <Dialog title={props.title ?? commands[command]} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {props.intro}
        <DraftNotice draft={draft} />
        {props.children?.({ value, set, errors: errorsByField(problem, fieldErrors), onUploading })}
        <ProblemAlert problem={problem} />
        {uploading && <p className="quiet">{common.file.still}</p>}
        <DialogFoot>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button tone={props.tone ?? 'primary'} type="submit" busy={busy} unavailable={uploading}>
            {busy ? common.form.sending : (props.confirm ?? commands[command])}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
