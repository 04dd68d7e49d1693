import { type Static, Type } from 'typebox';
import { DEADLINE_NAMES, type Deadline } from '../domain/deadline.ts';
import { formatDuration } from '../domain/time.ts';
import { formatInstant } from './instant.ts';
import { InstantText, record } from './primitive.ts';

const Because = record({
  rule: Type.String(),
  from: InstantText,
  length: Type.String({ description: '`P3D`, `PT24H`, `P6M` or `6WD` (working days)' }),
  paused: Type.String({ description: 'ISO 8601 duration for which it stood still' }),
});

/** R3: one instant, what follows then, and how it was reached. */
export const DeadlineView = record(
  { at: InstantText, then: Type.Enum(DEADLINE_NAMES), provisional: Type.Boolean(), why: Type.Array(Because) },
  { title: 'Deadline' },
);

export function deadlineView({ at, then, provisional, why }: Deadline): Static<typeof DeadlineView> {
  return {
    at: formatInstant(at),
    then,
    provisional,
    why: why.map(({ rule, from, length, paused }) => ({
      rule,
      from: formatInstant(from),
      length,
      paused: formatDuration(paused),
    })),
  };
}
