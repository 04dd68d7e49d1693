import { AuditOutlined, FileTextOutlined, InboxOutlined, RetweetOutlined, TeamOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useWords } from '../language/words.ts';
import type { LayoutProps } from './layouts.ts';
import { type Place, SideLayout } from './side-layout.tsx';

export function DeskLayout({ children }: LayoutProps): ReactNode {
  const { nav, title } = useWords('mediator');
  const places: readonly Place[] = [
    { path: '/desk/queue', name: nav.queue, icon: <InboxOutlined /> },
    { path: '/desk/approvals', name: nav.approvals, icon: <AuditOutlined /> },
    { path: '/desk/appeals', name: nav.appeals, icon: <RetweetOutlined /> },
    { path: '/desk/workload', name: nav.workload, icon: <TeamOutlined /> },
    { path: '/desk/templates', name: nav.templates, icon: <FileTextOutlined /> },
  ];
  return (
    <SideLayout title={title} places={places} inbox="/desk/inbox">
      {children}
    </SideLayout>
  );
}
