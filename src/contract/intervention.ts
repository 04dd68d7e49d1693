import { type Static, Type } from 'typebox';
import { type Claim, type Intervention, SUSPENSION_GROUNDS } from '../domain/claim.ts';
import { deadlineOf, reviewDates } from '../domain/deadline.ts';
import type { Rules } from '../domain/policy.ts';
import { formatInstant } from './instant.ts';
import { FileIds, Id, InstantText, nullable, record } from './primitive.ts';
import { RulingView, rulingView } from './ruling.ts';
import { PARTIES } from './terms.ts';
import type { Viewpoint } from './viewer.ts';
import { toWire } from './wire.ts';

export const EvidenceView = record(
  {
    id: Id,
    party: Type.Enum(PARTIES),
    words: Type.String(),
    files: FileIds,
    at: InstantText,
    late: Type.Boolean({ description: 'R42: handed in when it was no longer this party’s turn' }),
    admitted: nullable(Type.Boolean({ description: 'null while the mediator has not decided on late evidence' })),
  },
  { title: 'Evidence' },
);

export const SuspensionView = record(
  { ground: Type.Enum(SUSPENSION_GROUNDS), since: InstantText, until: InstantText },
  { title: 'Suspension' },
);

export const InterventionView = record(
  {
    requested_by: Type.Enum([...PARTIES, 'platform']),
    requested_at: InstantText,
    words: Type.String(),
    files: FileIds,
    track: Type.Enum(['both', 'buyer_first']),
    owner: nullable(record({ id: nullable(Id), role: Type.Enum(['mediator', 'supervisor']) })),
    level: Type.Enum([1, 2]),
    overdue: Type.Boolean(),
    ended: nullable(Type.Enum(['withdrawn', 'settled', 'ruled'])),
    expected_at: nullable(InstantText),
    due_at: nullable(InstantText),
    provisional: Type.Boolean({ description: 'R45: the dates lean on a year whose holidays are not announced yet' }),
    suspended: nullable(SuspensionView),
    draft: Type.Optional(nullable(RulingView)),
    evidence: Type.Array(EvidenceView),
  },
  { title: 'Intervention' },
);
type View = Static<typeof InterventionView>;

/** R48: on what ground the claim stands still, and until when. */
export function suspensionView(claim: Claim, rules: Rules): View['suspended'] {
  const suspended = claim.state.status === 'in_intervention' ? claim.state.suspended : null;
  const end = suspended && deadlineOf(claim, rules);
  if (!suspended || !end) return null;
  return { ground: suspended.ground, since: formatInstant(suspended.since), until: formatInstant(end.at) };
}

function ownerView({ owner }: Intervention, viewpoint: Viewpoint): View['owner'] {
  return owner && { id: viewpoint === 'inside' ? owner.id : null, role: owner.role };
}

function draftView({ state }: Claim, viewpoint: Viewpoint): Pick<View, 'draft'> {
  if (viewpoint !== 'inside') return {};
  const draft = state.status === 'in_intervention' && state.stage.name === 'awaiting_approval' && state.stage.draft;
  return { draft: draft ? rulingView(draft, viewpoint) : null };
}

/** R30–R48: what the platform does with the claim. A ruling that waits for approval is seen by staff alone. */
export function interventionView(claim: Claim, rules: Rules, viewpoint: Viewpoint): View | null {
  const { intervention } = claim;
  if (!intervention) return null;
  const { requestedBy, requestedAt, words, files, track, level, overdue, ended } = intervention;
  const dates = reviewDates(claim, rules);
  return {
    ...toWire({ requestedBy, requestedAt, words, files, track, level, overdue, ended }),
    owner: ownerView(intervention, viewpoint),
    expected_at: dates && formatInstant(dates.expected.at),
    due_at: dates && formatInstant(dates.due.at),
    provisional: dates?.due.provisional ?? false,
    suspended: suspensionView(claim, rules),
    ...draftView(claim, viewpoint),
    evidence: toWire(claim.evidence),
  };
}
