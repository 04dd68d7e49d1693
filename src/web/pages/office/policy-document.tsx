import type { ReactNode } from 'react';
import { PolicyValuesSchema } from '../../../contract/policy-values.ts';
import type { Policy, PolicyValues, Reason } from '../../../domain/policy.ts';
import { formatLength } from '../../format/time.ts';
import { useLocale } from '../../language/locale.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Card, Facts } from '../../ui/card.tsx';
import { When } from '../../ui/when.tsx';
import { ScrollingTable } from './scrolling-table.tsx';

type ValueName = keyof PolicyValues;
const VALUE_NAMES = Object.keys(PolicyValuesSchema.properties) as ValueName[];

/** The rule that a value belongs to, as the contract says. */
export function ruleOf(name: string): string {
  const { description = '' } = (PolicyValuesSchema.properties[name as ValueName] ?? {}) as { description?: string };
  return /^(R\w+):/.exec(description)?.[1] ?? '';
}

const AMOUNTS: readonly ValueName[] = ['ruling.low_value_limit', 'ruling.second_review_from'];

/** A value as people read it: a span of time, an amount, a count. */
export function useValueText(): (name: ValueName, value: string | number | null) => string {
  const { policies: words } = useWords('operator');
  const names = useNames();
  const locale = useLocale();
  return (name, value) => {
    if (value === null) return words.off;
    if (typeof value === 'string') return formatLength(locale, value, names);
    const text = new Intl.NumberFormat(locale).format(value);
    return AMOUNTS.includes(name) ? `${text} ${words.minor}` : text;
  };
}

function Numbers({ values }: Pick<Policy, 'values'>): ReactNode {
  const { policies: words } = useWords('operator');
  const textOf = useValueText();
  return (
    <Card title={words.numbers}>
      <ScrollingTable
        label={words.numbers}
        rows={VALUE_NAMES}
        keyOf={(name) => name}
        columns={[
          { name: words.rule, cell: ruleOf },
          { name: words.meaning, cell: (name) => words.values[name] },
          { name: words.value, cell: (name) => <b>{textOf(name, values[name])}</b>, kind: 'fixed' },
          { name: words.name, cell: (name) => <code>{name}</code> },
        ]}
      />
    </Card>
  );
}

function Reasons({ reasons }: Pick<Policy, 'reasons'>): ReactNode {
  const { policies: words } = useWords('operator');
  const { remedies: remedyNames, roles } = useNames();
  const locale = useLocale();
  const burdenOf = ({ burden }: Reason) =>
    burden.length === 0 ? words.nobody : burden.map((party) => roles[party]).join(' → ');
  return (
    <Card title={words.reasons}>
      <ScrollingTable
        label={words.reasons}
        rows={reasons}
        keyOf={({ code }) => code}
        columns={[
          {
            name: words.reason,
            cell: ({ labels, code }) => (
              <>
                {labels[locale]}
                <div className="quiet">
                  <code>{code}</code>
                </div>
              </>
            ),
          },
          { name: words.remedies, cell: ({ remedies }) => remedies.map((one) => remedyNames[one]).join(' · ') },
          { name: words.burden, cell: burdenOf, kind: 'fixed' },
          { name: words.freight, cell: ({ freight }) => roles[freight], kind: 'fixed' },
          { name: words.mayRefuse, cell: ({ seller_may_refuse: may }) => (may ? words.yes : words.no) },
        ]}
      />
    </Card>
  );
}

/** A version of a policy as somebody reads it. */
export function PolicyDocument({ policy }: { policy: Policy }): ReactNode {
  const { policies: words } = useWords('operator');
  const locale = useLocale();
  return (
    <>
      <Card>
        <Facts
          rows={[
            [words.effective, <When key="from" at={policy.effective_from} as="full" />],
            [words.region, policy.region],
            [words.zone, policy.time_zone],
            [words.workingDays, words[policy.working_days]],
          ]}
        />
      </Card>
      <Numbers values={policy.values} />
      <Reasons reasons={policy.reasons} />
      <Card title={words.refusalReasons}>
        <ScrollingTable
          label={words.refusalReasons}
          rows={policy.refusal_reasons}
          keyOf={({ code }) => code}
          columns={[
            { name: words.reason, cell: ({ labels }) => labels[locale] },
            { name: words.name, cell: ({ code }) => <code>{code}</code> },
            { name: words.needsProof, cell: ({ needs_proof: needed }) => (needed ? words.needed : words.notNeeded) },
          ]}
        />
      </Card>
    </>
  );
}
