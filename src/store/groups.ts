interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupOptions<Item, Result> {
  /** Does the work of several items at once; results in their order. */
  readonly work: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Most items of a group. */
  readonly most: number;
  /** Most groups at work at once. */
  readonly lanes: number;
}

/**
 * Lets items that come while others are at work go together when a lane is free: alone at once, in a crowd by the
 * group. A group that fails is tried item by item, so that only the one at fault fails.
 */
export function createGroups<Item, Result>(options: GroupOptions<Item, Result>): (item: Item) => Promise<Result> {
  const { work, most, lanes } = options;
  const waiting: Waiting<Item, Result>[] = [];
  let busy = 0;

  const run = async (group: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await work(group.map(({ item }) => item));
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result);
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else for (const one of group) await run([one]);
    }
  };
  const serve = async (): Promise<void> => {
    busy += 1;
    while (waiting.length > 0) await run(waiting.splice(0, most));
    busy -= 1;
  };
  return (item) => {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    waiting.push({ item, resolve, reject });
    if (busy < lanes) void serve();
    return promise;
  };
}
