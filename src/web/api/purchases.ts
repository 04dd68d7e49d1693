import { useQuery } from '@tanstack/react-query';
import { askAll } from './claims.ts';
import { pollInterval } from './live.ts';
import type { Claim } from './shapes.ts';

/** Every claim of the buyer who is signed in, changed last first. */
export function useOwnClaims() {
  return useQuery({
    queryKey: ['claims', 'own'],
    queryFn: async ({ signal }) => {
      const claims = await askAll<Claim>('/v1/claims', signal);
      return claims.toSorted((one, other) => Date.parse(other.updated_at) - Date.parse(one.updated_at));
    },
    refetchInterval: pollInterval,
  });
}

/** The claims on one order line, the latest first. */
export function claimsOnLine(claims: readonly Claim[], line: Pick<Claim, 'order_id' | 'line_id'>): readonly Claim[] {
  return claims
    .filter(({ order_id, line_id }) => order_id === line.order_id && line_id === line.line_id)
    .toSorted((one, other) => Date.parse(other.applied_at) - Date.parse(one.applied_at));
}
