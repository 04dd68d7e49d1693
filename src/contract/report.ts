import { type TSchema, Type } from 'typebox';
import { Amount, Currency, Day, Id, InstantText, nullable, record } from './primitive.ts';

/** What a person has to look at: deadlines that could not be applied, refunds that the provider refused. */
export const ParkedReport = record(
  {
    deadlines: Type.Array(
      record({ claim_id: Id, shop_id: Id, due_at: InstantText, parked_at: InstantText, error: Type.String() }),
      { maxItems: 100 },
    ),
    refunds: Type.Array(
      record({
        id: Id,
        claim_id: Id,
        shop_id: Id,
        amount: Amount,
        currency: Currency,
        attempts: Type.Integer({ minimum: 1 }),
        failed_at: InstantText,
        reason: Type.String(),
      }),
      { maxItems: 100 },
    ),
  },
  { title: 'ParkedReport' },
);

const Count = Type.Integer({ minimum: 0 });
const Seconds = nullable(Type.Integer({ minimum: 0, description: 'null where nothing ended' }));
const Rate = nullable(Type.Number({ minimum: 0, maximum: 1, description: 'null where there is nothing to compare' }));

type Fields = Record<string, TSchema>;

/** Whole calendar days of the policy's time zone, both ends included (R1). */
function reportOf<Row extends Fields, Totals extends Fields>(title: string, row: Row, totals: Totals) {
  const period = { from: Day, to: Day, time_zone: Type.String() };
  return record({ ...period, rows: Type.Array(record(row)), totals: record(totals) }, { title });
}

const volume = { opened: Count, interventions: Count, ended: Count };
export const VolumeReport = reportOf('VolumeReport', { day: Day, ...volume }, volume);

/** From application to end, in seconds. */
const duration = { ended: Count, median_seconds: Seconds, p90_seconds: Seconds };
const DurationFigures = record(duration, { title: 'DurationFigures' });
export const DurationsReport = reportOf(
  'DurationsReport',
  { day: Day, ...duration },
  { all: DurationFigures, intervened: DurationFigures, among_themselves: DurationFigures },
);

/** R44: rulings by the due date of their review, counted in working days. */
const sla = { on_time: Count, late: Count };
export const SlaReport = reportOf('SlaReport', { day: Day, ...sla }, { ...sla, rate: Rate });

const outcomes = {
  ended: Count,
  settled: Count,
  ruled_for_buyer: Count,
  ruled_for_seller: Count,
  withdrawn: Count,
  expired: Count,
  otherwise: Count,
};
const Sum = Type.Integer({ minimum: 0, description: 'minor units of `currency`' });
export const OutcomesReport = reportOf(
  'OutcomesReport',
  { reason: Type.String(), label: Type.String(), currency: Currency, ...outcomes, refunded: Sum },
  { ...outcomes, money: Type.Array(record({ currency: Currency, refunded: Sum })) },
);

/** R56: how often an appeal overturned a ruling, of those decided. */
const appeals = { filed: Count, upheld: Count, overturned: Count };
export const AppealsReport = reportOf('AppealsReport', { day: Day, ...appeals }, { ...appeals, overturn_rate: Rate });

/** A deadline that was set aside and is tried again; one that fails again is soon in the report once more. */
export const RetriedDeadline = record({ claim_id: Id, due_at: InstantText }, { title: 'RetriedDeadline' });
