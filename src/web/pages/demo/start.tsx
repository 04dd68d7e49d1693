import type { ReactNode } from 'react';
import { Redirect } from 'wouter';
import { useWords } from '../../language/words.ts';
import { useSession, type Viewer } from '../../session/session.ts';
import { SETTINGS } from '../../session/settings.ts';
import { EmptyState } from '../../ui/states.tsx';

/** Where each of them begins. */
export const HOMES: Record<Viewer['role'], string> = {
  buyer: '/orders',
  seller: '/seller/claims',
  mediator: '/desk/queue',
  supervisor: '/desk/queue',
  operator: '/office/reports',
};

export function StartPage(): ReactNode {
  const session = useSession();
  const common = useWords('common');
  const demo = useWords('demo');
  if (session) return <Redirect to={HOMES[session.viewer.role]} replace />;
  return SETTINGS.demo ? (
    <EmptyState title={demo.title}>
      <p>{demo.choose}</p>
    </EmptyState>
  ) : (
    <EmptyState title={common.noSessionTitle} icon="lock">
      <p>{common.noSessionText}</p>
    </EmptyState>
  );
}
