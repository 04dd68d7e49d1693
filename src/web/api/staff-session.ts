import { useQuery } from '@tanstack/react-query';
import { beginSession, currentSession, endSession, type Session, type StaffRole } from '../session/session.ts';
import { ask } from './client.ts';
import { ApiProblem } from './problem.ts';

/** Who has signed in, as the server knows them. */
export interface Own {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
  readonly roles: readonly StaffRole[];
  readonly has_password: boolean;
  readonly second_factor: boolean;
  readonly recovery_codes: number;
}

/** The session of a browser that holds the cookie; `role` is the hat of this tab. */
export function sessionOf({ id, name, role, roles }: Own): Session {
  return { token: null, viewer: { role, id }, person: { name, roles } };
}

interface SignIn {
  readonly email: string;
  readonly password: string;
  readonly code?: string;
}

/** For `useSubmission`: `code` where the password was right and a second factor is wanted. */
export async function signIn(body: SignIn): Promise<'in' | 'code'> {
  try {
    beginSession(sessionOf(await ask<Own>({ method: 'POST', path: '/v1/session', body })));
    return 'in';
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'SECOND_FACTOR_REQUIRED') return 'code';
    throw error;
  }
}

/** Whether this browser holds the session of somebody of the staff; if so this tab is theirs. */
export async function resumeStaff(): Promise<boolean> {
  try {
    beginSession(sessionOf(await ask<Own>({ path: '/v1/session' })));
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return false;
    throw error;
  }
}

/** Puts another of one's own hats on, in this tab. */
export function wear(role: StaffRole): void {
  const session = currentSession();
  if (session?.person?.roles.includes(role)) beginSession({ ...session, viewer: { role, id: session.viewer.id } });
}

/** Here, or wherever one is signed in. */
export async function signOut(where: 'here' | 'everywhere'): Promise<void> {
  await ask({ method: 'DELETE', path: where === 'here' ? '/v1/session' : '/v1/account/sessions' });
  endSession();
}

export function useOwn() {
  return useQuery({
    queryKey: ['own'],
    queryFn: ({ signal }) => ask<Own>({ path: '/v1/session', signal }),
    enabled: currentSession() !== null,
  });
}
