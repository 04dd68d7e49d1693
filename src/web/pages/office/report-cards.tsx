import type { ReactNode } from 'react';
import { type DayRange, type Reports, useReport } from '../../api/office.ts';
import { formatRate } from '../../format/month.ts';
import { formatSpan } from '../../format/time.ts';
import { useLocale } from '../../language/locale.ts';
import { useWords } from '../../language/words.ts';
import { Money } from '../../ui/money.tsx';
import { ReportCard } from './report-card.tsx';
import type { Column } from './scrolling-table.tsx';

interface CardProps {
  readonly range: DayRange;
}

type Counted<K extends string> = Readonly<Record<K, number>> & { readonly day: string };

function useDayColumns<K extends string, Row extends Counted<K>>(names: readonly K[]): readonly Column<Row>[] {
  const { reports: words } = useWords('operator');
  const titles = words as unknown as Readonly<Record<K, string>>;
  return [
    { name: words.day, cell: ({ day }) => day, kind: 'fixed' },
    ...names.map((name): Column<Row> => ({ name: titles[name], cell: (row) => row[name], kind: 'end' })),
  ];
}

const dayOf = ({ day }: { readonly day: string }) => day;

export function VolumeCard({ range }: CardProps): ReactNode {
  const { reports: words } = useWords('operator');
  const query = useReport('volume', range);
  const columns = useDayColumns(['opened', 'interventions', 'ended']);
  const { opened = 0, interventions = 0, ended = 0 } = query.data?.totals ?? {};
  const series = [
    { key: 'opened', name: words.opened, colour: 'var(--jade)' },
    { key: 'interventions', name: words.interventions, colour: 'var(--cinnabar)' },
    { key: 'ended', name: words.ended, colour: 'var(--indigo)' },
  ];
  const figures = [
    [words.opened, opened],
    [words.interventions, interventions],
    [words.ended, ended],
  ] as const;
  return (
    <ReportCard
      {...{ name: 'volume', range, query, figures, columns }}
      rows={query.data?.rows ?? []}
      keyOf={dayOf}
      chart={{ kind: 'lines', along: 'day', series }}
    />
  );
}

type DurationRow = Reports['durations']['rows'][number];

const hoursOf = (seconds: number | null) => (seconds === null ? null : Math.round(seconds / 360) / 10);

export function DurationsCard({ range }: CardProps): ReactNode {
  const { reports: words, none } = useWords('operator');
  const locale = useLocale();
  const query = useReport('durations', range);
  const span = (seconds: number | null | undefined) =>
    seconds === null || seconds === undefined ? none : formatSpan(locale, seconds * 1000, 2);
  const rows = query.data?.rows ?? [];
  const totals = query.data?.totals;
  const columns: readonly Column<DurationRow>[] = [
    { name: words.day, cell: ({ day }) => day, kind: 'fixed' },
    { name: words.ended, cell: ({ ended }) => ended, kind: 'end' },
    { name: words.median, cell: ({ median_seconds }) => span(median_seconds), kind: 'end' },
    { name: words.p90, cell: ({ p90_seconds }) => span(p90_seconds), kind: 'end' },
  ];
  const figures = [
    [`${words.median} · ${words.all}`, span(totals?.all.median_seconds)],
    [`${words.p90} · ${words.all}`, span(totals?.all.p90_seconds)],
    [`${words.median} · ${words.intervened}`, span(totals?.intervened.median_seconds)],
    [`${words.median} · ${words.amongThemselves}`, span(totals?.among_themselves.median_seconds)],
  ] as const;
  const series = [
    { key: 'median', name: words.median, colour: 'var(--jade)' },
    { key: 'p90', name: words.p90, colour: 'var(--amber)' },
  ];
  return (
    <ReportCard
      {...{ name: 'durations', range, query, figures, rows, columns }}
      keyOf={dayOf}
      chart={{ kind: 'lines', along: 'day', series, unit: words.hours }}
      drawn={rows.map(({ day, median_seconds, p90_seconds }) => ({
        day,
        median: hoursOf(median_seconds),
        p90: hoursOf(p90_seconds),
      }))}
    />
  );
}

export function SlaCard({ range }: CardProps): ReactNode {
  const { reports: words, none } = useWords('operator');
  const locale = useLocale();
  const query = useReport('sla', range);
  const columns = useDayColumns(['on_time', 'late']);
  const { on_time = 0, late = 0, rate = null } = query.data?.totals ?? {};
  const figures = [
    [words.rate, rate === null ? none : formatRate(locale, rate)],
    [words.on_time, on_time],
    [words.late, late],
  ] as const;
  const series = [
    { key: 'on_time', name: words.on_time, colour: 'var(--jade)' },
    { key: 'late', name: words.late, colour: 'var(--cinnabar)' },
  ];
  return (
    <ReportCard
      {...{ name: 'sla', range, query, figures, columns }}
      rows={query.data?.rows ?? []}
      keyOf={dayOf}
      chart={{ kind: 'stacks', along: 'day', series }}
    />
  );
}

type OutcomeRow = Reports['outcomes']['rows'][number];
const OUTCOMES = [
  ['settled', 'var(--jade)'],
  ['ruled_for_buyer', 'var(--indigo)'],
  ['ruled_for_seller', 'var(--amber)'],
  ['withdrawn', 'var(--jade-line)'],
  ['expired', 'var(--edge)'],
  ['otherwise', 'var(--line)'],
] as const;

export function OutcomesCard({ range }: CardProps): ReactNode {
  const { reports: words } = useWords('operator');
  const query = useReport('outcomes', range);
  const rows = query.data?.rows ?? [];
  const columns: readonly Column<OutcomeRow>[] = [
    { name: words.reason, cell: ({ label }) => label },
    { name: words.ended, cell: ({ ended }) => ended, kind: 'end' },
    ...OUTCOMES.map(([key]): Column<OutcomeRow> => ({ name: words[key], cell: (row) => row[key], kind: 'end' })),
    {
      name: words.refunded,
      cell: ({ refunded, currency }) => <Money amount={refunded} currency={currency} />,
      kind: 'end',
    },
  ];
  const figures = [
    [words.ended, query.data?.totals.ended ?? 0],
    ...(query.data?.totals.money ?? []).map(
      ({ currency, refunded }) =>
        [`${words.refunded} · ${currency}`, <Money key={currency} amount={refunded} currency={currency} />] as const,
    ),
  ] as const;
  const series = OUTCOMES.map(([key, colour]) => ({ key, name: words[key], colour }));
  return (
    <ReportCard
      {...{ name: 'outcomes', range, query, figures, rows, columns }}
      keyOf={({ reason, currency }) => `${reason} ${currency}`}
      chart={{ kind: 'stacks', along: 'label', series }}
    />
  );
}

export function AppealsCard({ range }: CardProps): ReactNode {
  const { reports: words, none } = useWords('operator');
  const locale = useLocale();
  const query = useReport('appeals', range);
  const columns = useDayColumns(['filed', 'upheld', 'overturned']);
  const { filed = 0, upheld = 0, overturned = 0, overturn_rate: rate = null } = query.data?.totals ?? {};
  const figures = [
    [words.overturnRate, rate === null ? none : formatRate(locale, rate)],
    [words.filed, filed],
    [words.upheld, upheld],
    [words.overturned, overturned],
  ] as const;
  const series = [
    { key: 'upheld', name: words.upheld, colour: 'var(--jade)' },
    { key: 'overturned', name: words.overturned, colour: 'var(--cinnabar)' },
  ];
  return (
    <ReportCard
      {...{ name: 'appeals', range, query, figures, columns }}
      rows={query.data?.rows ?? []}
      keyOf={dayOf}
      chart={{ kind: 'stacks', along: 'day', series }}
    />
  );
}
