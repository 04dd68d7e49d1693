import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import type { Deadline } from '../api/shapes.ts';
import { fill } from '../format/sentence.ts';
import { formatFull, formatLength, formatSpan } from '../format/time.ts';
import { useLocale } from '../language/locale.ts';
import { useNames, useWords } from '../language/words.ts';
import { useServerNow } from '../session/server-clock.ts';
import { Icon } from './icon.tsx';
import './countdown.css';

const DAY = 86_400_000;
/** How long the server may need to act on a deadline before the page asks again. */
const GRACE = 1500;

function useRefreshAt(instant: number, now: number): void {
  const client = useQueryClient();
  const passed = now > instant + GRACE;
  useEffect(() => {
    if (passed) void client.invalidateQueries({ predicate: ({ queryKey: [subject] }) => subject !== 'policy' });
  }, [passed, client]);
}

/** The time left to an instant by the server's clock; below a day it counts seconds and turns red. */
export function Countdown({ at }: { at: string }): ReactNode {
  const { deadline: words } = useWords('common');
  const locale = useLocale();
  const instant = Date.parse(at);
  const now = useServerNow(1000);
  useRefreshAt(instant, now);
  const left = instant - now;
  const title = formatFull(locale, instant);
  if (left <= 0) return <span title={title}>{words.passed}</span>;
  const seconds = Math.ceil(left / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), words.days],
    [Math.floor(seconds / 3600) % 24, words.hours],
    [Math.floor(seconds / 60) % 60, words.minutes],
    [seconds % 60, words.seconds],
  ];
  const shown = left >= DAY ? parts.slice(0, 3) : parts.slice(1);
  return (
    <time dateTime={at} title={title} className={`countdown number ${left < DAY ? 'soon' : ''}`}>
      {/* Screen readers get a sentence instead of a ticking row of numbers. */}
      <span className="unseen">{words.left(formatSpan(locale, left, 2))}</span>
      {shown.map(([count, unit]) => (
        <span key={unit} aria-hidden="true">
          <b>{unit === shown[0]?.[1] ? count : String(count).padStart(2, '0')}</b>
          <i>{unit}</i>
        </span>
      ))}
    </time>
  );
}

/** R3: how a deadline was reached, step by step, for whoever wants to know. */
export function DeadlineWhy({ deadline }: { deadline: Deadline }): ReactNode {
  const { deadline: words } = useWords('common');
  const names = useNames();
  const locale = useLocale();
  return (
    <details className="deadline-why">
      <summary>
        {words.how}
        <Icon name="chevron" size={16} />
      </summary>
      <ol>
        {deadline.why.map(({ rule, from, length, paused }) => (
          <li key={`${rule} ${from}`}>
            {fill(paused === 'PT0S' ? names.phrases.derivation : names.phrases.derivation_paused, {
              length: formatLength(locale, length, names),
              from: formatFull(locale, Date.parse(from)),
              rule,
              paused: formatLength(locale, paused, names),
            })}
          </li>
        ))}
        <li>
          {words.by(formatFull(locale, Date.parse(deadline.at)))} · {words.then(names.deadlines[deadline.then])}
        </li>
        {deadline.provisional && <li>{words.provisional}</li>}
      </ol>
    </details>
  );
}
