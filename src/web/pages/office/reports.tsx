import { type ReactNode, useState } from 'react';
import { dayNumber, dayOf, localDay } from '../../../domain/time.ts';
import { type DayRange, useReport } from '../../api/office.ts';
import { useWords } from '../../language/words.ts';
import { serverNow } from '../../session/server-clock.ts';
import { SETTINGS } from '../../session/settings.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { PageSkeleton } from '../../ui/states.tsx';
import { AppealsCard, DurationsCard, OutcomesCard, SlaCard, VolumeCard } from './report-cards.tsx';
import './office.css';

const LENGTHS = [7, 30, 90] as const;

function lastDays(count: number): DayRange {
  const to = localDay(serverNow(), SETTINGS.timeZone);
  return { from: dayOf(dayNumber(to) - count + 1), to };
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

interface PeriodProps {
  readonly range: DayRange;
  readonly onChange: (range: DayRange) => void;
}

function Period({ range, onChange }: PeriodProps): ReactNode {
  const { reports: words } = useWords('operator');
  const set = (change: Partial<DayRange>) => {
    if (Object.values(change).every(isDay)) onChange({ ...range, ...change });
  };
  return (
    <fieldset className="office-tools plain-fieldset">
      <legend className="unseen">{words.period}</legend>
      {LENGTHS.map((count) => {
        const { from, to } = lastDays(count);
        const chosen = from === range.from && to === range.to;
        return (
          <Button
            key={count}
            tone={chosen ? 'primary' : 'plain'}
            aria-pressed={chosen}
            onClick={() => onChange({ from, to })}
          >
            {words.days(count)}
          </Button>
        );
      })}
      <TextField type="date" label={words.from} value={range.from} max={range.to} onChange={(from) => set({ from })} />
      <TextField type="date" label={words.to} value={range.to} min={range.from} onChange={(to) => set({ to })} />
    </fieldset>
  );
}

/** How the centre does: five reports over one period. Which day it is there, the server knows. */
export function ReportsPage(): ReactNode {
  const { nav, reports: words } = useWords('operator');
  const usual = useReport('volume', {});
  const [chosen, setChosen] = useState<DayRange | null>(null);
  const range = chosen ?? (usual.data ? { from: usual.data.from, to: usual.data.to } : null);
  return (
    <div className="stack">
      <h1>{nav.reports}</h1>
      {!range && <ProblemAlert problem={usual.error} onRetry={() => void usual.refetch()} />}
      {!range && !usual.error && <PageSkeleton />}
      {range && (
        <>
          <Period range={range} onChange={setChosen} />
          <p className="quiet">{words.zone(SETTINGS.timeZone)}</p>
          <div className="office-reports">
            <VolumeCard range={range} />
            <DurationsCard range={range} />
            <SlaCard range={range} />
            <OutcomesCard range={range} />
            <AppealsCard range={range} />
          </div>
        </>
      )}
    </div>
  );
}
