import { execute, type Queryable, query } from './database.ts';

/** Content that no row speaks of any more. */
export interface Removal {
  readonly area: 'original' | 'derivative';
  readonly key: string;
}

const BATCH = 100;

/** Content to be removed; what another row still speaks of is left, and no longer listed. */
export async function removalsDue(db: Queryable): Promise<Removal[]> {
  await execute(
    db,
    `delete from file_removal r
      where (r.area = 'original' and exists (select from file f where f.sha256 = r.key))
         or (r.area = 'derivative' and exists (select from file_derivative d where d.sha256 = r.key))`,
  );
  return query<Removal>(db, 'select area, key from file_removal order by area, key limit $1', [BATCH]);
}

/** It is gone: nobody need look for it again. */
export async function forgetRemoval(db: Queryable, { area, key }: Removal): Promise<void> {
  await execute(db, 'delete from file_removal where area = $1 and key = $2', [area, key]);
}
