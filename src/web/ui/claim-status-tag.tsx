import type { ReactNode } from 'react';
import type { Claim } from '../api/shapes.ts';
import { useNames } from '../language/words.ts';
import { Tag, type TagTone } from './tag.tsx';

const TONES: Record<Claim['status'], TagTone> = {
  awaiting_seller: 'warm',
  refused: 'urgent',
  awaiting_return: 'warm',
  awaiting_inspection: 'warm',
  awaiting_replacement: 'warm',
  awaiting_acceptance: 'warm',
  in_intervention: 'calm',
  refunding: 'good',
  succeeded: 'good',
  closed: 'plain',
};

/** Where a claim stands, in a word or two; why it closed, where it did. */
export function ClaimStatusTag({
  claim,
}: {
  claim: Pick<Claim, 'status' | 'stage' | 'end_reason' | 'suspended'>;
}): ReactNode {
  const { statuses, stages, endReasons, commands } = useNames();
  const { status, stage, end_reason: endReason, suspended } = claim;
  const detail = suspended ? commands.suspend : stage ? stages[stage] : endReason ? endReasons[endReason] : null;
  return (
    <Tag tone={TONES[status]}>
      {statuses[status]}
      {detail && ` · ${detail}`}
    </Tag>
  );
}
