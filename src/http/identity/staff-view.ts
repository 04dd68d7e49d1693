import type { Static } from 'typebox';
import { formatInstant } from '../../contract/instant.ts';
import type { SessionWire } from '../../contract/session.ts';
import { STAFF_ROLES, type StaffLinkView, type StaffWire } from '../../contract/staff.ts';
import type { StaffRole } from '../../domain/claim.ts';
import type { StaffAccount } from '../../store/staff-account.ts';

function inOrder(roles: readonly StaffRole[]): StaffRole[] {
  return STAFF_ROLES.filter((role) => roles.includes(role));
}

/** What colleagues see of each other: enough to give somebody a claim. */
export function colleagueView({ id, name, roles, active }: StaffAccount): StaffWire {
  return { id, name, roles: inOrder(roles), active };
}

/** What operators see besides. */
export function staffView(account: StaffAccount): StaffWire {
  const { email, hasPassword, hasSecondFactor, hasSingleSignOn, createdAt, signedInAt } = account;
  return {
    ...colleagueView(account),
    email,
    invited: !hasPassword && !hasSingleSignOn,
    second_factor: hasSecondFactor,
    single_sign_on: hasSingleSignOn,
    created_at: formatInstant(createdAt),
    signed_in_at: signedInAt === null ? null : formatInstant(signedInAt),
  };
}

interface Seen {
  readonly account: StaffAccount;
  readonly role: StaffRole;
  readonly recoveryCodes: number;
  readonly sessionId: string;
}

export function sessionView({ account, role, recoveryCodes, sessionId }: Seen): SessionWire {
  const { id, name, email, roles, hasPassword, hasSecondFactor } = account;
  return {
    id,
    name,
    email,
    role,
    roles: inOrder(roles),
    has_password: hasPassword,
    second_factor: hasSecondFactor,
    recovery_codes: recoveryCodes,
    session_id: sessionId,
  };
}

const PATHS = { setup: 'setup', invitation: 'invitation', reset: 'invitation' } as const;

/** What follows `#` stays in the browser: no server and no log sees the token. */
export function linkAddress(origin: string, kind: keyof typeof PATHS, token: string): string {
  return `${origin}/${PATHS[kind]}#token=${token}`;
}

export function linkView(
  origin: string,
  { kind, token, expires_at }: { kind: 'invitation' | 'reset'; token: string; expires_at: string },
): Static<typeof StaffLinkView> {
  return { kind, url: linkAddress(origin, kind, token), expires_at };
}
