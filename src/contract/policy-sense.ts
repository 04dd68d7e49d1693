import type { Remedy } from '../domain/claim.ts';
import type { Policy, Reason } from '../domain/policy.ts';
import { DAY, type Length, type Milliseconds, parseLength } from '../domain/time.ts';
import { parseInstant } from './instant.ts';
import { type Finding, pointerOf } from './violation.ts';

/** A year, in each way of counting. */
const LONGEST = { exact: 365 * DAY, months: 12, working_days: 260 } as const;

function isSaneLength(length: Length): boolean {
  const measure = parseLength(length);
  if (!measure) return false;
  const size = measure.unit === 'exact' ? measure.ms : measure.count;
  return size > 0 && size <= LONGEST[measure.unit];
}

/** The least and the most time that a length can take, whatever the calendar; working days may be far apart. */
function rangeOf(length: Length): { least: Milliseconds; most: Milliseconds } {
  const measure = parseLength(length);
  if (!measure) return { least: 0, most: 0 };
  if (measure.unit === 'exact') return { least: measure.ms, most: measure.ms };
  if (measure.unit === 'months') return { least: measure.count * 28 * DAY, most: measure.count * 31 * DAY };
  return { least: measure.count * DAY, most: (measure.count * 2 + 14) * DAY };
}

/** Whether the first length never ends after the second when both begin together. */
export function neverLater(first: Length, second: Length): boolean {
  const [one, other] = [parseLength(first), parseLength(second)];
  if (one && other && one.unit !== 'exact' && other.unit === one.unit) return one.count <= other.count;
  return rangeOf(first).most <= rangeOf(second).least;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function findingsIf(wrong: boolean, pointer: string, code: string): Finding[] {
  return wrong ? [{ pointer, code, params: {} }] : [];
}

function headFindings({ effective_from, time_zone }: Policy): Finding[] {
  return [
    ...findingsIf(parseInstant(effective_from) === null, '/effective_from', 'instant'),
    ...findingsIf(!isTimeZone(time_zone), '/time_zone', 'time_zone'),
  ];
}

function valueFindings({ values }: Policy): Finding[] {
  const lengths = Object.entries(values).flatMap(([name, value]) =>
    findingsIf(
      typeof value === 'string' && value !== 'until_month_end' && !isSaneLength(value),
      pointerOf('values', name),
      'length_out_of_range',
    ),
  );
  const late = !neverLater(values['review.expected'], values['review.due']);
  return [...lengths, ...findingsIf(late, '/values/review.expected', 'expected_after_due')];
}

function repeatedCodes(items: readonly { readonly code: string }[], ...path: readonly string[]): Finding[] {
  return items.flatMap(({ code }, index) =>
    findingsIf(
      items.findIndex((item) => item.code === code) < index,
      pointerOf(...path, index, 'code'),
      'duplicate_code',
    ),
  );
}

/** Remedies that need goods in the buyer's hands. */
const SENDS_BACK: readonly Remedy[] = ['return_refund', 'exchange', 'repair'];
/** Remedies that R12 gives only after sale. */
const AFTER_SALE: readonly Remedy[] = ['repair', 'reship'];

/** R12: a remedy that no goods state and no phase of its reason allows could never be asked for. */
function remedyFindings(reason: Reason, at: (...path: (string | number)[]) => string): Finding[] {
  const held = reason.fits.includes('received');
  const sent = held || reason.fits.includes('not_received');
  return reason.remedies.flatMap((remedy, index) => [
    ...findingsIf(
      (SENDS_BACK.includes(remedy) && !held) || (remedy === 'reship' && !sent),
      at('remedies', index),
      'remedy_without_goods',
    ),
    ...findingsIf(
      AFTER_SALE.includes(remedy) && !reason.phases.includes('after_sale'),
      at('remedies', index),
      'remedy_not_in_phase',
    ),
  ]);
}

function reasonFindings(reason: Reason, index: number): Finding[] {
  const at = (...path: (string | number)[]) => pointerOf('reasons', index, ...path);
  const refundOnly = reason.fits.some((state) => state === 'unshipped' || state === 'virtual');
  return [
    ...remedyFindings(reason, at),
    ...findingsIf(refundOnly && !reason.remedies.includes('refund_only'), at('remedies'), 'refund_needed'),
    ...findingsIf(
      reason.fits.every((state) => state === 'unshipped') && !reason.phases.includes('in_sale'),
      at('phases'),
      'phase_without_goods',
    ),
    ...findingsIf(reason.buyer_track && !reason.burden.includes('buyer'), at('buyer_track'), 'track_without_burden'),
    ...findingsIf(
      reason.days_from_receipt !== null && !reason.fits.includes('received'),
      at('days_from_receipt'),
      'days_without_receipt',
    ),
    ...repeatedCodes(reason.evidence.buyer, 'reasons', String(index), 'evidence', 'buyer'),
    ...repeatedCodes(reason.evidence.seller, 'reasons', String(index), 'evidence', 'seller'),
  ];
}

/** What a policy of the right shape gets wrong in sense: a value that cannot be meant, or parts that disagree. */
export function senseFindings(policy: Policy): Finding[] {
  return [
    ...headFindings(policy),
    ...valueFindings(policy),
    ...repeatedCodes(policy.reasons, 'reasons'),
    ...policy.reasons.flatMap(reasonFindings),
    ...repeatedCodes(policy.refusal_reasons, 'refusal_reasons'),
  ];
}
