import { Type } from 'typebox';
import { type Milliseconds, parseLength } from '../domain/time.ts';
import { Id, InstantText, record } from './primitive.ts';

export const ClockView = record({ now: InstantText }, { title: 'Clock' });

/** Exactly one of the three. */
export const AdvanceBody = record(
  {
    by: Type.Optional(
      Type.String({
        pattern: '^-?P(?=[T\\d])(?:\\d{1,4}D)?(?:T(?=\\d)(?:\\d{1,5}H)?(?:\\d{1,5}M)?(?:\\d{1,7}S)?)?$',
        maxLength: 32,
        examples: ['PT72H', 'P3D'],
      }),
    ),
    to: Type.Optional(InstantText),
    to_next_deadline: Type.Optional(Id),
  },
  { title: 'AdvanceBody', minProperties: 1, maxProperties: 1 },
);

/** The milliseconds of a signed exact duration: `PT72H`, `-PT1S`. */
export function durationOf(by: string): Milliseconds {
  const measure = parseLength(by.replace(/^-/, ''));
  if (measure?.unit !== 'exact') throw new Error(`not an exact duration: ${by}`);
  return by.startsWith('-') ? -measure.ms : measure.ms;
}
