import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { REMEDIES } from '../../../domain/claim.ts';
import { ApiProblem } from '../../api/problem.ts';
import { amountOf, decimalOf } from '../../format/money.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { FormField, TextField } from '../../ui/field.tsx';
import { addressOf } from './queue-address.ts';
import { FILTER_FIELDS, type FilterField, type QueueQuery, useReasonCodes } from './queue-data.ts';

type Typed = Readonly<Record<FilterField, string>>;

/** Amounts are typed in whole units, as everywhere; the address has the server's. */
const CURRENCY = 'CNY';
const AMOUNTS: readonly FilterField[] = ['amount_from', 'amount_to'];
const DAY_MS = 86_400_000;

/** The day a deadline lies on at the latest, from the first instant after it, by the viewer's own midnight. */
function dayBefore(instant: string): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return '';
  const local = new Date(at - 1);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${local.getFullYear()}-${pad(local.getMonth() + 1)}-${pad(local.getDate())}`;
}

function endOfDay(day: string): string {
  const start = Date.parse(`${day}T00:00:00`);
  return Number.isNaN(start) ? day : new Date(start + DAY_MS).toISOString();
}

function typedOf(query: QueueQuery): Typed {
  const texts = FILTER_FIELDS.map((field): [FilterField, string] => {
    const value = query[field] ?? '';
    if (field === 'deadline_before') return [field, dayBefore(value)];
    if (AMOUNTS.includes(field) && /^\d+$/.test(value)) return [field, decimalOf(Number(value), CURRENCY)];
    return [field, value];
  });
  return Object.fromEntries(texts) as Record<FilterField, string>;
}

/** What is empty is left out; what is no amount is for the server to say so. */
function queryOf(typed: Typed): QueueQuery {
  const fields = FILTER_FIELDS.flatMap((field): [string, string][] => {
    const text = typed[field].trim();
    if (text === '') return [];
    if (field === 'deadline_before') return [[field, endOfDay(text)]];
    return [[field, AMOUNTS.includes(field) ? String(amountOf(text, CURRENCY) ?? text) : text]];
  });
  return Object.fromEntries(fields);
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, label: string])[];
  readonly any: string;
  readonly onChange: (value: string) => void;
}

function Select({ label, value, choices, any, onChange }: SelectProps): ReactNode {
  return (
    <FormField label={label} optional>
      {(control) => (
        <select {...control} className="input" value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{any}</option>
          {choices.map(([choice, name]) => (
            <option key={choice} value={choice}>
              {name}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
}

const STAGES = ['evidence', 'seller_reply', 'review', 'awaiting_approval'] as const;

interface FieldsProps {
  readonly typed: Typed;
  readonly set: (field: FilterField) => (value: string) => void;
  readonly errorOf: (field: FilterField) => string | undefined;
}

function Choices({ typed, set }: FieldsProps): ReactNode {
  const { queue: words } = useWords('mediator');
  const { stages, remedies } = useNames();
  const reasons = useReasonCodes();
  const yesNo = [['true', words.yes] as const, ['false', words.no] as const];
  const levels = (['1', '2'] as const).map((level) => [level, words.levels[level]] as const);
  const stageNames = STAGES.map((stage) => [stage, stages[stage]] as const);
  const remedyNames = REMEDIES.map((remedy) => [remedy, remedies[remedy]] as const);
  const all: readonly (readonly [FilterField, string, SelectProps['choices'], string])[] = [
    ['stage', words.stage, stageNames, words.anyStage],
    ['reason', words.reasonLabel, reasons, words.anyReason],
    ['remedy', words.demand, remedyNames, words.anyRemedy],
    ['level', words.levelLabel, levels, words.levels.any],
    ['overdue', words.overdue, yesNo, words.any],
    ['suspended', words.suspended, yesNo, words.any],
  ];
  return all.map(([field, label, choices, any]) => (
    <Select key={field} label={label} choices={choices} any={any} value={typed[field]} onChange={set(field)} />
  ));
}

function Texts({ typed, set, errorOf }: FieldsProps): ReactNode {
  const { queue: words } = useWords('mediator');
  const all: readonly (readonly [FilterField, string, 'text' | 'date'])[] = [
    ['amount_from', words.amountFrom, 'text'],
    ['amount_to', words.amountTo, 'text'],
    ['deadline_before', words.deadlineBefore, 'date'],
    ['owner', words.ownerId, 'text'],
    ['shop_id', words.shopId, 'text'],
    ['buyer_id', words.buyerId, 'text'],
  ];
  return all.map(([field, label, type]) => (
    <TextField
      key={field}
      label={label}
      type={type}
      optional
      autoComplete="off"
      value={typed[field]}
      onChange={set(field)}
      error={errorOf(field)}
      {...(AMOUNTS.includes(field) && { inputMode: 'decimal' as const })}
    />
  ));
}

interface FiltersProps {
  readonly query: QueueQuery;
  readonly problem: unknown;
}

/** What the queue is narrowed to. The server says what is wrong with which field, and what was typed stays. */
export function QueueFilters({ query, problem }: FiltersProps): ReactNode {
  const { queue: words } = useWords('mediator');
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState(() => typedOf(query));
  const { view, sort } = query;
  const kept = { ...(view && { view }), ...(sort && { sort }) };
  const errors = problem instanceof ApiProblem ? problem.errors : [];
  const errorOf = (field: FilterField) => errors.find(({ pointer }) => pointer === `/query/${field}`)?.detail;
  const set = (field: FilterField) => (value: string) => setTyped((before) => ({ ...before, [field]: value }));
  const count = FILTER_FIELDS.filter((field) => field !== 'search' && query[field] !== undefined).length;
  return (
    <search>
      <form
        className="desk-queue-tools"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          navigate(addressOf({ ...kept, ...queryOf(typed) }));
        }}
      >
        <TextField
          label={words.search}
          type="search"
          optional
          autoComplete="off"
          value={typed.search}
          onChange={set('search')}
          error={errorOf('search')}
        />
        <details className="desk-filter" open={count > 0}>
          <summary id="queue-filters">{count > 0 ? words.filtersOn(count) : words.filters}</summary>
          <div className="desk-filter-fields">
            <Choices typed={typed} set={set} errorOf={errorOf} />
            <Texts typed={typed} set={set} errorOf={errorOf} />
          </div>
        </details>
        <div className="row">
          <Button type="submit" small>
            {words.apply}
          </Button>
          <Button
            small
            tone="quiet"
            onClick={() => {
              setTyped(typedOf({}));
              navigate(addressOf(kept));
            }}
          >
            {words.clear}
          </Button>
        </div>
      </form>
    </search>
  );
}
