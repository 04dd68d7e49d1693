import type { Claim } from '../../src/domain/claim.ts';
import { isEnded } from '../../src/domain/claim.ts';
import type { ClaimEvent } from '../../src/domain/event.ts';
import { DAY } from '../../src/domain/time.ts';
import type { Refusal } from './season.ts';

/** A claim as the database holds it, and its events. */
export interface Record {
  readonly claim: Claim;
  readonly events: readonly ClaimEvent[];
}

type Row = readonly [string, number | string];

function countBy<T>(things: readonly T[], name: (thing: T) => string): Row[] {
  const counts = new Map<string, number>();
  for (const thing of things) counts.set(name(thing), (counts.get(name(thing)) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

function endOf({ claim: { state } }: Record): string {
  return state.status === 'closed' ? `closed, ${state.endReason}` : state.status;
}

function settledBy({ claim: { settlement, ruling } }: Record): string {
  return `by ${settlement?.by ?? (ruling ? 'ruling for the seller' : 'nobody')}`;
}

/** Who made the first ruling: the rest is the appeal's. */
function ruledBy({ events }: Record): string {
  const issued = events.find(({ type }) => type === 'ruling.issued');
  if (issued?.type !== 'ruling.issued') return 'no ruling';
  const { by, approvedBy } = issued.data.ruling;
  if (by === null) return 'the backstop (unclear)';
  const whose = by.startsWith('V') ? 'a supervisor' : 'a mediator';
  return approvedBy ? `${whose}, approved by a supervisor` : whose;
}

function daysOf({ claim }: Record): number {
  return isEnded(claim) && 'endedAt' in claim.state ? (claim.state.endedAt - claim.appliedAt) / DAY : Number.NaN;
}

function countEvents(records: readonly Record[], type: ClaimEvent['type']): number {
  return records.reduce((sum, { events }) => sum + events.filter((event) => event.type === type).length, 0);
}

function lifeRows(records: readonly Record[]): Row[] {
  const days = records.map(daysOf).sort((a, b) => a - b);
  const at = (part: number) => (days[Math.round((days.length - 1) * part)] ?? 0).toFixed(1);
  return [
    ['shortest', at(0)],
    ['median', at(0.5)],
    ['longest', at(1)],
  ];
}

/** Titles, and under each the rows; the first is how the claims ended. */
export function tally(
  records: readonly Record[],
  { refusals, restricted }: { readonly refusals: readonly Refusal[]; readonly restricted: number },
): readonly (readonly [string, readonly Row[]])[] {
  const count = (type: ClaimEvent['type']) => countEvents(records, type);
  const decided = (outcome: string) =>
    records.reduce(
      (sum, { claim }) => sum + (claim.appeals?.filed ?? []).filter((a) => a.outcome === outcome).length,
      0,
    );
  return [
    ['Claims ended', countBy(records, endOf)],
    ['Not opened', countBy(refusals, ({ code }) => code)],
    ['Settled', countBy(records, settledBy)],
    [
      'Ruled',
      countBy(
        records.filter(({ claim }) => claim.ruling),
        ruledBy,
      ),
    ],
    [
      'On the way',
      [
        ['refusals by sellers', count('claim.refused')],
        ['modifications', count('terms.modified')],
        ['proposals', count('proposal.made')],
        ['proposals accepted', count('proposal.accepted')],
        ['interventions', count('intervention.requested')],
        ['evidence handed in', count('evidence.submitted')],
        ['rulings sent back', count('ruling.sent_back')],
        ['appeals', count('appeal.filed')],
        ['appeals upheld', decided('upheld')],
        ['appeals overturned', decided('overturned')],
        ['returns contested', count('return.contested')],
        ['refunds paid', count('refund.succeeded')],
        ['refund attempts that failed', count('refund.failed')],
        ['dispute refunds', count('dispute_refund.counted')],
        ['dispute refunds reversed', count('dispute_refund.reversed')],
        ['shops restricted', restricted],
        ['events', records.reduce((sum, { events }) => sum + events.length, 0)],
      ],
    ],
    ['Days from application to end', lifeRows(records)],
  ];
}

export function tableOf(sections: ReturnType<typeof tally>): string {
  const width = 2 + Math.max(...sections.flatMap(([, rows]) => rows.map(([name]) => name.length)));
  return sections
    .map(([title, rows]) =>
      [title, ...rows.map(([name, value]) => `  ${name.padEnd(width)}${String(value).padStart(6)}`)].join('\n'),
    )
    .join('\n');
}
