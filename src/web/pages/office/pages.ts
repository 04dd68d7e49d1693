import type { Page } from '../page.ts';

export const OFFICE_PAGES: readonly Page[] = [];
