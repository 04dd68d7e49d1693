import { type ReactNode, useId } from 'react';
import { useReasonLabels } from '../../api/policies.ts';
import type { Claim, Template } from '../../api/shapes.ts';
import { formatMoney } from '../../format/money.ts';
import { formatFull } from '../../format/time.ts';
import { useLocale } from '../../language/locale.ts';
import { useNames, useWords } from '../../language/words.ts';
import { useTemplates } from './desk-data.ts';

type Placeholder = Template['placeholders'][number];

/** What each placeholder is in this claim; null where the claim has none now, and the writer has to say it. */
function useMeanings(claim: Claim): Readonly<Record<Placeholder, string | null>> {
  const locale = useLocale();
  const { remedies } = useNames();
  const label = useReasonLabels(claim.policy);
  const { terms, deadline } = claim;
  return {
    buyer: claim.buyer_id,
    shop: claim.shop_id,
    order: claim.order_id,
    goods: claim.line.title,
    amount: formatMoney(locale, terms.amount, claim.currency),
    remedy: remedies[terms.remedy],
    reason: label(terms.reason),
    deadline: deadline && formatFull(locale, Date.parse(deadline.at)),
  };
}

interface PickerProps {
  readonly claim: Claim;
  readonly use: Template['used_for'][number];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Puts a template, with what it says of this claim filled in, behind what has been written. */
export function TemplatePicker({ claim, use, value, onChange }: PickerProps): ReactNode {
  const { templates: words } = useWords('mediator');
  const locale = useLocale();
  const meanings = useMeanings(claim);
  const { data = [] } = useTemplates();
  const id = useId();
  const fitting = data.filter(({ used_for }) => used_for.includes(use));
  if (fitting.length === 0) return null;
  const insert = (chosen: string) => {
    const template = fitting.find((one) => one.id === chosen);
    if (!template) return;
    const said = template.words[locale].replace(
      /\{(\w+)\}/g,
      (whole, name: string) => meanings[name as Placeholder] ?? whole,
    );
    onChange(value.trim() === '' ? said : `${value.trimEnd()}\n${said}`);
  };
  return (
    <div className="desk-template">
      <label htmlFor={id}>{words.insert}</label>
      <select id={id} className="input" value="" onChange={(event) => insert(event.target.value)}>
        <option value="">{words.choose}</option>
        {fitting.map((template) => (
          <option key={template.id} value={template.id}>
            {template.names[locale]}
          </option>
        ))}
      </select>
    </div>
  );
}
