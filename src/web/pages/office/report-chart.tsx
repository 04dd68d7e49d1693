import type { ReactNode } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

export interface Series {
  readonly key: string;
  readonly name: string;
  readonly colour: string;
}

interface ReportChartProps {
  readonly kind: 'lines' | 'stacks';
  readonly rows: readonly object[];
  /** The field along the axis. */
  readonly along: string;
  readonly series: readonly Series[];
  readonly unit?: string;
}

const TICK = { fill: 'var(--ink-2)', fontSize: 12 };
const MARGIN = { top: 8, right: 12, bottom: 0, left: -12 };

/** `2026-05-06` as `05-06`; what is no day stays as it is. */
const short = (value: string) => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? value.slice(5) : value);

/** Drawn for eyes alone: the table beside it says the same to everybody. */
export function ReportChart({ kind, rows, along, series, unit }: ReportChartProps): ReactNode {
  const frame = [
    <CartesianGrid key="grid" stroke="var(--line)" vertical={false} />,
    <XAxis key="x" dataKey={along} tickFormatter={short} tick={TICK} minTickGap={16} />,
    <YAxis key="y" allowDecimals={unit !== undefined} tick={TICK} />,
    <Tooltip
      key="tip"
      cursor={{ fill: 'var(--sunken)' }}
      {...(unit ? { formatter: (value) => `${value} ${unit}` } : {})}
    />,
    <Legend key="legend" wrapperStyle={{ fontSize: 13 }} />,
  ];
  const data = [...rows];
  return (
    <div aria-hidden="true" className="office-chart">
      <ResponsiveContainer width="100%" height={260}>
        {kind === 'lines' ? (
          <LineChart data={data} margin={MARGIN} accessibilityLayer={false}>
            {frame}
            {series.map(({ key, name, colour }) => (
              <Line
                key={key}
                dataKey={key}
                name={name}
                stroke={colour}
                strokeWidth={2}
                dot={false}
                connectNulls
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        ) : (
          <BarChart data={data} margin={MARGIN} accessibilityLayer={false}>
            {frame}
            {series.map(({ key, name, colour }) => (
              <Bar
                key={key}
                dataKey={key}
                name={name}
                fill={colour}
                stackId="one"
                maxBarSize={36}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        )}
      </ResponsiveContainer>
    </div>
  );
}
