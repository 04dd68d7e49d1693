import { type Claim, isEnded, pendingAppeal, type Refund, stageOf } from '../domain/claim.ts';
import { type Deadline, deadlineOf, nextDeadlineOf } from '../domain/deadline.ts';
import type { ClaimEvent } from '../domain/event.ts';
import { moneyOf } from '../domain/money.ts';
import type { Rules } from '../domain/policy.ts';
import { type Instant, type Milliseconds, parseLength } from '../domain/time.ts';
import { auditRow, type NewAuditEntry } from './audit.ts';
import { chainRows, type FileDigests } from './chain.ts';
import type { Contact } from './contact.ts';
import { instantParameter } from './database.ts';
import type { Answer, Idempotency } from './idempotency.ts';

/** A decision about to be written. */
export interface Change {
  /** The claim as it was read; null when it is opened. */
  readonly before: Claim | null;
  readonly after: Claim;
  readonly events: readonly ClaimEvent[];
  readonly now: Instant;
  readonly rules: Rules;
  /** The line as it was read, when a claim is opened on it. */
  readonly line?: { readonly revision: number; readonly applications: number };
  readonly contact?: Contact | undefined;
  readonly idempotency?: (Idempotency & { readonly answer: Answer }) | undefined;
  /** Of the files that are shown here for the first time. */
  readonly digests?: FileDigests | undefined;
  readonly audit?: NewAuditEntry | undefined;
}

/** What a statement has to write beside claims and their events. */
export const PARTS = ['line', 'counted', 'reversed', 'refund', 'contact', 'file', 'idempotency', 'audit'] as const;
export type Part = (typeof PARTS)[number];

/** One claim's share of the statement that writes it: a row for `jsonb_to_recordset`, instants as text. */
export interface Entry {
  readonly parts: readonly Part[];
  readonly row: { readonly shop_id: string; readonly id: string } & Readonly<Record<string, unknown>>;
}

function countsWorkingDays(deadline: Deadline | null): boolean {
  return deadline?.why.some(({ length }) => parseLength(length)?.unit === 'working_days') ?? false;
}

/** The deadline columns: what is to be fired next, and whether a calendar has a say in it. */
export function deadlineColumns(claim: Claim, rules: Rules) {
  const next = nextDeadlineOf(claim, rules);
  const shown = deadlineOf(claim, rules);
  return {
    deadline_at: instantParameter(next?.at ?? null),
    deadline_then: next?.then ?? null,
    deadline_provisional: (next?.provisional ?? false) || (shown?.provisional ?? false),
    deadline_by_calendar: countsWorkingDays(next) || countsWorkingDays(shown),
  };
}

function interventionColumns(claim: Claim) {
  const { intervention } = claim;
  return {
    stage: stageOf(claim)?.name ?? null,
    owner_id: intervention?.owner?.id ?? null,
    level: intervention?.level ?? null,
    overdue: intervention?.overdue ?? false,
    intervened_at: instantParameter(intervention?.requestedAt ?? null),
    appeal_pending: pendingAppeal(claim) !== undefined,
  };
}

function claimColumns(claim: Claim) {
  const { version, state, buyerId, orderId, lineId, held: live, appliedAt, updatedAt } = claim;
  return {
    version,
    state: claim,
    status: state.status,
    buyer_id: buyerId,
    order_id: orderId,
    line_id: lineId,
    live,
    ...moneyOf(claim),
    applied_at: instantParameter(appliedAt),
    updated_at: instantParameter(updatedAt),
    ended_at: instantParameter(isEnded(claim) && 'endedAt' in state ? state.endedAt : null),
  };
}

function lineColumns({ before, after, line }: Change) {
  const [was, is] = [before ? moneyOf(before) : { held: 0, refunded: 0 }, moneyOf(after)];
  return {
    held_delta: is.held - was.held,
    refunded_delta: is.refunded - was.refunded,
    line_revision: line?.revision ?? null,
    line_applications: line?.applications ?? null,
  };
}

/** R60: what the events count against the shop, and what they take back. */
function standingColumns(events: readonly ClaimEvent[]) {
  const counted: { counted_at: string; reversed_at: string | null }[] = [];
  let reversedAt: string | null = null;
  for (const { type, at } of events) {
    if (type === 'dispute_refund.counted') counted.push({ counted_at: instantParameter(at), reversed_at: null });
    if (type !== 'dispute_refund.reversed') continue;
    const open = counted.at(-1);
    if (open && open.reversed_at === null) open.reversed_at = instantParameter(at);
    else reversedAt = instantParameter(at);
  }
  return { counted, reversed_at: reversedAt };
}

function isSame(a: Refund, b: Refund | undefined): boolean {
  return a.status === b?.status && a.attempts === b.attempts;
}

/** The refunds that changed; a failed one with the instant at which it is to be instructed again. */
function refundColumns({ before, after, events }: Change, delays: readonly Milliseconds[]) {
  const changed = after.refunds.filter(
    (refund) =>
      !isSame(
        refund,
        before?.refunds.find(({ id }) => id === refund.id),
      ),
  );
  return changed.map(({ id, amount, status, attempts }) => {
    const failure = events.findLast((event) => event.type === 'refund.failed' && event.data.refundId === id);
    const delay = status === 'failed' ? delays[attempts - 1] : undefined;
    return {
      id,
      amount,
      status,
      attempts,
      failure: failure?.type === 'refund.failed' ? failure.data.reason : null,
      next_attempt_at: failure && delay !== undefined ? instantParameter(failure.at + delay) : null,
    };
  });
}

function contactColumn(contact: Contact | undefined) {
  if (!contact) return null;
  const { kind, party, at, ...data } = contact;
  return { kind, party, at: instantParameter(at), data };
}

/** The files that somebody shows in this claim for the first time. */
export function newFiles({ before, after }: Pick<Change, 'before' | 'after'>): readonly string[] {
  return after.files.filter((file) => !before?.files.includes(file));
}

function partsOf(row: ReturnType<typeof rowOf>): Part[] {
  const wanted: Record<Part, boolean> = {
    line: row.held_delta !== 0 || row.refunded_delta !== 0 || row.line_revision !== null,
    counted: row.counted.length > 0,
    reversed: row.reversed_at !== null,
    refund: row.refunds.length > 0,
    contact: row.contact !== null,
    file: row.files.length > 0,
    idempotency: row.idempotency !== null,
    audit: row.audit !== null,
  };
  return PARTS.filter((part) => wanted[part]);
}

function rowOf(change: Change, refundDelays: readonly Milliseconds[]) {
  const { before, after, events, now, rules, contact, idempotency, audit } = change;
  return {
    shop_id: after.shopId,
    id: after.id,
    before: before?.version ?? 0,
    now: instantParameter(now),
    currency: after.currency,
    ...claimColumns(after),
    ...interventionColumns(after),
    ...deadlineColumns(after, rules),
    ...lineColumns(change),
    ...standingColumns(events),
    refunds: refundColumns(change, refundDelays),
    contact: contactColumn(contact),
    files: newFiles(change),
    events: chainRows(change),
    idempotency: idempotency ? { ...idempotency, ...idempotency.answer, answer: undefined } : null,
    audit: audit ? auditRow(audit) : null,
  };
}

export function entryOf(change: Change, refundDelays: readonly Milliseconds[]): Entry {
  const row = rowOf(change, refundDelays);
  return { parts: partsOf(row), row };
}
