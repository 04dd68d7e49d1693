import { useQuery } from '@tanstack/react-query';
import type { Policy } from '../../domain/policy.ts';
import { serverNow } from '../session/server-clock.ts';
import { askAll } from './claims.ts';

/** The policy under which a claim opened now would stand (R7); null where none has taken effect. */
export function useCurrentPolicy() {
  return useQuery({
    queryKey: ['policy', 'current'],
    queryFn: async ({ signal }) => {
      // The one that takes effect last comes first.
      const policies = await askAll<Policy>('/v1/policies', signal);
      return policies.find(({ effective_from: from }) => Date.parse(from) <= serverNow()) ?? null;
    },
  });
}
