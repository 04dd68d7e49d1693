import type { ReactNode } from 'react';
import { formatDay, formatFull, formatShort } from '../format/time.ts';
import { useLocale } from '../language/locale.ts';
import { useServerNow } from '../session/server-clock.ts';

/** An instant on the wire; to the minute, with the second and the offset when pointed at. */
export function When({ at, as = 'short' }: { at: string; as?: 'short' | 'full' | 'day' }): ReactNode {
  const locale = useLocale();
  const now = useServerNow(3_600_000);
  const instant = Date.parse(at);
  const text = {
    short: () => formatShort(locale, instant, now),
    full: () => formatFull(locale, instant),
    day: () => formatDay(locale, instant),
  };
  return (
    <time dateTime={at} title={formatFull(locale, instant)} className="number">
      {text[as]()}
    </time>
  );
}
