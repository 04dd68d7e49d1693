import { Type } from 'typebox';
import { Amount, Currency, Id, InstantText, record } from './primitive.ts';

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
