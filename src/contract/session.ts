import { type Static, Type } from 'typebox';
import { InstantText, record, text } from './primitive.ts';
import { Email, GivenPassword, LinkToken, NewPassword, STAFF_ROLES } from './staff.ts';

const Role = Type.Enum([...STAFF_ROLES]);
const Method = Type.Enum(['password', 'totp', 'recovery_code', 'link', 'sso']);

/** `code`: of the authenticator, or a recovery code; asked for by `SECOND_FACTOR_REQUIRED`. */
export const SignIn = record(
  {
    email: Email,
    password: GivenPassword,
    code: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  },
  { title: 'SignIn' },
);

/** Who is signed in, and as what: `Act-As: supervisor` chooses another of their roles for one request. */
export const SessionView = record(
  {
    id: Type.String({ examples: ['stf_…'] }),
    name: Type.String(),
    email: Email,
    role: Role,
    roles: Type.Array(Role),
    has_password: Type.Boolean(),
    second_factor: Type.Boolean(),
    recovery_codes: Type.Integer({ description: 'how many are left' }),
    session_id: Type.String(),
  },
  { title: 'Session' },
);

export const SessionList = record(
  {
    data: Type.Array(
      record({
        id: Type.String(),
        current: Type.Boolean({ description: 'the one that asks' }),
        method: Method,
        browser: Type.String({ description: 'as it calls itself' }),
        created_at: InstantText,
        last_seen_at: InstantText,
        expires_at: InstantText,
      }),
    ),
  },
  { title: 'SessionList' },
);

export const LinkLook = record({ token: LinkToken }, { title: 'LinkLook' });
export const LinkSeen = record(
  {
    kind: Type.Enum(['setup', 'invitation', 'reset']),
    name: Type.Optional(Type.String()),
    email: Type.Optional(Type.String()),
  },
  { title: 'LinkSeen' },
);
/** `name` and `email` are the first operator's own to choose; of others they are known. */
export const LinkUse = record(
  {
    token: LinkToken,
    password: NewPassword,
    name: Type.Optional(text(100)),
    email: Type.Optional(Email),
  },
  { title: 'LinkUse' },
);
export const LinkUsed = record(
  { signed_in: Type.Boolean({ description: 'false: sign in with the new password and the second factor' }) },
  { title: 'LinkUsed' },
);

export const PasswordChange = record({ current: GivenPassword, password: NewPassword }, { title: 'PasswordChange' });
export const PasswordProof = record({ password: GivenPassword }, { title: 'PasswordProof' });

/** Shown once, until a code confirms it. */
export const SecondFactorOffer = record(
  {
    secret: Type.String({ description: 'Base32, to be typed in where no camera is at hand' }),
    uri: Type.String({ description: '`otpauth://totp/…`' }),
    qr: Type.String({ description: 'the same as a picture (SVG)' }),
  },
  { title: 'SecondFactorOffer' },
);
export const SecondFactorCode = record(
  { code: Type.String({ minLength: 6, maxLength: 10 }) },
  { title: 'SecondFactorCode' },
);
/** Shown once, stored as digests; each works once. */
export const RecoveryCodes = record({ recovery_codes: Type.Array(Type.String()) }, { title: 'RecoveryCodes' });

export type SessionWire = Static<typeof SessionView>;
export type SessionListWire = Static<typeof SessionList>;
export type LinkSeenWire = Static<typeof LinkSeen>;
export type SecondFactorOfferWire = Static<typeof SecondFactorOffer>;
