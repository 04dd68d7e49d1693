import type { ReactNode } from 'react';
import type { Claim } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { useViewer } from '../../session/session.ts';
import { useViewers } from './desk-data.ts';

/** Who else of the staff has this claim open, so that two do not do the same. */
export function ClaimViewers({ claim }: { claim: Claim }): ReactNode {
  const { viewers: words } = useWords('mediator');
  const { roles } = useNames();
  const me = useViewer().id;
  const { data } = useViewers(claim.id);
  if (!data) return null;
  const others = data.viewers.filter(({ id }) => id !== me);
  return (
    <p role="status" className={others.length > 0 ? 'desk-viewers' : 'desk-viewers quiet'}>
      {others.length === 0
        ? words.alone
        : `${words.label}: ${others.map(({ id, role }) => `${roles[role]} ${id}`).join(' · ')}`}
    </p>
  );
}
