import { loadWords } from './language/words.ts';
import { LAYOUTS } from './layouts/layouts.ts';
import { loadOnce } from './layouts/load-once.ts';
import { BUYER_PAGES } from './pages/buyer/pages.ts';
import { DEMO_PAGES } from './pages/demo/pages.ts';
import { DESK_PAGES } from './pages/desk/pages.ts';
import { IDENTITY_PAGES } from './pages/identity/pages.ts';
import { OFFICE_PAGES } from './pages/office/pages.ts';
import type { Page, PageProps } from './pages/page.ts';
import { PUBLIC_PAGES } from './pages/public/pages.ts';
import { SELLER_PAGES } from './pages/seller/pages.ts';

/** Every page of the product; of two that fit an address the first is shown. */
export const PAGES: readonly Page[] = [
  ...BUYER_PAGES,
  ...SELLER_PAGES,
  ...DESK_PAGES,
  ...OFFICE_PAGES,
  ...IDENTITY_PAGES,
  ...PUBLIC_PAGES,
  ...DEMO_PAGES,
];

export interface Matched {
  readonly page: Page;
  readonly params: PageProps['params'];
}

const segmentsOf = (path: string) => path.split('/').filter((segment) => segment !== '');

/** What stands in the address where the pattern has names; null where they do not fit. */
function paramsOf(pattern: string, path: string): PageProps['params'] | null {
  const wanted = segmentsOf(pattern);
  const given = segmentsOf(path);
  if (wanted.length !== given.length) return null;
  const fits = wanted.every((segment, index) => segment.startsWith(':') || segment === given[index]);
  if (!fits) return null;
  return Object.fromEntries(
    wanted.flatMap((segment, index) => (segment.startsWith(':') ? [[segment.slice(1), given[index] ?? '']] : [])),
  );
}

/** The page at a path whose escapes have been read. */
export function pageAt(path: string): Matched | null {
  for (const page of PAGES) {
    const params = paramsOf(page.path, path);
    if (params) return { page, params };
  }
  return null;
}

/** Fetches everything a page needs at once, instead of one thing after the other as it is found missing. */
export async function preload({ page, params }: Matched): Promise<void> {
  const layout = LAYOUTS[page.layout];
  const words = ['common', 'names', ...page.words, ...layout.words] as const;
  page.prefetch?.(params);
  // What fails here is tried again, and reported, where it is needed.
  await Promise.allSettled([loadOnce(page.load), loadOnce(layout.load), ...words.map(loadWords)]);
}
