import { type Static, Type } from 'typebox';
import { VIEWER_STATES, viewerStateOf } from '../domain/actions.ts';
import {
  type Actor,
  type Claim,
  END_REASONS,
  isEnded,
  openProposal,
  type Party,
  pendingAppeal,
  REMEDIES,
  STATUSES,
} from '../domain/claim.ts';
import type { OrderLine } from '../domain/context.ts';
import { deadlineOf } from '../domain/deadline.ts';
import type { Instant } from '../domain/time.ts';
import { FREIGHTS } from '../domain/verdict.ts';
import { ActionView, choicesOf, type Speech, UnavailableView } from './choice.ts';
import { ReturnAddress } from './command.ts';
import type { Stakes } from './consequence.ts';
import { DeadlineView, deadlineView } from './deadline.ts';
import { formatInstant } from './instant.ts';
import { InterventionView, interventionView, SuspensionView, suspensionView } from './intervention.ts';
import { Amount, Currency, FileIds, Id, InstantText, nullable, record } from './primitive.ts';
import { RulingView, rulingView } from './ruling.ts';
import { TaobaoView, taobaoView } from './taobao.ts';
import { PARTIES, TermsView } from './terms.ts';
import { seesReturnAddress, type Viewpoint, viewpointOf } from './viewer.ts';
import { toWire } from './wire.ts';

/** Where an intervention or an appeal stands, under the names of the wire. */
export const STAGES = ['evidence', 'seller_reply', 'review', 'awaiting_approval', 'appeal'] as const;

const RefusalView = record(
  {
    at: InstantText,
    by: nullable(Id),
    reason: nullable(Type.String({ description: 'null where the seller contested the returned goods (R58)' })),
    words: Type.String(),
    files: FileIds,
  },
  { title: 'Refusal' },
);
const ProposalView = record(
  {
    id: Id,
    by: Type.Enum(PARTIES),
    at: InstantText,
    expires_at: InstantText,
    remedy: Type.Enum(REMEDIES),
    amount: Amount,
    freight: Type.Enum(PARTIES),
    words: Type.String(),
  },
  { title: 'Proposal' },
);
const ShipmentView = record(
  { at: InstantText, carrier: Type.String(), tracking_number: Type.String(), files: FileIds },
  { title: 'Shipment' },
);
const SettlementView = record(
  {
    by: Type.Enum(['seller', 'silence', 'both', 'ruling']),
    remedy: Type.Enum(REMEDIES),
    amount: Amount,
    freight: Type.Enum(FREIGHTS),
  },
  { title: 'Settlement' },
);
const RefundOfClaim = record(
  {
    id: Id,
    amount: Amount,
    currency: Currency,
    status: Type.Enum(['instructed', 'succeeded', 'failed']),
    attempts: Type.Integer(),
  },
  { title: 'RefundOfClaim' },
);
const AppealView = record(
  {
    by: Type.Enum(PARTIES),
    at: InstantText,
    outcome: nullable(Type.Enum(['upheld', 'overturned'])),
  },
  { title: 'Appeal' },
);

const CallRequest = record(
  { party: Type.Enum(PARTIES), phone: Type.String(), at: InstantText },
  { title: 'CallRequest' },
);

const GoodsView = record(
  {
    title: Type.String(),
    image_url: nullable(Type.String()),
    sku: nullable(Type.String()),
    quantity: Type.Integer({ minimum: 1 }),
    amount: Amount,
    shipping: Amount,
  },
  { title: 'GoodsOfClaim' },
);

/** A claim as one actor sees it. */
export const ClaimView = record(
  {
    id: Id,
    version: Type.Integer({ minimum: 1 }),
    status: Type.Enum(STATUSES),
    stage: nullable(Type.Enum(STAGES)),
    phase: Type.Enum(['in_sale', 'after_sale']),
    viewer_state: Type.Enum(VIEWER_STATES),
    suspended: nullable(SuspensionView),
    order_id: Id,
    line_id: Id,
    shop_id: Id,
    buyer_id: Id,
    currency: Currency,
    goods: Type.Enum(['physical', 'virtual']),
    line: GoodsView,
    applied_at: InstantText,
    updated_at: InstantText,
    ended_at: nullable(InstantText),
    end_reason: nullable(Type.Enum(END_REASONS)),
    terms: TermsView,
    terms_version: Type.Integer({ minimum: 1 }),
    refusal: nullable(RefusalView),
    proposal: nullable(ProposalView),
    settlement: nullable(SettlementView),
    returned: nullable(ShipmentView),
    replaced: nullable(ShipmentView),
    return_address: nullable(ReturnAddress),
    intervention: nullable(InterventionView),
    ruling: nullable(RulingView),
    appeal: nullable(AppealView),
    refund: nullable(RefundOfClaim),
    policy: record({ name: Type.String(), version: Type.Integer() }),
    deadline: nullable(DeadlineView),
    actions: Type.Array(ActionView),
    unavailable: Type.Array(UnavailableView),
    /** R46: for staff alone, and while there is something to talk about. */
    call_requests: Type.Optional(Type.Array(CallRequest)),
    taobao: TaobaoView,
  },
  { title: 'Claim' },
);
export type ClaimViewBody = Static<typeof ClaimView>;

/** What a view is made from: the claim and everything around it at one instant. */
export interface ViewSource extends Stakes {
  readonly line: OrderLine;
  /** What the marketplace tells of the goods. */
  readonly goods: {
    readonly title: string;
    readonly imageUrl: string | null;
    readonly sku: string | null;
    readonly quantity: number;
  };
  /** The seller's address for returned goods, kept outside the events. */
  readonly returnAddress: Static<typeof ReturnAddress> | null;
  /** Where parties asked to be called, kept outside the events too. */
  readonly calls: readonly { readonly party: Party; readonly phone: string; readonly at: Instant }[];
}

export function stageView(claim: Claim): (typeof STAGES)[number] | null {
  const { state } = claim;
  if (state.status !== 'in_intervention') return pendingAppeal(claim) ? 'appeal' : null;
  const { stage } = state;
  if (stage.name === 'required') return 'evidence';
  if (stage.name !== 'reply') return stage.name;
  return stage.party === 'seller' ? 'seller_reply' : 'evidence';
}

function endOf({ state }: Claim): Pick<ClaimViewBody, 'ended_at' | 'end_reason'> {
  return {
    ended_at: 'endedAt' in state ? formatInstant(state.endedAt) : null,
    end_reason: state.status === 'closed' ? state.endReason : null,
  };
}

function refusalView({ refusal }: Claim, viewpoint: Viewpoint): ClaimViewBody['refusal'] {
  // A buyer deals with the shop; which of its people answered is the shop's own matter.
  return refusal && { ...toWire(refusal), by: viewpoint === 'buyer' ? null : refusal.by };
}

function refundView({ refunds, currency }: Claim): ClaimViewBody['refund'] {
  const refund = refunds.at(-1);
  if (!refund) return null;
  const { id, amount, status, attempts } = refund;
  return { id, amount, currency, status, attempts };
}

function appealView({ appeals }: Claim): ClaimViewBody['appeal'] {
  const appeal = appeals?.filed.at(-1);
  return appeal ? { by: appeal.by, at: formatInstant(appeal.at), outcome: appeal.outcome } : null;
}

function identityOf(claim: Claim) {
  const { id, version, phase, orderId, lineId, shopId, buyerId, currency, goods, appliedAt, updatedAt } = claim;
  const { terms, termsVersion, settlement, returned, replaced, policy } = claim;
  return {
    ...toWire({ id, version, phase, orderId, lineId, shopId, buyerId, currency, goods, appliedAt, updatedAt }),
    ...toWire({ terms, termsVersion, settlement, returned, replaced, policy }),
  };
}

function goodsView({ line: { amount, shipping }, goods }: ViewSource): ClaimViewBody['line'] {
  const { title, imageUrl, sku, quantity } = goods;
  return toWire({ title, imageUrl, sku, quantity, amount, shipping });
}

function proceedingsOf(source: ViewSource, viewpoint: Viewpoint) {
  const { claim, now, rules } = source;
  const deadline = deadlineOf(claim, rules);
  return {
    stage: stageView(claim),
    suspended: suspensionView(claim, rules),
    refusal: refusalView(claim, viewpoint),
    proposal: toWire(openProposal(claim, now)),
    return_address: seesReturnAddress(claim) ? source.returnAddress : null,
    intervention: interventionView(claim, rules, viewpoint),
    ruling: claim.ruling && rulingView(claim.ruling, viewpoint),
    appeal: appealView(claim),
    refund: refundView(claim),
    deadline: deadline && deadlineView(deadline),
  };
}

const CALLERS: readonly Actor['role'][] = ['mediator', 'supervisor', 'operator'];

function callRequests({ claim, calls }: ViewSource, { role }: Actor): Pick<ClaimViewBody, 'call_requests'> {
  return CALLERS.includes(role) && !isEnded(claim) ? { call_requests: toWire(calls) } : {};
}

/** The claim as this actor sees it at `source.now`; the actor must be one who may see it. */
export function viewOf(source: ViewSource, actor: Actor, speech: Speech): ClaimViewBody {
  const { claim } = source;
  return {
    ...identityOf(claim),
    line: goodsView(source),
    ...endOf(claim),
    ...proceedingsOf(source, viewpointOf(actor)),
    status: claim.state.status,
    viewer_state: viewerStateOf(claim, actor),
    ...choicesOf(source, actor, speech),
    ...callRequests(source, actor),
    taobao: taobaoView(claim),
  };
}
