import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, Suspense, use } from 'react';
import { useLocation } from 'wouter';
import { queryClient } from './api/query-client.ts';
import { useWords } from './language/words.ts';
import { LAYOUTS } from './layouts/layouts.ts';
import { loadOnce } from './layouts/load-once.ts';
import type { Page } from './pages/page.ts';
import { type Matched, pageAt } from './routes.tsx';
import { useSession } from './session/session.ts';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { EmptyState, NotFound, PageSkeleton } from './ui/states.tsx';

function isFor({ roles }: Page, role: string | undefined): boolean {
  return roles === 'everyone' || roles.some((allowed) => allowed === role);
}

function Shown({ page, params }: Matched): ReactNode {
  const Component = use(loadOnce(page.load));
  return <Component params={params} />;
}

/** Who may see what is decided by the server; this only says so before a page asks in vain. */
function Guarded({ page, params }: Matched): ReactNode {
  const words = useWords('common');
  const role = useSession()?.viewer.role;
  if (isFor(page, role)) return <Shown page={page} params={params} />;
  const isSignedIn = role !== undefined;
  return (
    <EmptyState icon="lock" title={isSignedIn ? words.wrongRoleTitle : words.noSessionTitle}>
      <p>{isSignedIn ? words.wrongRoleText : words.noSessionText}</p>
    </EmptyState>
  );
}

function CurrentPage(): ReactNode {
  const [path] = useLocation();
  const matched = pageAt(path);
  const Layout = use(loadOnce(LAYOUTS[matched?.page.layout ?? 'bare'].load));
  return (
    <Layout>
      <ErrorBoundary page={path}>
        <Suspense fallback={<PageSkeleton />}>{matched ? <Guarded key={path} {...matched} /> : <NotFound />}</Suspense>
      </ErrorBoundary>
    </Layout>
  );
}

export function App(): ReactNode {
  return (
    <QueryClientProvider client={queryClient}>
      <Suspense fallback={<PageSkeleton />}>
        <CurrentPage />
      </Suspense>
    </QueryClientProvider>
  );
}
