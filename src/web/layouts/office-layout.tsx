import {
  BarChartOutlined,
  CalendarOutlined,
  FileSearchOutlined,
  FileTextOutlined,
  KeyOutlined,
  PauseCircleOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useWords } from '../language/words.ts';
import type { LayoutProps } from './layouts.ts';
import { type Place, SideLayout } from './side-layout.tsx';

export function OfficeLayout({ children }: LayoutProps): ReactNode {
  const { nav, title } = useWords('operator');
  const places: readonly Place[] = [
    { path: '/office/reports', name: nav.reports, icon: <BarChartOutlined /> },
    { path: '/office/policies', name: nav.policies, icon: <FileTextOutlined /> },
    { path: '/office/calendars', name: nav.calendars, icon: <CalendarOutlined /> },
    { path: '/office/staff', name: nav.staff, icon: <TeamOutlined /> },
    { path: '/office/keys', name: nav.keys, icon: <KeyOutlined /> },
    { path: '/office/parked', name: nav.parked, icon: <PauseCircleOutlined /> },
    { path: '/office/audit', name: nav.audit, icon: <FileSearchOutlined /> },
  ];
  return (
    <SideLayout title={title} places={places}>
      {children}
    </SideLayout>
  );
}
