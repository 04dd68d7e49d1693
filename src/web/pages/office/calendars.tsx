import { type ReactNode, useState } from 'react';
import { type CalendarYear, putCalendar, useCalendarYears } from '../../api/office.ts';
import { useSubmission } from '../../api/submission.ts';
import { useWords } from '../../language/words.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/field.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { PageSkeleton } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { CalendarMonths } from './calendar-months.tsx';
import { noticeOf } from './notice-json.ts';
import { ScrollingTable } from './scrolling-table.tsx';
import './office.css';

type YearOf = Pick<CalendarYear, 'region' | 'year'>;

function PutDialog({ region, year, onClose }: YearOf & { onClose: () => void }): ReactNode {
  const { calendars: words } = useWords('operator');
  const common = useWords('common');
  const [text, setText] = useState('');
  const [unreadable, setUnreadable] = useState(false);
  const { submit, busy, problem } = useSubmission(putCalendar);
  const save = async () => {
    const notice = noticeOf(text);
    setUnreadable(notice === null);
    const put = notice && (await submit({ region, year, notice }));
    if (!put) return;
    notify(words.saved(year, put.deadlines_changed));
    onClose();
  };
  return (
    <Dialog title={words.putYear(year)} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="office-json">
          <FormField label={words.paste} hint={words.pasteHint} error={unreadable ? words.notJson : undefined}>
            {(control) => (
              <textarea
                {...control}
                className="input"
                spellCheck={false}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </FormField>
        </div>
        <ProblemAlert problem={problem} />
        {problem && problem.errors.length > 0 && (
          <ul>
            {problem.errors.map(({ pointer, detail }) => (
              <li key={`${pointer} ${detail}`}>
                <code>{pointer}</code> {detail}
              </li>
            ))}
          </ul>
        )}
        <DialogFoot>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button tone="primary" type="submit" busy={busy}>
            {busy ? words.saving : words.save}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function Missing({ years, onPut }: { years: readonly CalendarYear[]; onPut: (year: YearOf) => void }): ReactNode {
  const { calendars: words } = useWords('operator');
  return years.map(({ region, year, provisional_claims: claims }) => (
    <Alert key={`${region} ${year}`} tone={claims > 0 ? 'urgent' : 'warm'} title={`${words.missing(year)} (${region})`}>
      <div className="office-missing">
        <p>{words.missingClaims(claims)}</p>
        <Button tone="primary" onClick={() => onPut({ region, year })}>
          {words.putYear(year)}
        </Button>
      </div>
    </Alert>
  ));
}

function Source({ source }: Pick<CalendarYear, 'source'>): ReactNode {
  const { calendars: words } = useWords('operator');
  if (source === null) return <Tag tone="urgent">{words.unknown}</Tag>;
  return <Tag tone={source === 'put' ? 'calm' : 'plain'}>{words[source]}</Tag>;
}

/** R45: which years are known, which are missing, and what that means. */
export function CalendarsPage(): ReactNode {
  const { calendars: words } = useWords('operator');
  const { data, error, isPending, refetch } = useCalendarYears();
  const [putting, setPutting] = useState<YearOf | null>(null);
  const [chosen, setChosen] = useState<YearOf | null>(null);
  const latest = data?.find(({ source }) => source !== null);
  const shown = chosen ?? latest;
  return (
    <div className="stack">
      <h1>{words.heading}</h1>
      <p className="quiet">{words.note}</p>
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {isPending && <PageSkeleton />}
      <Missing years={(data ?? []).filter(({ source }) => source === null)} onPut={setPutting} />
      {shown && (
        <Card title={`${shown.region} ${shown.year}`}>
          <CalendarMonths region={shown.region} year={shown.year} />
        </Card>
      )}
      {data && (
        <ScrollingTable
          label={words.heading}
          rows={data}
          keyOf={({ region, year }) => `${region} ${year}`}
          columns={[
            { name: words.year, cell: ({ year }) => <b className="number">{year}</b> },
            { name: words.region, cell: ({ region }) => region },
            { name: words.source, cell: ({ source }) => <Source source={source} />, kind: 'fixed' },
            { name: words.daysOff, cell: ({ days_off }) => days_off, kind: 'end' },
            { name: words.makeUp, cell: ({ make_up_days }) => make_up_days, kind: 'end' },
            { name: words.provisional, cell: ({ provisional_claims }) => provisional_claims, kind: 'end' },
            {
              name: '',
              cell: (year) => (
                <span className="row">
                  <Button small aria-label={words.show(year.year)} onClick={() => setChosen(year)}>
                    {words.show(year.year)}
                  </Button>
                  <Button small onClick={() => setPutting(year)}>
                    {words.putYear(year.year)}
                  </Button>
                </span>
              ),
            },
          ]}
        />
      )}
      {putting && <PutDialog {...putting} onClose={() => setPutting(null)} />}
    </div>
  );
}
