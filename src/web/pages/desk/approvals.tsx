import type { ReactNode } from 'react';
import { useWords } from '../../language/words.ts';
import { WaitingList } from './waiting-list.tsx';

/** R52: rulings that wait for a second pair of eyes. */
export function ApprovalsPage(): ReactNode {
  const { approvals: words } = useWords('mediator');
  return <WaitingList view="approvals" words={words} />;
}
