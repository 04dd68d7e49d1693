import type { AuditedBy } from '../store/audit.ts';
import type { Caller } from './route.ts';

/** Whom the audit log names for what a request changes. Parties administer nothing, so to name one is a bug. */
export function auditedBy({ actor, keyId }: Caller): AuditedBy {
  if (actor.role === 'buyer' || actor.role === 'seller') throw new Error(`a ${actor.role} administers nothing`);
  return { actor, credential: keyId };
}
