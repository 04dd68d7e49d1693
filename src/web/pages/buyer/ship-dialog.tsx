import { type ReactNode, useState } from 'react';
import { useCommand } from '../../api/commands.ts';
import type { Claim } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { TextField } from '../../ui/field.tsx';
import { FileUploader } from '../../ui/file-uploader.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ReturnAddress } from './claim-return.tsx';
import { errorsByField } from './problem-fields.ts';

interface Shipment {
  readonly carrier: string;
  readonly tracking_number: string;
  readonly files: readonly string[];
}

/** R57: how the goods were sent back. */
export function ShipDialog({ claim, onClose }: { claim: Claim; onClose: () => void }): ReactNode {
  const { goodsReturn: words, claim: claimWords } = useWords('buyer');
  const common = useWords('common');
  const { commands } = useNames();
  const draft = useDraft<Shipment>(`ship_return ${claim.id}`, { carrier: '', tracking_number: '', files: [] });
  const { submit, busy, problem, fieldErrors } = useCommand(claim, 'ship_return');
  const [uploading, setUploading] = useState(false);
  const errors = errorsByField(problem, fieldErrors);
  const { value, set } = draft;
  const send = async () => {
    if (!(await submit(value))) return;
    draft.clear();
    notify(claimWords.sent(commands.ship_return));
    onClose();
  };
  return (
    <Dialog title={words.shipTitle} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!uploading) void send();
        }}
      >
        <p className="quiet">{words.shipHint}</p>
        <ReturnAddress claim={claim} />
        <DraftNotice draft={draft} />
        <TextField
          label={words.carrier}
          value={value.carrier}
          onChange={(carrier) => set({ carrier })}
          error={errors.carrier}
        />
        <TextField
          label={words.tracking}
          value={value.tracking_number}
          autoCapitalize="characters"
          onChange={(text) => set({ tracking_number: text })}
          error={errors.tracking_number}
        />
        <FileUploader
          claimId={claim.id}
          label={words.proof}
          files={value.files}
          onChange={(files) => set({ files })}
          onBusy={setUploading}
          error={errors.files}
        />
        <ProblemAlert problem={problem} />
        <DialogFoot>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button tone="primary" type="submit" busy={busy} unavailable={uploading}>
            {busy ? common.form.sending : commands.ship_return}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
