import type { ReactNode } from 'react';
import { useCommand } from '../../api/commands.ts';
import type { Claim } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { TextArea, TextField } from '../../ui/field.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';

/** R46: asks the platform's staff to call. */
export function CallDialog({ claim, onClose }: { claim: Claim; onClose: () => void }): ReactNode {
  const { call: words, claim: claimWords } = useWords('buyer');
  const common = useWords('common');
  const { commands } = useNames();
  const draft = useDraft(`request_call ${claim.id}`, { phone: '', words: '' });
  const { submit, busy, problem, fieldErrors } = useCommand(claim, 'request_call');
  const send = async () => {
    const { phone, words: said } = draft.value;
    if (!(await submit(said === '' ? { phone } : { phone, words: said }))) return;
    draft.clear();
    notify(claimWords.sent(commands.request_call));
    onClose();
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <TextField
          label={words.phone}
          hint={words.phoneHint}
          type="tel"
          autoComplete="tel"
          value={draft.value.phone}
          onChange={(phone) => draft.set({ phone })}
          error={fieldErrors.phone}
        />
        <TextArea
          label={words.words}
          optional
          value={draft.value.words}
          onChange={(text) => draft.set({ words: text })}
          error={fieldErrors.words}
        />
        <ProblemAlert problem={problem} />
        <DialogFoot>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button tone="primary" type="submit" busy={busy}>
            {busy ? common.form.sending : words.send}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
