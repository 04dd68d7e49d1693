import { useSearchParams } from 'wouter';
import { FILTER_FIELDS, QUEUE_SORTS, QUEUE_VIEWS, type QueueQuery } from './queue-data.ts';

/** The address of the queue as asked for; what is as usual is left out. */
export function addressOf({ view, sort, ...filter }: QueueQuery): string {
  const fields = {
    ...(view === undefined || view === 'all' ? {} : { view }),
    ...(sort === undefined || sort === 'urgency' ? {} : { sort }),
    ...Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)),
  } as Record<string, string>;
  const query = new URLSearchParams(fields).toString();
  return query === '' ? '/desk/queue' : `/desk/queue?${query}`;
}

/** What is asked for stands in the address, so that it can be passed on and the way back leads to it. */
export function useQueueQuery(): QueueQuery {
  const [params] = useSearchParams();
  const view = QUEUE_VIEWS.find((known) => known === params.get('view')) ?? 'all';
  const sort = QUEUE_SORTS.find((known) => known === params.get('sort')) ?? 'urgency';
  const filter = FILTER_FIELDS.flatMap((field): [string, string][] => {
    const value = params.get(field);
    return value ? [[field, value]] : [];
  });
  return { view, sort, ...Object.fromEntries(filter) };
}
