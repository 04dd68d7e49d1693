import type { ClaimEvent } from '../api/shapes.ts';

/** What there is to show of an event beside its name, read from whatever its data holds. */
export interface EventFacts {
  readonly words: string | null;
  readonly files: readonly string[];
  readonly amount: number | null;
  readonly remedy: string | null;
  readonly reason: string | null;
  readonly tracking: string | null;
  readonly ground: string | null;
}

type Data = Readonly<Record<string, unknown>>;

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function files(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Terms, a proposal, a piece of evidence or a ruling stand one level deeper. */
function innerOf(data: Data): Data {
  const inner = data.terms ?? data.proposal ?? data.evidence ?? data.ruling ?? data;
  return typeof inner === 'object' && inner !== null ? (inner as Data) : data;
}

export function factsOf({ type, data }: Pick<ClaimEvent, 'type' | 'data'>): EventFacts {
  const outer = data as Data;
  const inner = innerOf(outer);
  const carrier = text(outer.carrier);
  const trackingNumber = text(outer.tracking_number);
  return {
    words: text(outer.words) ?? text(inner.words) ?? text(inner.description),
    files: files(outer.files).length > 0 ? files(outer.files) : files(inner.files),
    amount: number(inner.amount),
    remedy: text(inner.remedy),
    reason: type === 'claim.ended' || type === 'refund.failed' ? null : (text(outer.reason) ?? text(inner.reason)),
    tracking: carrier && trackingNumber ? `${carrier} ${trackingNumber}` : null,
    ground: text(outer.ground),
  };
}
