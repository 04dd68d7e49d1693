import type { Actor } from './claim.ts';

/** Changes of configuration and administration that are kept with who made them. */
export const AUDIT_ACTIONS = [
  'api_key.created',
  'api_key.revoked',
  'policy.published',
  'calendar.put',
  'deadline.retried',
  'refund.retried',
  'message_template.added',
  'message_template.changed',
  'message_template.removed',
  'staff.invited',
  'staff.changed',
  'staff.linked',
  'staff.signed_out',
  'staff.second_factor_reset',
  'staff.joined',
  'sign_in.failed',
  'sign_in.locked',
  'erasure.requested',
  'erasure.withdrawn',
  'person.erased',
  'person.exported',
  'legal_hold.put',
  'legal_hold.lifted',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Who may change such things; parties never do. */
export type AuditActor = Exclude<Actor, { role: 'buyer' } | { role: 'seller' }>;
export const AUDIT_ROLES = ['marketplace', 'mediator', 'supervisor', 'operator', 'system'] as const;

/** Names, numbers and codes; never a secret, never what a person is called or where they live. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
