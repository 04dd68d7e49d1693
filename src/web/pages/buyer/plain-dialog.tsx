import type { ReactNode } from 'react';
import { useCommand } from '../../api/commands.ts';
import type { Claim } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';

/** Commands that say nothing beside their name. */
export type PlainCommand =
  | 'withdraw'
  | 'accept_proposal'
  | 'accept_replacement'
  | 'withdraw_intervention'
  | 'finish_evidence';

interface PlainDialogProps {
  readonly claim: Claim;
  readonly command: PlainCommand;
  readonly onClose: () => void;
}

/** Asks once more before a command that cannot be taken back. */
export function PlainDialog({ claim, command, onClose }: PlainDialogProps): ReactNode {
  const { claim: words } = useWords('buyer');
  const common = useWords('common');
  const { commands } = useNames();
  const { submit, busy, problem } = useCommand(claim, command);
  const confirm = async () => {
    if (!(await submit({}))) return;
    notify(words.sent(commands[command]));
    onClose();
  };
  return (
    <Dialog title={words.confirmTitle(commands[command])} onClose={onClose}>
      <div className="stack">
        <p>{words.notes[command]}</p>
        <ProblemAlert problem={problem} />
      </div>
      <DialogFoot>
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button tone="primary" busy={busy} onClick={() => void confirm()}>
          {commands[command]}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
