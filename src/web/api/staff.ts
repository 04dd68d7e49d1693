import { useQuery } from '@tanstack/react-query';
import type { StaffRole } from '../session/session.ts';
import { ask } from './client.ts';
import { queryClient } from './query-client.ts';

/** Somebody of the staff; the optional ones are told to operators. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly StaffRole[];
  readonly active: boolean;
  readonly email?: string;
  readonly invited?: boolean;
  readonly second_factor?: boolean;
  readonly single_sign_on?: boolean;
  readonly signed_in_at?: string | null;
}

export interface StaffLink {
  readonly kind: 'invitation' | 'reset';
  readonly url: string;
  readonly expires_at: string;
}

export function useStaff() {
  return useQuery({
    queryKey: ['staff'],
    queryFn: ({ signal }) => ask<{ readonly data: readonly Colleague[] }>({ path: '/v1/staff', signal }),
  });
}

const refresh = () => queryClient.invalidateQueries({ queryKey: ['staff'] });
const pathOf = ({ id }: Pick<Colleague, 'id'>) => `/v1/staff/${encodeURIComponent(id)}`;

interface Invitation {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly StaffRole[];
}

export async function inviteStaff(
  body: Invitation,
  idempotencyKey: string,
): Promise<{ readonly staff: Colleague; readonly link: StaffLink }> {
  const made = await ask<{ staff: Colleague; link: StaffLink }>({
    method: 'POST',
    path: '/v1/staff',
    body,
    idempotencyKey,
  });
  await refresh();
  return made;
}

export async function changeStaff({ id, name, roles, active }: Colleague): Promise<Colleague> {
  const changed = await ask<Colleague>({ method: 'PUT', path: pathOf({ id }), body: { name, roles, active } });
  await refresh();
  return changed;
}

export async function newStaffLink(colleague: Pick<Colleague, 'id'>, idempotencyKey: string): Promise<StaffLink> {
  return ask<StaffLink>({ method: 'POST', path: `${pathOf(colleague)}/link`, body: {}, idempotencyKey });
}

export async function resetFactor(colleague: Pick<Colleague, 'id'>): Promise<true> {
  await ask({ method: 'DELETE', path: `${pathOf(colleague)}/second-factor` });
  await refresh();
  return true;
}

export async function signOutStaff(colleague: Pick<Colleague, 'id'>): Promise<true> {
  await ask({ method: 'DELETE', path: `${pathOf(colleague)}/sessions` });
  return true;
}
