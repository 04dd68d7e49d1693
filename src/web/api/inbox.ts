import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSession } from '../session/session.ts';
import { ask } from './client.ts';
import { pollInterval } from './live.ts';
import { queryClient } from './query-client.ts';
import type { Claim, Inbox } from './shapes.ts';

const PATH = '/v1/inbox';

/** How much in the viewer's inbox was not read; 0 while that is not known, and 1000 for that many or more. */
export function useUnread(): number {
  const isSomebody = useSession() !== null;
  const { data } = useQuery({
    queryKey: ['inbox', 'unread'],
    queryFn: ({ signal }) => ask<Inbox>({ path: PATH, query: { limit: 1 }, signal }),
    refetchInterval: pollInterval,
    enabled: isSomebody,
  });
  return data?.unread ?? 0;
}

/** What the viewer was told of, the latest first. */
export function useInbox(isUnreadOnly: boolean) {
  return useInfiniteQuery({
    queryKey: ['inbox', 'list', isUnreadOnly],
    queryFn: ({ signal, pageParam }) =>
      ask<Inbox>({
        path: PATH,
        query: { unread: isUnreadOnly ? 'true' : undefined, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    refetchInterval: pollInterval,
  });
}

type Which = { readonly id: string } | { readonly claim_id: string } | { readonly all: true };

/** Marks notices as read; what fails stays unread and is marked another time. */
export async function markRead(which: Which): Promise<void> {
  await ask({ method: 'POST', path: `${PATH}/read`, body: which }).catch(() => undefined);
  await queryClient.invalidateQueries({ queryKey: ['inbox'] });
}

/** Who looks at a claim has read what they were told of it. */
export function useReadOnView({ id }: Pick<Claim, 'id'>): void {
  const unread = useUnread();
  useEffect(() => {
    if (unread > 0) void markRead({ claim_id: id });
  }, [id, unread]);
}
