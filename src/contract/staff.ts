import { type Static, Type } from 'typebox';
import { InstantText, nullable, record, text } from './primitive.ts';

/** In the order in which somebody who has several begins. */
export const STAFF_ROLES = ['mediator', 'supervisor', 'operator'] as const;

const Roles = Type.Array(Type.Enum([...STAFF_ROLES]), { minItems: 1, maxItems: STAFF_ROLES.length, uniqueItems: true });
export const Email = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@\\p{C}]+@[^\\s@\\p{C}]+$' });
const Name = text(100);
/** What is too easy to guess is refused besides (`PASSWORD_WEAK`). */
export const NewPassword = Type.String({ minLength: 12, maxLength: 128 });
/** A password as it was typed, whatever the policy was when it was chosen. */
export const GivenPassword = Type.String({ minLength: 1, maxLength: 128 });
export const LinkToken = Type.String({ minLength: 20, maxLength: 100, pattern: '^[\\w-]+$' });

/** Somebody who works for the platform. What is not needed to choose among colleagues only operators see. */
export const StaffView = record(
  {
    id: Type.String({ examples: ['stf_…'] }),
    name: Name,
    roles: Roles,
    active: Type.Boolean({ description: 'false: has left; their sessions have ended' }),
    email: Type.Optional(Email),
    invited: Type.Optional(Type.Boolean({ description: 'has not chosen a password yet' })),
    second_factor: Type.Optional(Type.Boolean()),
    single_sign_on: Type.Optional(Type.Boolean()),
    created_at: Type.Optional(InstantText),
    signed_in_at: Type.Optional(nullable(InstantText)),
  },
  { title: 'StaffMember' },
);

export const StaffList = record({ data: Type.Array(StaffView) }, { title: 'StaffList' });

export const NewStaff = record({ name: Name, email: Email, roles: Roles }, { title: 'NewStaff' });

export const StaffChange = record({ name: Name, roles: Roles, active: Type.Boolean() }, { title: 'StaffChange' });

/** To hand over; the only answer that ever carries it. */
export const StaffLinkView = record(
  {
    kind: Type.Enum(['invitation', 'reset']),
    url: Type.String({ format: 'uri', description: 'works once' }),
    expires_at: InstantText,
  },
  { title: 'StaffLink' },
);

export const InvitedStaff = record({ staff: StaffView, link: StaffLinkView }, { title: 'InvitedStaff' });

export type StaffWire = Static<typeof StaffView>;
export type StaffLinkWire = Static<typeof StaffLinkView>;
