import { execute, jsonParameter, type Queryable, query } from './database.ts';

/** A view of the queue that somebody kept; `filter` is the query that shows it. */
export interface SavedQueueView {
  readonly id: string;
  readonly name: string;
  readonly filter: Readonly<Record<string, string>>;
}

/** The views that one member of staff has kept, the oldest first. */
export async function queueViewsOf(db: Queryable, userId: string): Promise<SavedQueueView[]> {
  return query<SavedQueueView>(
    db,
    'select id, name, filter from queue_view where user_id = $1 order by created_at, id limit 100',
    [userId],
  );
}

/** More than this nobody finds again, and nobody may fill the table. */
export const MOST_QUEUE_VIEWS = 30;

/** Keeps a view; one of the same name is replaced and keeps its id. Null where there are too many already. */
export async function saveQueueView(
  db: Queryable,
  userId: string,
  { id, name, filter }: SavedQueueView,
): Promise<SavedQueueView | null> {
  const [saved] = await query<SavedQueueView>(
    db,
    `insert into queue_view (user_id, id, name, filter)
     select $1, $2, $3, $4::jsonb
      where (select count(*) from queue_view where user_id = $1 and name <> $3) < $5
     on conflict (user_id, name) do update set filter = excluded.filter
     returning id, name, filter`,
    [userId, id, name, jsonParameter(filter), MOST_QUEUE_VIEWS],
  );
  return saved ?? null;
}

export async function removeQueueView(db: Queryable, userId: string, id: string): Promise<boolean> {
  return (await execute(db, 'delete from queue_view where user_id = $1 and id = $2', [userId, id])) === 1;
}
