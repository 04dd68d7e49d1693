import { useQuery } from '@tanstack/react-query';
import type { Policy } from '../../domain/policy.ts';
import { useLocale } from '../language/locale.ts';
import { ask } from './client.ts';
import type { Claim } from './shapes.ts';

/** A version of a policy, which never changes (R7). */
export function usePolicy({ name, version }: Claim['policy']) {
  return useQuery({
    queryKey: ['policy', name, version],
    queryFn: ({ signal }) => ask<Policy>({ path: `/v1/policies/${encodeURIComponent(name)}/${version}`, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What the policy calls a reason, in the reader's language; the code itself until that is known. */
export function useReasonLabels(policy: Claim['policy']): (code: string) => string {
  const locale = useLocale();
  const { data } = usePolicy(policy);
  return (code) => {
    const known = [...(data?.reasons ?? []), ...(data?.refusal_reasons ?? [])].find((reason) => reason.code === code);
    return known?.labels[locale] ?? code;
  };
}
