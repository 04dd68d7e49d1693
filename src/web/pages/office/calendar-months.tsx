import type { ReactNode } from 'react';
import { dayNumber, dayOf } from '../../../domain/time.ts';
import { useCalendarDays } from '../../api/office.ts';
import { useWords } from '../../language/words.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { PageSkeleton } from '../../ui/states.tsx';
import './office.css';

interface NoticeDay {
  readonly off: boolean;
  readonly name: string;
}

const pad = (value: number) => String(value).padStart(2, '0');

/** The days of a month in weeks from Monday on; null where a week has a day of another month. */
function weeksOf(year: number, month: number): (string | null)[][] {
  const first = dayNumber(`${year}-${pad(month)}-01`);
  const next = month === 12 ? dayNumber(`${year + 1}-01-01`) : dayNumber(`${year}-${pad(month + 1)}-01`);
  // Day 0, the first of 1970, was a Thursday.
  const lead = (((first + 3) % 7) + 7) % 7;
  const cells = Array.from({ length: lead + next - first }, (_, index) =>
    index < lead ? null : dayOf(first + index - lead),
  );
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

function DayCell({ day, known }: { day: string; known: NoticeDay | undefined }): ReactNode {
  const { calendars: words } = useWords('operator');
  if (!known) return <td className="number">{Number(day.slice(8))}</td>;
  const kind = known.off ? words.legendOff : words.legendWork;
  return (
    <td className={`number ${known.off ? 'off' : 'work'}`} title={`${known.name} · ${kind}`}>
      {Number(day.slice(8))}
      <span className="unseen">
        {known.name} {kind}
      </span>
    </td>
  );
}

interface MonthProps {
  readonly year: number;
  readonly month: number;
  readonly days: ReadonlyMap<string, NoticeDay>;
}

function Month({ year, month, days }: MonthProps): ReactNode {
  const { calendars: words } = useWords('operator');
  return (
    <table className="office-month">
      <caption>{words.month(month)}</caption>
      <thead>
        <tr>
          {words.weekdays.map((name, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the days of a week never move.
            <th key={index} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(year, month).map((week) => (
          <tr key={week.join(' ')}>
            {week.map((day, index) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: the days of a week never move.
              day === null ? <td key={index} /> : <DayCell key={day} day={day} known={days.get(day)} />,
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A year as its twelve months, with what the notice says of each day. */
export function CalendarMonths({ region, year }: { region: string; year: number }): ReactNode {
  const { calendars: words } = useWords('operator');
  const { data, error, isPending, refetch } = useCalendarDays(region, year);
  const days = new Map((data?.days ?? []).map(({ date, ...rest }) => [date, rest]));
  return (
    <div className="stack">
      <p className="office-legend row">
        <span className="off">{words.legendOff}</span>
        <span className="work">{words.legendWork}</span>
      </p>
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {isPending && <PageSkeleton blocks={1} />}
      {data && (
        <div className="office-months">
          {Array.from({ length: 12 }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the months of a year never move.
            <Month key={index} year={year} month={index + 1} days={days} />
          ))}
        </div>
      )}
    </div>
  );
}
