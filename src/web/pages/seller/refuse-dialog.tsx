import type { ReactNode } from 'react';
import { usePolicy } from '../../api/policies.ts';
import type { Claim } from '../../api/shapes.ts';
import { useLocale } from '../../language/locale.ts';
import { useWords } from '../../language/words.ts';
import { FormField, TextArea } from '../../ui/field.tsx';
import { FileUploader } from '../../ui/file-uploader.tsx';
import { CommandDialog, type CommandForm } from './command-dialog.tsx';
import { Consequences } from './consequences.tsx';

interface Refusal {
  readonly reason: string;
  readonly words: string;
  readonly files: readonly string[];
}
const EMPTY: Refusal = { reason: '', words: '', files: [] };
/** R22. */
const MOST_WORDS = 200;

function RefusalFields({ claim, form }: { claim: Claim; form: CommandForm<Refusal> }): ReactNode {
  const { refuse: words } = useWords('seller');
  const locale = useLocale();
  const { data: policy } = usePolicy(claim.policy);
  const { value, set, errors, onUploading } = form;
  const reasons = policy?.refusal_reasons ?? [];
  const chosen = reasons.find(({ code }) => code === value.reason);
  return (
    <>
      <FormField label={words.reason} error={errors.reason} hint={chosen?.needs_proof ? words.proof : undefined}>
        {(control) => (
          <select
            {...control}
            className="input"
            value={value.reason}
            onChange={(event) => set({ reason: event.target.value })}
          >
            <option value="">{words.choose}</option>
            {reasons.map(({ code, labels }) => (
              <option key={code} value={code}>
                {labels[locale]}
              </option>
            ))}
          </select>
        )}
      </FormField>
      <TextArea
        label={words.words}
        most={MOST_WORDS}
        value={value.words}
        onChange={(text) => set({ words: text })}
        error={errors.words}
      />
      <FileUploader
        claimId={claim.id}
        label={words.files}
        files={value.files}
        onChange={(files) => set({ files })}
        onBusy={onUploading}
        error={errors.files}
      />
    </>
  );
}

/** R22, R65: the seller's no, after reading what may follow. */
export function RefuseDialog({ claim, onClose }: { claim: Claim; onClose: () => void }): ReactNode {
  const { refuse: words } = useWords('seller');
  return (
    <CommandDialog
      claim={claim}
      command="refuse"
      title={words.title}
      confirm={words.confirm}
      tone="danger"
      initial={EMPTY}
      toBody={(value) => value}
      onClose={onClose}
      intro={<Consequences claim={claim} command="refuse" />}
    >
      {(form) => <RefusalFields claim={claim} form={form} />}
    </CommandDialog>
  );
}
