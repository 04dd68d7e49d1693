import type { ReactNode } from 'react';
import type { Claim } from '../api/shapes.ts';
import { useNames } from '../language/words.ts';
import { Tag, type TagTone } from './tag.tsx';

const TONES: Record<Claim['viewer_state'], TagTone> = {
  action_required: 'urgent',
  waiting_for_other_party: 'warm',
  under_review: 'calm',
  ended: 'plain',
};

/** What the claim asks of whoever looks at it. */
export function ViewerStateTag({ state }: { state: Claim['viewer_state'] }): ReactNode {
  return <Tag tone={TONES[state]}>{useNames().viewerStates[state]}</Tag>;
}
