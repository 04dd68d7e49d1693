import type { ReactNode } from 'react';
import { useWords } from '../language/words.ts';
import { Button } from './button.tsx';
import type { Draft } from './draft.ts';

/** Tells that what was typed earlier is back, and offers to forget it. */
export function DraftNotice({ draft }: { draft: Pick<Draft<object>, 'restored' | 'clear'> }): ReactNode {
  const { draftRestored, draftDiscard } = useWords('common');
  if (!draft.restored) return null;
  return (
    <div className="row quiet" role="status">
      {draftRestored}
      <Button tone="quiet" small onClick={draft.clear}>
        {draftDiscard}
      </Button>
    </div>
  );
}
