import { type Static, Type } from 'typebox';
import { Id, InstantText, listOf, nullable, record } from './primitive.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** For how long a browser is trusted where nothing is said. */
export const DEFAULT_EXPIRES_IN: number = HOUR;

/** `subject` is the buyer's id, or the shop's, whose user `user` is; without one the shop is its own only user. */
export const NewPortalSession = record(
  {
    role: Type.Enum(['buyer', 'seller']),
    subject: Id,
    user: Type.Optional(Id),
    return_url: Type.Optional(Type.String({ format: 'uri', pattern: '^https?://', maxLength: 2000 })),
    expires_in: Type.Optional(Type.Integer({ minimum: 60, maximum: DAY, description: `Seconds; ${HOUR} unless told` })),
  },
  { title: 'NewPortalSession' },
);

/** The only answer that ever carries the token. */
export const CreatedPortalSession = record(
  {
    id: Type.String({ examples: ['ps_…'] }),
    url: Type.String({ format: 'uri', description: 'where to send the user; signs them in' }),
    token: Type.String({ description: '`pt_…`: one user already. Shown once, stored only as its SHA-256' }),
    expires_at: InstantText,
  },
  { title: 'CreatedPortalSession' },
);

const kept = {
  return_url: nullable(Type.String({ format: 'uri', description: 'where the pages lead back to' })),
  expires_at: InstantText,
};

/** A session that stands, without its token. */
export const PortalSessionView = record(
  {
    id: Type.String(),
    role: NewPortalSession.properties.role,
    subject: Id,
    user: Id,
    created_at: InstantText,
    ...kept,
  },
  { title: 'PortalSession' },
);
export const PortalSessionList = listOf(PortalSessionView);

/** What the pages are told of the session they are shown in. */
export const OwnPortalSession = record(kept, { title: 'OwnPortalSession' });

/** Whom the session is for, as the domain knows them. */
export function actorOfSession({ role, subject, user = subject }: Static<typeof NewPortalSession>) {
  return role === 'buyer'
    ? ({ role: 'buyer', id: subject } as const)
    : ({ role: 'seller', shopId: subject, id: user } as const);
}
