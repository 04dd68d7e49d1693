import type { YearToPut } from '../../api/office.ts';

type Notice = YearToPut['notice'];

/** The State Council's notice in its usual JSON form says `isOffDay` where the interface says `off`. */
interface Told {
  readonly date?: unknown;
  readonly name?: unknown;
  readonly off?: unknown;
  readonly isOffDay?: unknown;
}

/** What was pasted, in the interface's form; null where it is no JSON with a list of days. The server checks the rest. */
export function noticeOf(text: string): Notice | null {
  try {
    const { days } = JSON.parse(text) as { days?: unknown };
    if (!Array.isArray(days)) return null;
    return {
      days: days.map(({ date, name, off, isOffDay }: Told) => ({ date, name, off: off ?? isOffDay })),
    } as Notice;
  } catch {
    return null;
  }
}
