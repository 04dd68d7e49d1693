import { useQuery } from '@tanstack/react-query';
import { ask } from './client.ts';
import { queryClient } from './query-client.ts';

export interface LinkSeen {
  readonly kind: 'setup' | 'invitation' | 'reset';
  readonly name?: string;
  readonly email?: string;
}

export function lookAtLink(token: string): Promise<LinkSeen> {
  return ask<LinkSeen>({ method: 'POST', path: '/v1/staff-links/look', body: { token } });
}

interface LinkUse {
  readonly token: string;
  readonly password: string;
  readonly name?: string;
  readonly email?: string;
}

export function takeLink(body: LinkUse): Promise<{ readonly signed_in: boolean }> {
  return ask({ method: 'POST', path: '/v1/staff-links/use', body });
}

const refresh = () => queryClient.invalidateQueries({ queryKey: ['own'] });

export async function changePassword(body: { readonly current: string; readonly password: string }): Promise<true> {
  await ask({ method: 'PUT', path: '/v1/account/password', body });
  await queryClient.invalidateQueries({ queryKey: ['own-sessions'] });
  return true;
}

export interface Offer {
  readonly secret: string;
  readonly uri: string;
  /** SVG. */
  readonly qr: string;
}
interface Proof {
  readonly password: string;
}

export function offerFactor(body: Proof): Promise<Offer> {
  return ask({ method: 'POST', path: '/v1/account/second-factor', body });
}

interface Codes {
  readonly recovery_codes: readonly string[];
}

/** The new recovery codes. */
export async function confirmFactor(body: { readonly code: string }): Promise<readonly string[]> {
  const { recovery_codes } = await ask<Codes>({ method: 'PUT', path: '/v1/account/second-factor', body });
  await refresh();
  return recovery_codes;
}

export async function renewCodes(body: Proof): Promise<readonly string[]> {
  const { recovery_codes } = await ask<Codes>({ method: 'POST', path: '/v1/account/recovery-codes', body });
  await refresh();
  return recovery_codes;
}

export async function removeFactor(body: Proof): Promise<true> {
  await ask({ method: 'POST', path: '/v1/account/second-factor/remove', body });
  await refresh();
  return true;
}

export interface OwnSession {
  readonly id: string;
  readonly current: boolean;
  readonly method: 'password' | 'totp' | 'recovery_code' | 'link' | 'sso';
  readonly browser: string;
  readonly created_at: string;
  readonly last_seen_at: string;
}

export function useOwnSessions() {
  return useQuery({
    queryKey: ['own-sessions'],
    queryFn: ({ signal }) => ask<{ readonly data: readonly OwnSession[] }>({ path: '/v1/account/sessions', signal }),
  });
}

export async function revokeOwn(id: string): Promise<true> {
  await ask({ method: 'DELETE', path: `/v1/account/sessions/${encodeURIComponent(id)}` });
  await queryClient.invalidateQueries({ queryKey: ['own-sessions'] });
  return true;
}
