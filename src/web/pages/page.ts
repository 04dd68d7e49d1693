import type { ComponentType } from 'react';
import type { WordGroup } from '../language/words.ts';
import type { Viewer } from '../session/session.ts';

export interface PageProps {
  /** What the address says where the path has a `:name`. */
  readonly params: Readonly<Record<string, string>>;
}

export type LayoutName = 'buyer' | 'seller' | 'desk' | 'office' | 'bare';

/** One page: where it is, who sees it, and what has to be loaded for it. */
export interface Page {
  /** `/claims/:id` */
  readonly path: string;
  readonly layout: LayoutName;
  /** `everyone`: without signing in, too. */
  readonly roles: readonly Viewer['role'][] | 'everyone';
  /** The words it uses beside `common` and `names`; they are fetched together with its code. */
  readonly words: readonly WordGroup[];
  readonly load: () => Promise<ComponentType<PageProps>>;
  /** Asks for its data before its code has arrived. */
  readonly prefetch?: (params: PageProps['params']) => void;
}
