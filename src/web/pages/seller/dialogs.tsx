import type { ReactNode } from 'react';
import type { Claim } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { TextArea, TextField } from '../../ui/field.tsx';
import { FileUploader } from '../../ui/file-uploader.tsx';
import { CommandDialog } from './command-dialog.tsx';
import { Consequences } from './consequences.tsx';

interface DialogOf<T> {
  readonly claim: Claim;
  readonly command: T;
  readonly onClose: () => void;
}

/** Commands that are words and files. */
export type StatementCommand = 'request_intervention' | 'submit_evidence' | 'appeal' | 'contest_return';

export function StatementDialog({
  claim,
  command,
  onClose,
  children,
}: DialogOf<StatementCommand> & { readonly children?: ReactNode }): ReactNode {
  const { claim: words } = useWords('seller');
  const common = useWords('common');
  return (
    <CommandDialog
      claim={claim}
      command={command}
      initial={{ words: '', files: [] as readonly string[] }}
      toBody={(value) => value}
      onClose={onClose}
      intro={
        <>
          <p className="quiet">{words.notes[command]}</p>
          <Consequences claim={claim} command={command} />
          {children}
        </>
      }
    >
      {({ value, set, errors, onUploading }) => (
        <>
          <TextArea
            label={common.form.words}
            value={value.words}
            onChange={(text) => set({ words: text })}
            error={errors.words}
          />
          <FileUploader
            claimId={claim.id}
            files={value.files}
            onChange={(files) => set({ files })}
            onBusy={onUploading}
            error={errors.files}
          />
        </>
      )}
    </CommandDialog>
  );
}

/** Commands that say nothing beside their name, and cannot be taken back. */
export type PlainCommand = 'accept_proposal' | 'confirm_return' | 'withdraw_intervention' | 'finish_evidence';

export function PlainDialog({ claim, command, onClose }: DialogOf<PlainCommand>): ReactNode {
  const { claim: words } = useWords('seller');
  const { commands } = useNames();
  return (
    <CommandDialog
      claim={claim}
      command={command}
      title={words.confirmTitle(commands[command])}
      initial={{}}
      toBody={() => ({})}
      onClose={onClose}
      intro={<p>{words.notes[command]}</p>}
    />
  );
}

type Closing = Omit<DialogOf<never>, 'command'>;

/** R59: how the replacement was sent. */
export function ShipDialog({ claim, onClose }: Closing): ReactNode {
  const { shipment: words } = useWords('seller');
  return (
    <CommandDialog
      claim={claim}
      command="ship_replacement"
      title={words.shipTitle}
      initial={{ carrier: '', tracking_number: '', files: [] as readonly string[] }}
      toBody={(value) => value}
      onClose={onClose}
      intro={<p className="quiet">{words.shipHint}</p>}
    >
      {({ value, set, errors, onUploading }) => (
        <>
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
            onBusy={onUploading}
            error={errors.files}
          />
        </>
      )}
    </CommandDialog>
  );
}

/** R46: asks the platform's staff to call. */
export function CallDialog({ claim, onClose }: Closing): ReactNode {
  const { call: words } = useWords('seller');
  return (
    <CommandDialog
      claim={claim}
      command="request_call"
      title={words.title}
      confirm={words.send}
      initial={{ phone: '', words: '' }}
      toBody={({ phone, words: said }) => (said === '' ? { phone } : { phone, words: said })}
      onClose={onClose}
    >
      {({ value, set, errors }) => (
        <>
          <TextField
            label={words.phone}
            hint={words.phoneHint}
            type="tel"
            autoComplete="tel"
            value={value.phone}
            onChange={(phone) => set({ phone })}
            error={errors.phone}
          />
          <TextArea
            label={words.words}
            optional
            value={value.words}
            onChange={(text) => set({ words: text })}
            error={errors.words}
          />
        </>
      )}
    </CommandDialog>
  );
}
