import { SearchOutlined } from '@ant-design/icons';
import { Input, InputNumber, Segmented, Select } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import { REMEDIES, STATUSES } from '../../../domain/claim.ts';
import { useCurrentPolicy } from '../../api/current-policy.ts';
import { useLocale } from '../../language/locale.ts';
import { useNames, useWords } from '../../language/words.ts';
import { serverNow } from '../../session/server-clock.ts';
import { type ClaimsWanted, useShopCounts } from './shop-claims.ts';

const DAY = 86_400_000;
/** To the hour, so that the same question is asked for a while and its answer kept. */
const HOUR = 3_600_000;

/** What is looked for, kept in the address so that it can be passed on and comes back. */
export function useClaimFilters() {
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return { get: (name: string) => params.get(name) ?? '', set };
}

type Filters = ReturnType<typeof useClaimFilters>;

const minorUnits = (text: string) => (text === '' ? undefined : Math.round(Number(text) * 100));

/** The filters as the API takes them. */
export function wantedOf({ get }: Filters): ClaimsWanted {
  const days = Number(get('within'));
  const before = Math.ceil((serverNow() + days * DAY) / HOUR) * HOUR;
  return {
    viewer_state: get('turn') || undefined,
    status: get('status') || undefined,
    remedy: get('remedy') || undefined,
    reason: get('reason') || undefined,
    amount_from: minorUnits(get('from')),
    amount_to: minorUnits(get('to')),
    deadline_before: days > 0 ? new Date(before).toISOString() : undefined,
    q: get('q').trim() || undefined,
    sort: get('sort') || 'deadline',
  };
}

interface ChoiceProps {
  readonly filters: Filters;
  readonly name: string;
  readonly label: string;
  readonly any: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

function Choice({ filters, name, label, any, options }: ChoiceProps): ReactNode {
  return (
    <Select
      aria-label={label}
      popupMatchSelectWidth={false}
      value={filters.get(name)}
      options={[{ value: '', label: any }, ...options]}
      onChange={(value) => filters.set(name, value)}
    />
  );
}

const SEARCH_PAUSE = 250;

/** Asks once typing has paused, and not for every letter. */
function Search({ filters }: { filters: Filters }): ReactNode {
  const { list: words } = useWords('seller');
  const [typed, setTyped] = useState(filters.get('q'));
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed begins another pause.
  useEffect(() => {
    const timer = setTimeout(() => filters.set('q', typed), SEARCH_PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <Input
      type="search"
      allowClear
      maxLength={100}
      aria-label={words.search}
      placeholder={words.search}
      prefix={<SearchOutlined aria-hidden="true" />}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}

function Amounts({ filters }: { filters: Filters }): ReactNode {
  const { list: words } = useWords('seller');
  const bounds = { from: words.amountFrom, to: words.amountTo };
  return (
    <span className="claim-amounts">
      {Object.entries(bounds).map(([name, label]) => (
        <InputNumber
          key={name}
          min={0}
          precision={2}
          controls={false}
          aria-label={label}
          placeholder={label}
          value={filters.get(name) === '' ? null : Number(filters.get(name))}
          onChange={(value) => filters.set(name, value === null ? null : String(value))}
        />
      ))}
    </span>
  );
}

function Turns({ filters }: { filters: Filters }): ReactNode {
  const { list: words } = useWords('seller');
  const { data: counts } = useShopCounts();
  const turns = Object.entries(words.turns).map(([value, label]) => {
    const count = counts?.[value];
    return { value, label: count === undefined ? label : `${label} ${count}` };
  });
  return (
    <Segmented
      aria-label={words.turn}
      options={[{ value: '', label: words.anyTurn }, ...turns]}
      value={filters.get('turn')}
      onChange={(turn) => filters.set('turn', turn)}
    />
  );
}

/** Whose turn, what, how much, until when, and in which order. */
export function FilterBar({ filters, children }: { filters: Filters; children: ReactNode }): ReactNode {
  const { list: words } = useWords('seller');
  const { statuses, remedies } = useNames();
  const locale = useLocale();
  const { data: policy } = useCurrentPolicy();
  const named = (names: readonly (keyof typeof statuses)[]) =>
    names.map((value) => ({ value, label: statuses[value] }));
  return (
    <div className="claim-filters">
      <Turns filters={filters} />
      <Search filters={filters} />
      <Choice filters={filters} name="status" label={words.status} any={words.anyStatus} options={named(STATUSES)} />
      <Choice
        filters={filters}
        name="remedy"
        label={words.remedy}
        any={words.anyRemedy}
        options={REMEDIES.map((value) => ({ value, label: remedies[value] }))}
      />
      <Choice
        filters={filters}
        name="reason"
        label={words.reason}
        any={words.anyReason}
        options={(policy?.reasons ?? []).map(({ code, labels }) => ({ value: code, label: labels[locale] }))}
      />
      <Choice
        filters={filters}
        name="within"
        label={words.left}
        any={words.anyTime}
        options={[1, 3].map((days) => ({ value: String(days), label: words.within(days) }))}
      />
      <Choice
        filters={filters}
        name="sort"
        label={words.sort}
        any={words.sortDeadline}
        options={[{ value: 'latest', label: words.sortLatest }]}
      />
      <Amounts filters={filters} />
      <div className="end">{children}</div>
    </div>
  );
}
