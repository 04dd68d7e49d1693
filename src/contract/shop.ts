import { Type } from 'typebox';
import { Id, InstantText, nullable, record } from './primitive.ts';

const Count = Type.Integer({ minimum: 0 });

/** R60, R61: what a shop's rulings add up to, now or at a past instant (R64). */
export const StandingView = record(
  {
    shop_id: Id,
    month: Type.String({ pattern: '^\\d{4}-\\d{2}$' }),
    dispute_refunds: Count,
    limit: Count,
    restricted: Type.Boolean(),
    restricted_until: nullable(InstantText),
    restrictions: Type.Array(record({ from: InstantText, until: InstantText, lifted_at: nullable(InstantText) })),
  },
  { title: 'Standing' },
);

const Rates = {
  dispute_refund_rate_30d: Type.Number({ minimum: 0, description: 'dispute refunds per paid order line (R63)' }),
  intervened_rate_30d: Type.Number({ minimum: 0, description: 'interventions per paid order line' }),
};

/** R62, R63: the shop's public credit page: a panel of 30 days beside the platform's average, and the full history. */
export const CreditView = record(
  {
    shop_id: Id,
    trade_disputes: record({ last_30_days: Count, total: Count }),
    ...Rates,
    intervened_30d: Count,
    platform: record(Rates),
    history: Type.Array(record({ at: InstantText })),
  },
  { title: 'Credit' },
);

/** R61: whether the shop may take part in platform activities. */
export const EligibilityView = record(
  {
    eligible: Type.Boolean(),
    reasons: Type.Array(record({ code: Type.Literal('MONTHLY_DISPUTE_REFUNDS'), until: nullable(InstantText) })),
  },
  { title: 'Eligibility' },
);
