/** Finds what belongs to each of these keys; what is not found is left out. */
export type FindAll<T> = (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>;

/**
 * Looks up without remembering anything. Requests that arrive while a look-up runs wait for the next one and share it,
 * so that at most one statement is under way for all of them.
 */
export function createSharedLookup<T>(findAll: FindAll<T>): (key: string) => Promise<T | null> {
  let waiting = new Map<string, PromiseWithResolvers<T | null>>();
  let running = false;
  const run = async () => {
    running = true;
    while (waiting.size > 0) {
      const batch = waiting;
      waiting = new Map();
      await settle(findAll, batch);
    }
    running = false;
  };
  return (key) => {
    const wait = waiting.get(key) ?? Promise.withResolvers<T | null>();
    waiting.set(key, wait);
    if (!running) void run();
    return wait.promise;
  };
}

async function settle<T>(
  findAll: FindAll<T>,
  batch: ReadonlyMap<string, PromiseWithResolvers<T | null>>,
): Promise<void> {
  try {
    const found = await findAll([...batch.keys()]);
    for (const [key, { resolve }] of batch) resolve(found.get(key) ?? null);
  } catch (error) {
    for (const { reject } of batch.values()) reject(error);
  }
}
