import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, Suspense, use, useEffect, useState } from 'react';
import { Redirect, Router, useLocation } from 'wouter';
import { queryClient } from './api/query-client.ts';
import { resumeStaff, wear } from './api/staff-session.ts';
import { useWords } from './language/words.ts';
import { LAYOUTS } from './layouts/layouts.ts';
import { loadOnce } from './layouts/load-once.ts';
import type { Page } from './pages/page.ts';
import { type Matched, pageAt } from './routes.tsx';
import { BASE } from './session/embedding.ts';
import { type StaffRole, useSession } from './session/session.ts';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { EmptyState, NotFound, PageSkeleton } from './ui/states.tsx';

function isFor({ roles }: Page, role: string | undefined): boolean {
  return roles === 'everyone' || roles.some((allowed) => allowed === role);
}

function Shown({ page, params }: Matched): ReactNode {
  const Component = use(loadOnce(page.load));
  return <Component params={params} />;
}

const STAFF: readonly StaffRole[] = ['mediator', 'supervisor', 'operator'];

/** A new tab of somebody who has signed in is theirs; who has not is shown where to. */
function StaffDoor(): ReactNode {
  const [path] = useLocation();
  const [isShut, setShut] = useState(false);
  useEffect(() => {
    resumeStaff().then(
      (found) => setShut(!found),
      () => setShut(true),
    );
  }, []);
  return isShut ? <Redirect to={`/sign-in?next=${encodeURIComponent(path)}`} replace /> : <PageSkeleton />;
}

/** Puts on the hat that a page asks for, where its reader has it. */
function ChangeHat({ role }: { role: StaffRole }): ReactNode {
  useEffect(() => wear(role), [role]);
  return <PageSkeleton />;
}

/** Who may see what is decided by the server; this only says so before a page asks in vain. */
function Guarded({ page, params }: Matched): ReactNode {
  const words = useWords('common');
  const session = useSession();
  const role = session?.viewer.role;
  if (isFor(page, role)) return <Shown page={page} params={params} />;
  const isSignedIn = role !== undefined;
  if (!isSignedIn && STAFF.some((one) => isFor(page, one))) return <StaffDoor />;
  const hat = session?.person?.roles.find((one) => isFor(page, one));
  if (hat !== undefined) return <ChangeHat role={hat} />;
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
      <Router base={BASE}>
        <Suspense fallback={<PageSkeleton />}>
          <CurrentPage />
        </Suspense>
      </Router>
    </QueryClientProvider>
  );
}
