import { Type } from 'typebox';
import { Amount, Currency, Id, record, text } from './primitive.ts';

export const RefundSucceededBody = record({ reference: Type.Optional(text(200)) }, { title: 'RefundSucceededBody' });
export const RefundFailedBody = record({ reason: text(500) }, { title: 'RefundFailedBody' });

/** R59a: a refund, instructed once, as the marketplace has reported on it. */
export const RefundView = record(
  {
    id: Id,
    claim_id: Id,
    amount: Amount,
    currency: Currency,
    status: Type.Enum(['instructed', 'succeeded', 'failed']),
    attempts: Type.Integer({ minimum: 1 }),
  },
  { title: 'Refund' },
);
