import type { ReactNode } from 'react';
import { Bar, BarChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatMonth, formatMonthShort } from '../../format/month.ts';
import { useLocale } from '../../language/locale.ts';
import { useWords } from '../../language/words.ts';

/** How many dispute refunds a calendar month (`2026-05`) had. */
export interface MonthCount {
  readonly month: string;
  readonly count: number;
}

interface StandingChartProps {
  readonly months: readonly MonthCount[];
  readonly limit: number;
}

/** R61: dispute refunds by month against the month's limit. The table below says the same in words. */
export function StandingChart({ months, limit }: StandingChartProps): ReactNode {
  const { standing: words } = useWords('seller');
  const locale = useLocale();
  const most = Math.max(limit, ...months.map(({ count }) => count));
  return (
    <div aria-hidden="true">
      <ResponsiveContainer width="100%" height={240}>
        <BarChart data={[...months]} margin={{ top: 18, right: 8, bottom: 0, left: -20 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            dataKey="month"
            tickFormatter={(month: string) => formatMonthShort(locale, month)}
            tick={{ fill: 'var(--ink-2)', fontSize: 12 }}
          />
          <YAxis
            allowDecimals={false}
            domain={[0, most + (most % 2 === 0 ? 2 : 1)]}
            tick={{ fill: 'var(--ink-2)', fontSize: 12 }}
          />
          <Tooltip labelFormatter={(month) => formatMonth(locale, String(month))} cursor={{ fill: 'var(--sunken)' }} />
          <ReferenceLine
            y={limit}
            stroke="var(--cinnabar)"
            strokeDasharray="5 4"
            label={{ value: words.limit(limit), position: 'insideBottomLeft', fill: 'var(--cinnabar)', fontSize: 12 }}
          />
          <Bar
            dataKey="count"
            name={words.disputes}
            fill="var(--jade)"
            radius={[4, 4, 0, 0]}
            maxBarSize={36}
            isAnimationActive={false}
          />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
