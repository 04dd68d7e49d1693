import { useQuery } from '@tanstack/react-query';
import { useSession } from '../session/session.ts';
import { SETTINGS } from '../session/settings.ts';
import { ask } from './client.ts';

interface PortalSession {
  readonly return_url: string | null;
}

/** Where the marketplace wants its user back; the server says so, for an address in the address could be anybody's. */
export function useReturnUrl(): string | null {
  const session = useSession();
  const role = session?.viewer.role;
  const { data } = useQuery({
    queryKey: ['portal-session'],
    queryFn: ({ signal }) => ask<PortalSession>({ path: '/v1/portal-session', signal }),
    enabled: !SETTINGS.demo && session?.token !== null && (role === 'buyer' || role === 'seller'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data?.return_url ?? null;
}
