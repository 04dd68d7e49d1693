import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import type { TermsInput } from '../../api/shapes.ts';
import type { Submission } from '../../api/submission.ts';
import { formatMoney } from '../../format/money.ts';
import { useLocale } from '../../language/locale.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import type { Draft } from '../../ui/draft.ts';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { AmountField, ChoiceField, FormField, TextArea } from '../../ui/field.tsx';
import { FileUploader } from '../../ui/file-uploader.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Checklist } from './checklist.tsx';
import { errorsByField } from './problem-fields.ts';
import { choicesIn, type TermsChoices, type TermsDraft, type TermsField, termsIn } from './terms-draft.ts';
import type { Asking } from './terms-options.ts';

interface FieldsProps {
  readonly asking: Asking;
  readonly choices: TermsChoices;
  readonly draft: Draft<TermsDraft>;
  readonly errors: Readonly<Record<string, string>>;
}

function RemedyField({ choices, draft, errors }: FieldsProps): ReactNode {
  const { apply: words } = useWords('buyer');
  const { remedies } = useNames();
  return (
    <ChoiceField
      label={words.remedy}
      choices={choices.remedies.map((value) => ({ value, label: remedies[value], note: words.remedyNotes[value] }))}
      value={choices.remedy}
      onChange={(remedy) => draft.set({ remedy })}
      error={errors.remedy}
    />
  );
}

function ReceivedField({ asking, choices, draft, errors }: FieldsProps): ReactNode {
  const { apply: words } = useWords('buyer');
  if (choices.received.length === 0 || asking.line.status === 'paid') return null;
  const isVirtual = asking.line.goods === 'virtual';
  const yes = isVirtual ? words.receivedVirtualYes : words.receivedYes;
  const no = isVirtual ? words.receivedVirtualNo : words.receivedNo;
  return (
    <ChoiceField
      label={words.received}
      choices={choices.received.map((received) => ({ value: String(received), label: received ? yes : no }))}
      value={choices.isReceived === null ? null : String(choices.isReceived)}
      onChange={(value) => draft.set({ received: value === 'true' })}
      error={errors.received ?? errors.goods_received}
    />
  );
}

function ReasonField({ choices, draft, errors }: FieldsProps): ReactNode {
  const { apply: words } = useWords('buyer');
  const locale = useLocale();
  const isReady = choices.isReceived !== null;
  return (
    <FormField label={words.reason} error={errors.reason} hint={isReady ? undefined : words.reasonFirst}>
      {(control) => (
        <select
          {...control}
          className="input"
          disabled={!isReady}
          value={choices.reason?.code ?? ''}
          onChange={(event) => draft.set({ reason: event.target.value })}
        >
          <option value="">{words.chooseReason}</option>
          {choices.reasons.map(({ code, labels }) => (
            <option key={code} value={code}>
              {labels[locale]}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
}

function useAmountHint({ asking, choices }: Pick<FieldsProps, 'asking' | 'choices'>): string | undefined {
  const { apply: words } = useWords('buyer');
  const locale = useLocale();
  const { line } = asking;
  const money = (amount: number) => formatMoney(locale, amount, line.currency);
  if (choices.most === null) return undefined;
  if (choices.isFullOnly) return words.amountFull(money(choices.most));
  const withShipping = choices.reason?.refunds_shipping === true && line.shipping > 0;
  return withShipping
    ? words.amountMostShipping(money(choices.most), money(line.shipping))
    : words.amountMost(money(choices.most));
}

function AmountOfTerms(props: FieldsProps): ReactNode {
  const { asking, choices, draft, errors } = props;
  const { apply: words } = useWords('buyer');
  const hint = useAmountHint(props);
  const isRefund = choices.remedy === null || choices.remedy === 'refund_only' || choices.remedy === 'return_refund';
  return (
    <AmountField
      label={isRefund ? words.amount : words.amountStandsFor}
      currency={asking.line.currency}
      value={choices.amount}
      onChange={(amount) => draft.set({ amount })}
      hint={hint}
      error={errors.amount}
    />
  );
}

/** Brings the first field that is wrong into sight, for on a phone it is far above the button. */
function useFirstWrong(form: RefObject<HTMLFormElement | null>, wrong: unknown): void {
  useEffect(() => {
    if (!wrong) return;
    const field = form.current?.querySelector('.field:has(> .wrong)');
    field?.scrollIntoView({ block: 'center' });
    field?.querySelector<HTMLElement>('input, select, textarea')?.focus({ preventScroll: true });
  }, [form, wrong]);
}

interface TermsFormProps {
  readonly asking: Asking;
  readonly draft: Draft<TermsDraft>;
  readonly submission: Pick<Submission<never, unknown>, 'busy' | 'problem' | 'fieldErrors'>;
  readonly label: string;
  readonly onSend: (terms: TermsInput) => void;
}

/** What is asked for, when a claim is opened and when its terms are changed. */
export function TermsForm({ asking, draft, submission, label, onSend }: TermsFormProps): ReactNode {
  const { apply: words } = useWords('buyer');
  const common = useWords('common');
  const form = useRef<HTMLFormElement>(null);
  const [uploading, setUploading] = useState(false);
  const [missing, setMissing] = useState<TermsField | null>(null);
  const { busy, problem, fieldErrors } = submission;
  const choices = choicesIn(draft.value, asking);
  const notSaid: Record<TermsField, string> = {
    remedy: words.remedyMissing,
    received: words.receivedMissing,
    reason: words.reasonMissing,
    amount: words.amountWrong,
  };
  const errors = { ...errorsByField(problem, fieldErrors), ...(missing ? { [missing]: notSaid[missing] } : {}) };
  const fields = { asking, choices, draft, errors };
  useFirstWrong(form, missing ?? problem);
  const send = () => {
    const terms = termsIn(draft.value, choices, asking.line.currency);
    setMissing(typeof terms === 'string' ? terms : null);
    if (typeof terms !== 'string') onSend(terms);
  };
  return (
    <form
      ref={form}
      className="stack terms-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!uploading) send();
      }}
    >
      <DraftNotice draft={draft} />
      <RemedyField {...fields} />
      <ReceivedField {...fields} />
      <ReasonField {...fields} />
      <AmountOfTerms {...fields} />
      <TextArea
        label={words.description}
        optional
        placeholder={words.descriptionHint}
        value={draft.value.description}
        onChange={(description) => draft.set({ description })}
        error={errors.description}
      />
      {choices.reason && <Checklist title={words.checklist} items={choices.reason.evidence.buyer} />}
      <FileUploader
        label={words.files}
        files={draft.value.files}
        onChange={(files) => draft.set({ files })}
        onBusy={setUploading}
        error={errors.files}
      />
      <ProblemAlert problem={problem} />
      {uploading && <p className="quiet">{common.file.still}</p>}
      <Button tone="primary" type="submit" wide busy={busy} unavailable={uploading}>
        {busy ? common.form.sending : label}
      </Button>
    </form>
  );
}
