import { type ReactNode, useId } from 'react';
import { needsReturn } from '../../../domain/remedies.ts';
import { FAULTS, FREIGHTS, FUNDINGS, RULING_REASONS, RULING_REMEDIES } from '../../../domain/verdict.ts';
import type { Claim, Ruling } from '../../api/shapes.ts';
import { decimalOf, formatMoney } from '../../format/money.ts';
import { useLocale } from '../../language/locale.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { AmountField, ChoiceField, FormField, TextField } from '../../ui/field.tsx';
import { useClaimLine, useClaimReason } from './claim-facts.tsx';
import { FindingsEditor } from './finding-editor.tsx';
import { type RulingDraft, withFault } from './ruling-draft.ts';

interface RulingFieldsProps {
  readonly claim: Claim;
  readonly draft: RulingDraft;
  readonly set: (change: Partial<RulingDraft>) => void;
  /** The server's sentences by field; `under` is where the ruling stands in the body (`/ruling`). */
  readonly errors: Readonly<Record<string, string>>;
  readonly under?: string;
}

const choicesIn = <T extends string>(all: readonly T[], names: Readonly<Record<T, string>>) =>
  all.map((value) => ({ value, label: names[value] }));

function usePresets(claim: Claim): readonly (readonly [label: string, amount: number])[] {
  const { ruling: words } = useWords('mediator');
  const locale = useLocale();
  const line = useClaimLine(claim);
  const reason = useClaimReason(claim);
  const { terms, currency } = claim;
  const money = (amount: number) => formatMoney(locale, amount, currency);
  const full = line && line.amount + (reason?.refunds_shipping ? line.shipping : 0);
  const half = Math.floor(terms.amount / 2);
  return [
    ...(full === undefined ? [] : [[words.full(money(full)), full] as const]),
    [words.terms(money(terms.amount)), terms.amount],
    [words.half(money(half)), half],
    ...(line && line.shipping > 0 ? [[words.shippingOnly(money(line.shipping)), line.shipping] as const] : []),
  ];
}

function Amount({ claim, draft, set, error }: Omit<RulingFieldsProps, 'errors'> & { error: string | undefined }) {
  const { ruling: words } = useWords('mediator');
  const presets = usePresets(claim);
  return (
    <div className="stack">
      <AmountField
        label={words.amount}
        currency={claim.currency}
        value={draft.amount}
        onChange={(amount) => set({ amount })}
        error={error}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: these are buttons that belong together, not fields. */}
      <div className="row" role="group" aria-label={words.presets}>
        {presets.map(([label, amount]) => (
          <Button key={label} small onClick={() => set({ amount: decimalOf(amount, claim.currency) })}>
            {label}
          </Button>
        ))}
      </div>
    </div>
  );
}

interface GroundProps {
  readonly value: RulingDraft['reasonCode'];
  readonly onChange: (value: RulingDraft['reasonCode']) => void;
  readonly error: string | undefined;
}

function Ground({ value, onChange, error }: GroundProps): ReactNode {
  const { ruling: words } = useWords('mediator');
  const { rulingReasons } = useNames();
  return (
    <FormField label={words.reason} error={error}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={value}
          onChange={(event) => onChange(event.target.value as Ruling['reason_code'])}
        >
          <option value="">{words.choose}</option>
          {RULING_REASONS.map((code) => (
            <option key={code} value={code}>
              {rulingReasons[code]}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
}

/** R50: fault × remedy × funding × freight, the amount, the facts and the grounds. */
export function RulingFields({ claim, draft, set, errors, under = '' }: RulingFieldsProps): ReactNode {
  const { ruling: words } = useWords('mediator');
  const { faults, remedies, freights, fundings } = useNames();
  const id = useId();
  const { fault, remedy, freight, funding } = draft;
  const errorOf = (field: string) => errors[`${under}/${field}`] ?? errors[field];
  const goods = remedy !== '' && (needsReturn(remedy) ? words.goodsBack : words.goodsStay);
  return (
    <div className="stack desk-ruling">
      <ChoiceField
        label={words.fault}
        choices={choicesIn(FAULTS, faults)}
        value={fault === '' ? null : fault}
        onChange={(chosen) => set(withFault(chosen))}
        error={errorOf('fault')}
      />
      <ChoiceField
        label={words.remedy}
        choices={choicesIn(RULING_REMEDIES, remedies)}
        value={remedy === '' ? null : remedy}
        onChange={(chosen) => set({ remedy: chosen })}
        hint={goods && `${words.returnGoods}: ${goods}`}
        error={errorOf('remedy') ?? errorOf('return_goods')}
      />
      {remedy !== 'none' && <Amount claim={claim} draft={draft} set={set} error={errorOf('amount')} />}
      <div className="desk-pair">
        <ChoiceField
          label={words.freight}
          choices={choicesIn(FREIGHTS, freights)}
          value={freight === '' ? null : freight}
          onChange={(chosen) => set({ freight: chosen })}
          error={errorOf('freight')}
        />
        <ChoiceField
          label={words.funding}
          choices={choicesIn(FUNDINGS, fundings)}
          value={funding === '' ? null : funding}
          onChange={(chosen) => set({ funding: chosen })}
          error={errorOf('funding')}
        />
      </div>
      <h3 id={id}>{words.findings}</h3>
      <FindingsEditor
        claim={claim}
        findings={draft.findings}
        onChange={(findings) => set({ findings })}
        errorOf={(index) =>
          errors[`${under}/findings/${index}/text`] ?? (index === 0 ? errorOf('findings') : undefined)
        }
      />
      <div className="desk-pair">
        <Ground
          value={draft.reasonCode}
          onChange={(reasonCode) => set({ reasonCode })}
          error={errorOf('reason_code')}
        />
        <TextField
          label={words.rules}
          hint={words.rulesHint}
          value={draft.rules}
          onChange={(rules) => set({ rules })}
          error={errorOf('rules') ?? errors[`${under}/rules/0`]}
          autoComplete="off"
        />
      </div>
    </div>
  );
}
