import { type Static, Type } from 'typebox';
import { workingDaysUntil } from '../domain/calendar.ts';
import { type Claim, REMEDIES } from '../domain/claim.ts';
import { type Deadline, nextDeadlineOf } from '../domain/deadline.ts';
import type { Rules } from '../domain/policy.ts';
import { type Instant, parseLength } from '../domain/time.ts';
import { STAGES, stageView } from './claim-view.ts';
import { DeadlineView, deadlineView } from './deadline.ts';
import { formatInstant } from './instant.ts';
import { Amount, Currency, Id, InstantText, nullable, record } from './primitive.ts';
import { PARTIES } from './terms.ts';

/** A claim that waits for staff, as the queue lists it. */
export const QueueItem = record(
  {
    claim_id: Id,
    shop_id: Id,
    buyer_id: Id,
    order_id: Id,
    line_id: Id,
    stage: nullable(Type.Enum(STAGES)),
    level: Type.Enum([1, 2]),
    owner: nullable(record({ id: Id, role: Type.Enum(['mediator', 'supervisor']) })),
    overdue: Type.Boolean(),
    suspended: Type.Boolean(),
    requested_by: Type.Enum([...PARTIES, 'platform']),
    requested_at: InstantText,
    remedy: Type.Enum(REMEDIES),
    reason: Type.String(),
    amount: Amount,
    currency: Currency,
    deadline: nullable(DeadlineView),
    working_days_left: nullable(
      Type.Integer({
        description: 'to the end of the deadline, today not counted; null where it is no matter of days',
      }),
    ),
  },
  { title: 'QueueItem' },
);

/** How many working days are left of a deadline that counts in them (R45). */
export function workingDaysLeft(deadline: Deadline | null, now: Instant, { calendar }: Rules): number | null {
  const countsDays = deadline?.why.some(({ length }) => parseLength(length)?.unit === 'working_days');
  return deadline && countsDays ? workingDaysUntil(now, deadline.at, calendar) : null;
}

/** The claim as the queue lists it; it must have been in an intervention. */
export function queueItem(claim: Claim, rules: Rules, now: Instant): Static<typeof QueueItem> | null {
  const { intervention, state, terms } = claim;
  if (!intervention) return null;
  const deadline = nextDeadlineOf(claim, rules);
  return {
    claim_id: claim.id,
    shop_id: claim.shopId,
    buyer_id: claim.buyerId,
    order_id: claim.orderId,
    line_id: claim.lineId,
    stage: stageView(claim),
    level: intervention.level,
    owner: intervention.owner && { id: intervention.owner.id, role: intervention.owner.role },
    overdue: intervention.overdue,
    suspended: state.status === 'in_intervention' && state.suspended !== null,
    requested_by: intervention.requestedBy,
    requested_at: formatInstant(intervention.requestedAt),
    remedy: terms.remedy,
    reason: terms.reason,
    amount: terms.amount,
    currency: claim.currency,
    deadline: deadline && deadlineView(deadline),
    working_days_left: workingDaysLeft(deadline, now, rules),
  };
}
