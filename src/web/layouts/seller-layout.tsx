import { SafetyOutlined, ShopOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useWords } from '../language/words.ts';
import type { LayoutProps } from './layouts.ts';
import { type Place, SideLayout } from './side-layout.tsx';

export function SellerLayout({ children }: LayoutProps): ReactNode {
  const { nav, title } = useWords('seller');
  const places: readonly Place[] = [
    { path: '/seller/claims', name: nav.claims, icon: <ShopOutlined /> },
    { path: '/seller/standing', name: nav.standing, icon: <SafetyOutlined /> },
  ];
  return (
    <SideLayout title={title} places={places} inbox="/seller/inbox">
      {children}
    </SideLayout>
  );
}
