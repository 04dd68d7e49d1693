import type { ReactNode } from 'react';
import { SUSPENSION_GROUNDS } from '../../../domain/claim.ts';
import { type CommandBody, useCommand } from '../../api/commands.ts';
import type { Claim } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { type Choice, ChoiceField, TextArea } from '../../ui/field.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { StaffField } from './staff-field.tsx';
import { TemplatePicker } from './template-picker.tsx';

/** What staff do with a claim beside ruling on it. */
export const STAFF_COMMANDS = [
  'take',
  'step_in',
  'require_evidence',
  'log_call',
  'escalate',
  'suspend',
  'resume',
  'assign',
  'release',
] as const;
export type StaffCommand = (typeof STAFF_COMMANDS)[number] | 'admit_evidence' | 'approve_ruling' | 'send_back_ruling';

interface Typed {
  readonly words: string;
  readonly choice: string;
  readonly mediator: string;
}

/** Which part of what was typed each command takes. */
type Shape = 'nothing' | 'words' | 'from' | 'party' | 'ground' | 'admitted' | 'mediator_id';

const SHAPES: { readonly [C in StaffCommand]: Shape } = {
  take: 'nothing',
  release: 'nothing',
  resume: 'nothing',
  approve_ruling: 'nothing',
  step_in: 'words',
  escalate: 'words',
  send_back_ruling: 'words',
  require_evidence: 'from',
  log_call: 'party',
  suspend: 'ground',
  admit_evidence: 'admitted',
  assign: 'mediator_id',
};

function bodyOf(shape: Shape, { words, choice, mediator }: Typed, evidenceId: string | undefined): object {
  if (shape === 'nothing') return {};
  if (shape === 'mediator_id') return { mediator_id: mediator.trim() };
  if (shape === 'words') return { words };
  const chosen = choice === '' ? {} : { [shape]: shape === 'admitted' ? choice === 'yes' : choice };
  return { ...chosen, words, ...(shape === 'admitted' && { evidence_id: evidenceId }) };
}

function useChoices(shape: Shape): { readonly label: string; readonly choices: readonly Choice<string>[] } | null {
  const { dialogs: words, evidence } = useWords('mediator');
  const { suspensionGrounds } = useNames();
  const parties = (['buyer', 'seller'] as const).map((value) => ({ value, label: words.to[value] }));
  switch (shape) {
    case 'from':
      return { label: words.from, choices: parties };
    case 'party':
      return { label: words.party, choices: parties };
    case 'ground':
      return {
        label: words.ground,
        choices: SUSPENSION_GROUNDS.map((value) => ({ value, label: suspensionGrounds[value] })),
      };
    case 'admitted':
      return {
        label: evidence.decision,
        choices: [
          { value: 'yes', label: evidence.admit },
          { value: 'no', label: evidence.reject },
        ],
      };
    case 'nothing':
    case 'words':
    case 'mediator_id':
      return null;
  }
}

interface StaffDialogProps {
  readonly claim: Claim;
  readonly command: StaffCommand;
  readonly onClose: () => void;
  /** For `admit_evidence`: which. */
  readonly evidenceId?: string;
}

const EMPTY: Typed = { words: '', choice: '', mediator: '' };

/** One of the staff's commands: what it does, what it needs, and the server's problems at their fields. */
export function StaffDialog({ claim, command, onClose, evidenceId }: StaffDialogProps): ReactNode {
  const { dialogs: words } = useWords('mediator');
  const common = useWords('common');
  const { commands } = useNames();
  const draft = useDraft(`${command} ${claim.id} ${evidenceId ?? ''}`, EMPTY);
  const { submit, busy, problem, fieldErrors } = useCommand(claim, command);
  const shape = SHAPES[command];
  const choice = useChoices(shape);
  const { value, set } = draft;
  const send = async () => {
    // What is missing is for the server to say, at its field.
    if (!(await submit(bodyOf(shape, value, evidenceId) as CommandBody<StaffCommand>))) return;
    draft.clear();
    notify(words.done(commands[command]));
    onClose();
  };
  return (
    <Dialog title={commands[command]} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p className="quiet">{words.notes[command]}</p>
        <DraftNotice draft={draft} />
        {choice && (
          <ChoiceField
            label={choice.label}
            choices={choice.choices}
            value={value.choice === '' ? null : value.choice}
            onChange={(chosen) => set({ choice: chosen })}
            error={fieldErrors[shape]}
          />
        )}
        {shape === 'mediator_id' && (
          <StaffField
            level={claim.intervention?.level ?? 1}
            value={value.mediator}
            onChange={(mediator) => set({ mediator })}
            error={fieldErrors.mediator_id}
          />
        )}
        {command === 'require_evidence' && (
          <TemplatePicker claim={claim} use="evidence" value={value.words} onChange={(text) => set({ words: text })} />
        )}
        {shape !== 'nothing' && shape !== 'mediator_id' && (
          <TextArea
            label={words.words}
            value={value.words}
            onChange={(text) => set({ words: text })}
            error={fieldErrors.words}
          />
        )}
        <ProblemAlert problem={problem} />
        <DialogFoot>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button tone="primary" type="submit" busy={busy}>
            {busy ? common.form.sending : commands[command]}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
