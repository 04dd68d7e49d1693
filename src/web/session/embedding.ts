import { SETTINGS } from './settings.ts';

const PREFIX = '/embed';
const KEY = 'gongdao.embedder';

/** What all addresses begin with inside somebody else's page; empty elsewhere. */
export const BASE = location.pathname.startsWith(`${PREFIX}/`) ? PREFIX : '';

/** A path without what it begins with inside somebody else's page. */
export function withoutBase(path: string): string {
  return path.slice(BASE.length);
}

let told: string | null = null;

/** Keeps whose page this is shown in, as the element says beside the token. */
export function noteEmbedder(fields: URLSearchParams): void {
  told = fields.get('embedder');
  try {
    if (told !== null) sessionStorage.setItem(KEY, told);
  } catch {
    // A browser that forbids storage forgets it when the frame is loaded again, and the frame keeps its height.
  }
}

/** Whose page this is shown in; only those that are allowed. */
function embedder(): string | null {
  const known = told ?? sessionStorage.getItem(KEY);
  return known !== null && SETTINGS.embedders.includes(known) ? known : null;
}

/** Tells the page around how high this one is, whenever that changes. Nothing else passes. */
export function tellHeight(): void {
  if (BASE === '' || parent === window) return;
  document.documentElement.dataset.embedded = '';
  const target = embedder();
  if (target === null) return;
  const tell = () => parent.postMessage({ type: 'gongdao:height', height: document.body.scrollHeight }, target);
  new ResizeObserver(tell).observe(document.body);
}
