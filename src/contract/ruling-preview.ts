import { type Static, Type } from 'typebox';
import { STATUSES } from '../domain/claim.ts';
import type { RulingForecast } from '../domain/ruling-forecast.ts';
import { restrictionEnd } from '../domain/standing.ts';
import { FAULTS, FREIGHTS, FUNDINGS, RULING_REMEDIES, type RulingContent } from '../domain/verdict.ts';
import type { Stakes } from './consequence.ts';
import { DeadlineView, deadlineView } from './deadline.ts';
import { formatInstant } from './instant.ts';
import { Amount, Currency, InstantText, nullable, record } from './primitive.ts';
import { PARTIES } from './terms.ts';

/** The part of a ruling that decides what happens; its reasons may still be missing. */
export const RulingPreviewBody = record(
  {
    fault: Type.Enum(FAULTS),
    remedy: Type.Enum(RULING_REMEDIES),
    amount: Amount,
    return_goods: Type.Boolean(),
    freight: Type.Enum(FREIGHTS),
    funding: Type.Enum(FUNDINGS),
  },
  { title: 'RulingPreviewBody' },
);

const Record = record({
  counts: Type.Enum(['now', 'later', 'never', 'reversed'], { description: 'R60: `later` is when the refund is due' }),
  number: Type.Integer({ description: 'which dispute refund of the month it would be, as things stand' }),
  limit: Type.Integer(),
  restricted_until: nullable(InstantText),
});

/** What a ruling would do, once it is in force. */
export const RulingPreviewView = record(
  {
    currency: Currency,
    waits_for_approval: Type.Boolean(),
    decides_appeal: Type.Boolean(),
    next_status: Type.Enum(STATUSES),
    buyer: record({ amount: Amount, at_once: Amount, sends_back: Type.Boolean() }),
    seller: record({ bears: Amount, freight: Type.Enum(FREIGHTS), funding: Type.Enum(FUNDINGS) }),
    compensation: Type.Array(record({ to: Type.Enum([...PARTIES, 'platform']), amount: Amount })),
    record: Record,
    deadline: nullable(DeadlineView),
    appeal_until: nullable(InstantText),
  },
  { title: 'RulingPreview' },
);

export function readPreviewed(body: Static<typeof RulingPreviewBody>): RulingContent {
  const { return_goods: returnGoods, ...rest } = body;
  return { ...rest, returnGoods, findings: [], reasonCode: 'other', rules: [] };
}

function recordView({ counts }: RulingForecast, { standing, now, rules }: Stakes) {
  const { disputeRefundsThisMonth: before, limit } = standing;
  const adds = counts === 'now' || counts === 'later';
  const number = before + (adds ? 1 : counts === 'reversed' ? -1 : 0);
  const restricts = adds && number > limit;
  const until = restricts ? formatInstant(restrictionEnd(now, rules.policy)) : null;
  return { counts, number, limit, restricted_until: until };
}

export function rulingPreviewView(
  forecast: RulingForecast,
  content: RulingContent,
  stakes: Stakes,
): Static<typeof RulingPreviewView> {
  const { claim, compensation, deadline, appeal, refundNow } = forecast;
  return {
    currency: claim.currency,
    waits_for_approval: forecast.waits,
    decides_appeal: forecast.decidesAppeal,
    next_status: claim.state.status,
    buyer: {
      amount: content.amount,
      at_once: refundNow,
      sends_back: ['awaiting_return', 'awaiting_inspection'].includes(claim.state.status),
    },
    seller: {
      bears: content.funding === 'seller' ? content.amount : 0,
      freight: content.freight,
      funding: content.funding,
    },
    compensation: compensation.map(({ to, amount }) => ({ to, amount })),
    record: recordView(forecast, stakes),
    deadline: deadline && deadlineView(deadline),
    appeal_until: appeal && formatInstant(appeal.at),
  };
}
