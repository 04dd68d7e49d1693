import { type Static, Type } from 'typebox';
import type { Claim, Phase, Remedy, Stage, Status } from '../domain/claim.ts';
import { record } from './primitive.ts';

const REFUND_STATUSES = [
  'WAIT_SELLER_AGREE',
  'WAIT_BUYER_RETURN_GOODS',
  'WAIT_SELLER_CONFIRM_GOODS',
  'WAIT_SELLER_SEND_GOODS',
  'WAIT_BUYER_CONFIRM_GOODS',
  'SELLER_REFUSE_BUYER',
  'CLOSED',
  'SUCCESS',
] as const;
type RefundStatus = (typeof REFUND_STATUSES)[number];

/** Taobao's names for where a claim stands, for whoever already reads its API. */
export const TaobaoView = record(
  {
    status: Type.Enum(REFUND_STATUSES),
    cs_status: Type.Integer({
      minimum: 1,
      maximum: 11,
      description:
        '1 none, 2 wanted, 3 intervened, 4 first review done, 5 sent back by the supervisor, 6 done, 7 withdrawn, ' +
        '8 for the buyer, 9 for the seller, 10 evidence, 11 appeals open',
    }),
    refund_phase: Type.Enum(['onsale', 'aftersale']),
    dispute_type: Type.Enum(['REFUND', 'REFUND_AND_RETURN', 'TAOBAO_EXCHANGE', 'REPAIR', 'RESHIPPING']),
  },
  { title: 'Taobao' },
);
type View = Static<typeof TaobaoView>;

/**
 * Taobao's refund status stays what it was while the platform looks, so an intervention has that of the state it left.
 * It knows nothing between a decision and its payment: `refunding` counts as success there (our choice).
 */
const STATUS: Record<Exclude<Status, 'in_intervention'>, RefundStatus> = {
  awaiting_seller: 'WAIT_SELLER_AGREE',
  refused: 'SELLER_REFUSE_BUYER',
  awaiting_return: 'WAIT_BUYER_RETURN_GOODS',
  awaiting_inspection: 'WAIT_SELLER_CONFIRM_GOODS',
  awaiting_replacement: 'WAIT_SELLER_SEND_GOODS',
  awaiting_acceptance: 'WAIT_BUYER_CONFIRM_GOODS',
  refunding: 'SUCCESS',
  succeeded: 'SUCCESS',
  closed: 'CLOSED',
};

const PHASE: Record<Phase, View['refund_phase']> = { in_sale: 'onsale', after_sale: 'aftersale' };

const DISPUTE_TYPE: Record<Remedy, View['dispute_type']> = {
  refund_only: 'REFUND',
  return_refund: 'REFUND_AND_RETURN',
  exchange: 'TAOBAO_EXCHANGE',
  repair: 'REPAIR',
  reship: 'RESHIPPING',
};

const STAGE: Record<Stage['name'], (claim: Claim) => number> = {
  evidence: () => 10,
  required: () => 10,
  reply: () => 10,
  review: ({ intervention }) => {
    if (intervention?.sentBack) return 5;
    return intervention?.owner ? 3 : 2;
  },
  awaiting_approval: () => 4,
};

const ENDED: Record<'withdrawn' | 'settled' | 'ruled', (claim: Claim) => number> = {
  withdrawn: () => 7,
  settled: () => 6,
  ruled: ({ appeals, ruling }) => {
    if (appeals && (appeals.waiting || appeals.filed.some((appeal) => appeal.outcome === null))) return 11;
    return ruling?.remedy === 'none' ? 9 : 8;
  },
};

function refundStatus({ state, intervention }: Claim): RefundStatus {
  const status = state.status === 'in_intervention' ? intervention?.left.status : state.status;
  return STATUS[status ?? 'refused'];
}

function customerServiceStatus(claim: Claim): number {
  if (claim.state.status === 'in_intervention') return STAGE[claim.state.stage.name](claim);
  return claim.intervention?.ended ? ENDED[claim.intervention.ended](claim) : 1;
}

export function taobaoView(claim: Claim): View {
  return {
    status: refundStatus(claim),
    cs_status: customerServiceStatus(claim),
    refund_phase: PHASE[claim.phase],
    dispute_type: DISPUTE_TYPE[claim.terms.remedy],
  };
}
