import { Type } from 'typebox';
import { AUDIT_ACTIONS, AUDIT_ROLES } from '../domain/audit.ts';
import { InstantText, nullable, record } from './primitive.ts';

/** One change of configuration or administration, and who made it. */
export const AuditEntryView = record(
  {
    id: Type.String(),
    at: InstantText,
    actor: record({ role: Type.Enum(AUDIT_ROLES), id: nullable(Type.String()) }),
    credential: nullable(Type.String({ description: 'the API key or session that was used' })),
    action: Type.Enum(AUDIT_ACTIONS),
    subject: Type.String({ description: 'what was changed, by its id or name' }),
    details: Type.Record(Type.String(), Type.Unknown(), { description: 'names, numbers and codes' }),
  },
  { title: 'AuditEntry' },
);
