import { type ComponentProps, lazy, type ReactNode, Suspense, useState } from 'react';
import { type DayRange, downloadReport, type ReportName } from '../../api/office.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { PageSkeleton } from '../../ui/states.tsx';
import type { ReportChart } from './report-chart.tsx';
import { type Column, ScrollingTable } from './scrolling-table.tsx';

const Chart = lazy(async () => ({ default: (await import('./report-chart.tsx')).ReportChart }));

interface ReportCardProps<Row extends object> {
  readonly name: ReportName;
  readonly range: DayRange;
  readonly query: { readonly error: unknown; readonly isPending: boolean; readonly refetch: () => unknown };
  readonly figures: readonly (readonly [name: string, value: ReactNode])[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  readonly chart: Omit<ComponentProps<typeof ReportChart>, 'rows'>;
  /** What the chart draws, where it is not the rows themselves. */
  readonly drawn?: readonly object[];
}

function ExportButton({ name, range }: Pick<ReportCardProps<object>, 'name' | 'range'>): ReactNode {
  const { reports: words } = useWords('operator');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const run = async () => {
    setBusy(true);
    await downloadReport(name, range).then(() => setProblem(null), setProblem);
    setBusy(false);
  };
  return (
    <>
      <Button small busy={busy} aria-label={words.exportOf(words.names[name])} onClick={() => void run()}>
        {words.csv}
      </Button>
      <ProblemAlert problem={problem} />
    </>
  );
}

/** One report: its figures, a chart, the same as a table, and as a file. */
export function ReportCard<Row extends object>(props: ReportCardProps<Row>): ReactNode {
  const { name, range, query, figures, rows, keyOf, columns, chart, drawn } = props;
  const { reports: words, table } = useWords('operator');
  const title = words.names[name];
  return (
    <Card title={title} aside={<ExportButton name={name} range={range} />}>
      <div className="stack">
        <p className="quiet">{words.about[name]}</p>
        <ProblemAlert problem={query.error} onRetry={() => void query.refetch()} />
        {query.isPending && <PageSkeleton blocks={1} />}
        {!query.isPending && rows.length === 0 && !query.error && <p>{words.nothing}</p>}
        {rows.length > 0 && (
          <>
            <dl className="office-figures">
              {figures.map(([term, value]) => (
                <div key={term}>
                  <dt>{term}</dt>
                  <dd className="number">{value}</dd>
                </div>
              ))}
            </dl>
            <Suspense fallback={<div className="office-chart" />}>
              <Chart {...chart} rows={drawn ?? rows} />
            </Suspense>
            <details className="more">
              <summary>{table}</summary>
              <ScrollingTable label={title} columns={columns} rows={rows} keyOf={keyOf} />
            </details>
          </>
        )}
      </div>
    </Card>
  );
}
