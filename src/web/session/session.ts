import { useSyncExternalStore } from 'react';
import { noteEmbedder } from './embedding.ts';
import { watched } from './listeners.ts';

/** Who the pages are shown to. The server decides what they may do; this only chooses what to show. */
export type Viewer =
  | { readonly role: 'buyer'; readonly id: string }
  | { readonly role: 'seller'; readonly id: string; readonly shop_id: string }
  | { readonly role: 'mediator' | 'supervisor' | 'operator'; readonly id: string };

export type StaffRole = 'mediator' | 'supervisor' | 'operator';

export interface Session {
  /** Null for staff: theirs travels in a cookie that no script sees. */
  readonly token: string | null;
  readonly viewer: Viewer;
  /** Of staff who have signed in: what they are called, and which hats they have; `viewer.role` is the one of this tab. */
  readonly person?: { readonly name: string; readonly roles: readonly StaffRole[] };
}

/** In the tab's own storage: a visitor can be the buyer in one tab and the seller in the next. */
const KEY = 'gongdao.session';

const ROLES: readonly string[] = ['buyer', 'seller', 'mediator', 'supervisor', 'operator'];

function viewerOf(fields: URLSearchParams): Viewer | null {
  const role = fields.get('role');
  const id = fields.get('id');
  const shopId = fields.get('shop_id');
  if (!role || !id || !ROLES.includes(role)) return null;
  if (role === 'seller') return shopId ? { role, id, shop_id: shopId } : null;
  return { role: role as 'buyer', id };
}

/** `#token=pt_…&role=buyer&id=B9` (and `shop_id`); the token leaves the address at once, so that nobody copies it. */
function takeFromAddress(): Session | null {
  const fields = new URLSearchParams(location.hash.slice(1));
  const token = fields.get('token');
  const viewer = viewerOf(fields);
  // Without a role it is the token of a link, which its own page takes.
  if (!token || !fields.has('role')) return null;
  noteEmbedder(fields);
  history.replaceState(history.state, '', location.pathname + location.search);
  return viewer && { token, viewer };
}

function takeFromStorage(): Session | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Session | null;
  } catch {
    return null;
  }
}

function store(session: Session | null): void {
  try {
    if (session) sessionStorage.setItem(KEY, JSON.stringify(session));
    else sessionStorage.removeItem(KEY);
  } catch {
    // A browser that forbids storage still has the session until the page is closed.
  }
}

function initialSession(): Session | null {
  const given = takeFromAddress();
  if (given) store(given);
  return given ?? takeFromStorage();
}

const session = watched<Session | null>(initialSession());

export function currentSession(): Session | null {
  return session.get();
}

export function beginSession(next: Session): void {
  store(next);
  session.set(next);
}

export function endSession(): void {
  store(null);
  session.set(null);
}

/** Called whenever somebody else becomes the viewer. */
export const onSessionChange = session.subscribe;

export function useSession(): Session | null {
  return useSyncExternalStore(session.subscribe, session.get);
}

/** Who looks at the page. Only below a layout, which lets nobody in without a session. */
export function useViewer(): Viewer {
  const current = useSession();
  if (!current) throw new Error('nobody is signed in');
  return current.viewer;
}
