import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/client.ts';
import { useLocale } from '../../language/locale.ts';
import { useWords } from '../../language/words.ts';
import { SETTINGS } from '../../session/settings.ts';

interface Cast {
  readonly shops: readonly { readonly id: string; readonly name: string }[];
}

/** What a shop is called. Only the demo marketplace tells its shops' names; elsewhere it is the shop's id. */
export function useShopName(): (shopId: string) => string {
  const { orders: words } = useWords('buyer');
  const locale = useLocale();
  const { data } = useQuery({
    queryKey: ['shop names', locale],
    queryFn: ({ signal }) => ask<Cast>({ path: '/demo/people', signal }),
    enabled: SETTINGS.demo,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (shopId) => data?.shops.find(({ id }) => id === shopId)?.name ?? words.shop(shopId);
}
