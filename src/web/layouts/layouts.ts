import type { ComponentType, ReactNode } from 'react';
import type { WordGroup } from '../language/words.ts';
import type { LayoutName } from '../pages/page.ts';

export interface LayoutProps {
  readonly children: ReactNode;
}

interface Layout {
  readonly words: readonly WordGroup[];
  readonly load: () => Promise<ComponentType<LayoutProps>>;
}

/** What stands around a page. Those of shops and staff bring Ant Design; a buyer's browser never loads it. */
export const LAYOUTS: { readonly [N in LayoutName]: Layout } = {
  buyer: { words: ['buyer'], load: async () => (await import('./buyer-layout.tsx')).BuyerLayout },
  seller: { words: ['seller'], load: async () => (await import('./seller-layout.tsx')).SellerLayout },
  desk: { words: ['mediator'], load: async () => (await import('./desk-layout.tsx')).DeskLayout },
  office: { words: ['operator'], load: async () => (await import('./office-layout.tsx')).OfficeLayout },
  bare: { words: [], load: async () => (await import('./bare-layout.tsx')).BareLayout },
};
