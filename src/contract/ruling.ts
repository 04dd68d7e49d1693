import { type Static, Type } from 'typebox';
import { FAULTS, FREIGHTS, FUNDINGS, RULING_REASONS, RULING_REMEDIES, type Ruling } from '../domain/verdict.ts';
import { Amount, FileIds, Id, InstantText, nullable, record } from './primitive.ts';
import type { Viewpoint } from './viewer.ts';
import { toWire } from './wire.ts';

export const RulingView = record(
  {
    fault: Type.Enum(FAULTS),
    remedy: Type.Enum(RULING_REMEDIES),
    amount: Amount,
    return_goods: Type.Boolean(),
    freight: Type.Enum(FREIGHTS),
    funding: Type.Enum(FUNDINGS),
    findings: Type.Array(record({ text: Type.String(), files: FileIds })),
    reason_code: Type.Enum(RULING_REASONS),
    rules: Type.Array(Type.String()),
    by: nullable(Id),
    approved_by: nullable(Id),
    backstop: Type.Boolean({ description: 'made to take effect by time (R44)' }),
    at: InstantText,
  },
  { title: 'Ruling' },
);

/** A ruling; parties do not see which member of staff made it. */
export function rulingView(ruling: Ruling, viewpoint: Viewpoint): Static<typeof RulingView> {
  const names = viewpoint === 'inside' ? {} : { by: null, approvedBy: null };
  return toWire({ ...ruling, ...names }) as Static<typeof RulingView>;
}
