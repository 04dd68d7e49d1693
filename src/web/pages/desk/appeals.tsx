import type { ReactNode } from 'react';
import { useWords } from '../../language/words.ts';
import { WaitingList } from './waiting-list.tsx';

/** R56: appeals that wait for a supervisor who had no part in the ruling. */
export function AppealsPage(): ReactNode {
  const { appeals: words } = useWords('mediator');
  return <WaitingList view="appeals" words={words} />;
}
