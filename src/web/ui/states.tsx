import type { ReactNode } from 'react';
import { useWords } from '../language/words.ts';
import { Icon, type IconName } from './icon.tsx';
import './states.css';

interface EmptyStateProps {
  readonly icon?: IconName;
  readonly title: ReactNode;
  readonly children?: ReactNode;
}

/** Where there is nothing to show: what that means, and what to do. */
export function EmptyState({ icon = 'scales', title, children }: EmptyStateProps): ReactNode {
  return (
    <div className="state">
      <Icon name={icon} size={44} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** The shape of a page that is being loaded. It needs no words, for those may be what is being loaded. */
export function PageSkeleton({ blocks = 3 }: { blocks?: number }): ReactNode {
  return (
    <div className="skeleton" aria-hidden="true">
      {Array.from({ length: blocks }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks are all alike and never move.
        <div key={index} />
      ))}
    </div>
  );
}

export function NotFound(): ReactNode {
  const words = useWords('common');
  return (
    <EmptyState title={words.notFoundTitle}>
      <p>{words.notFoundText}</p>
    </EmptyState>
  );
}
