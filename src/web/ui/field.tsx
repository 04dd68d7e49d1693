import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useId } from 'react';
import { useWords } from '../language/words.ts';
import { Icon } from './icon.tsx';
import './field.css';

/** What a control needs so that its label, hint and mistake belong to it; spread it into any input. */
export interface Control {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-required': true | undefined;
}

interface FieldProps {
  readonly label: ReactNode;
  /** What the server says is wrong, from `submission.fieldErrors`. */
  readonly error?: string | undefined;
  readonly hint?: ReactNode;
  readonly optional?: boolean;
  readonly children: (control: Control) => ReactNode;
}

function Wrong({ id, children }: { id: string; children: ReactNode }): ReactNode {
  return (
    <p className="wrong" id={id}>
      <Icon name="warning" size={16} />
      <span>{children}</span>
    </p>
  );
}

/** A labelled control of any kind, native or of Ant Design, with its mistake right below it. */
export function FormField({ label, error, hint, optional = false, children }: FieldProps): ReactNode {
  const id = useId();
  const words = useWords('common');
  const described = [hint && `${id}hint`, error && `${id}wrong`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional && <span className="hint"> · {words.optional}</span>}
      </label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
        'aria-required': optional ? undefined : true,
      })}
      {hint && (
        <p className="hint" id={`${id}hint`}>
          {hint}
        </p>
      )}
      {error && <Wrong id={`${id}wrong`}>{error}</Wrong>}
    </div>
  );
}

interface Typed {
  readonly value: string;
  readonly onChange: (value: string) => void;
}
type Labelled = Omit<FieldProps, 'children'>;

export function TextField({
  label,
  error,
  hint,
  optional,
  value,
  onChange,
  ...rest
}: Labelled & Typed & Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'className'>): ReactNode {
  return (
    <FormField label={label} error={error} hint={hint} {...(optional && { optional })}>
      {(control) => (
        <input
          {...rest}
          {...control}
          className="input"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FormField>
  );
}

export function TextArea({
  label,
  error,
  hint,
  optional,
  value,
  onChange,
  most = 2000,
  ...rest
}: Labelled &
  Typed & { readonly most?: number } & Omit<
    TextareaHTMLAttributes<HTMLTextAreaElement>,
    'value' | 'onChange' | 'className'
  >): ReactNode {
  const { form } = useWords('common');
  // The server counts characters and not the halves of which some consist.
  const count = [...value].length;
  return (
    <FormField label={label} error={error} hint={hint ?? form.characters(count, most)} {...(optional && { optional })}>
      {(control) => (
        <textarea
          rows={4}
          {...rest}
          {...control}
          className="input"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FormField>
  );
}

/** Money as somebody types it, in whole units; read it with `amountOf`. */
export function AmountField({
  currency,
  value,
  onChange,
  ...labelled
}: Labelled & Typed & { readonly currency: string }): ReactNode {
  return (
    <FormField {...labelled}>
      {(control) => (
        <div className="amount-input number">
          <span aria-hidden="true">{currency === 'CNY' ? '¥' : currency}</span>
          <input
            {...control}
            className="input"
            inputMode="decimal"
            autoComplete="off"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
      )}
    </FormField>
  );
}

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
  readonly note?: ReactNode;
  readonly disabled?: boolean;
}

interface ChoicesProps<T extends string> extends Labelled {
  readonly choices: readonly Choice<T>[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
}

/** One of a few, all in sight, each large enough for a thumb. */
export function ChoiceField<T extends string>({
  label,
  error,
  hint,
  choices,
  value,
  onChange,
}: ChoicesProps<T>): ReactNode {
  const id = useId();
  return (
    <fieldset className="field" aria-describedby={error ? `${id}wrong` : undefined}>
      <legend>{label}</legend>
      <div className="choices">
        {choices.map((choice) => (
          <label key={choice.value} className="choice">
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              disabled={choice.disabled}
              onChange={() => onChange(choice.value)}
            />
            <span>
              {choice.label}
              {choice.note && <small>{choice.note}</small>}
            </span>
          </label>
        ))}
      </div>
      {hint && <p className="hint">{hint}</p>}
      {error && <Wrong id={`${id}wrong`}>{error}</Wrong>}
    </fieldset>
  );
}
