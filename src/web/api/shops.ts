import { useQuery } from '@tanstack/react-query';
import { ask } from './client.ts';
import { pollInterval } from './live.ts';
import type { Credit, Eligibility, Standing } from './shapes.ts';

function shopPath(id: string): string {
  return `/v1/shops/${encodeURIComponent(id)}`;
}

/** R60, R61: what this month's rulings add up to; for the shop itself. */
export function useStanding(shopId: string) {
  return useQuery({
    queryKey: ['standing', shopId],
    queryFn: ({ signal }) => ask<Standing>({ path: `${shopPath(shopId)}/standing`, signal }),
    refetchInterval: pollInterval,
  });
}

export function useEligibility(shopId: string) {
  return useQuery({
    queryKey: ['standing', shopId, 'eligibility'],
    queryFn: ({ signal }) => ask<Eligibility>({ path: `${shopPath(shopId)}/activity-eligibility`, signal }),
    refetchInterval: pollInterval,
  });
}

/** R62, R63: what everybody may know about a shop. */
export function useCredit(shopId: string) {
  return useQuery({
    queryKey: ['standing', shopId, 'credit'],
    queryFn: ({ signal }) => ask<Credit>({ path: `${shopPath(shopId)}/credit`, signal }),
    refetchInterval: pollInterval,
  });
}
