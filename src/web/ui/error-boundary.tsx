import type { ReactNode } from 'react';
import { ErrorBoundary as Boundary } from 'react-error-boundary';
import { useWords } from '../language/words.ts';
import { Button } from './button.tsx';
import { EmptyState } from './states.tsx';

function Broken(): ReactNode {
  const words = useWords('common');
  return (
    <EmptyState icon="warning" title={words.unexpectedTitle}>
      <p>{words.unexpectedText}</p>
      <Button tone="primary" onClick={() => location.reload()}>
        {words.reload}
      </Button>
    </EmptyState>
  );
}

/** Keeps a mistake on one page from taking the rest with it. `page` changes when another page is shown. */
export function ErrorBoundary({ page, children }: { page: string; children: ReactNode }): ReactNode {
  return (
    <Boundary FallbackComponent={Broken} resetKeys={[page]}>
      {children}
    </Boundary>
  );
}
