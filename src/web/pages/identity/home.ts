import type { Viewer } from '../../session/session.ts';

/** Where the work of each is. */
const HOMES: Record<Viewer['role'], string> = {
  buyer: '/orders',
  seller: '/seller/claims',
  mediator: '/desk/queue',
  supervisor: '/desk/queue',
  operator: '/office/staff',
};

export function homeOf(role: Viewer['role']): string {
  return HOMES[role];
}

/** A path of ours that somebody wanted to go to; null for whatever would lead away from here. */
export function safePath(path: string | null): string | null {
  return path !== null && /^\/(?![/\\])[\w\-./~%]*$/.test(path) ? path : null;
}
