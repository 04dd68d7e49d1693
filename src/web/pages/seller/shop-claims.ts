import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/client.ts';
import { pollInterval } from '../../api/live.ts';
import type { Claim, Page } from '../../api/shapes.ts';

/** What the seller has to do comes first, the most urgent at the top; then what was changed last. */
function byUrgency(one: Claim, other: Claim): number {
  const urgency = ({ viewer_state: state, deadline }: Claim) =>
    state === 'action_required' ? Date.parse(deadline?.at ?? '9999-12-31T00:00:00Z') : Number.POSITIVE_INFINITY;
  const [first, second] = [urgency(one), urgency(other)];
  if (first !== second) return first - second;
  return Date.parse(other.updated_at) - Date.parse(one.updated_at);
}

/** The claims of the shop in a status, or in any, up to ten thousand. */
export function useShopClaims(status: string | null) {
  return useQuery({
    queryKey: ['claims', 'shop', status],
    queryFn: async ({ signal }) => {
      const all = new Map<string, Claim>();
      let cursor: string | undefined;
      for (let page = 0; page < 100; page += 1) {
        const query = { limit: 100, cursor, status: status ?? undefined };
        const answer: Page<Claim> = await ask({ path: '/v1/claims', query, signal });
        // A claim that changes while the pages are read comes again on a later one.
        for (const claim of answer.data) all.set(claim.id, claim);
        if (answer.next_cursor === null) break;
        cursor = answer.next_cursor;
      }
      return [...all.values()].toSorted(byUrgency);
    },
    refetchInterval: pollInterval,
  });
}

export interface Sieve {
  readonly turn: string | null;
  readonly search: string;
}

export function sieve(claims: readonly Claim[], { turn, search }: Sieve): readonly Claim[] {
  const wanted = search.trim().toLowerCase();
  return claims.filter(
    ({ id, order_id: order, viewer_state: state }) =>
      (turn === null || state === turn) && (id.toLowerCase().includes(wanted) || order.toLowerCase().includes(wanted)),
  );
}
