import { describe, expect, it } from 'vitest';
import { createGroups } from '../../src/store/groups.ts';

/** Work that waits to be let go, and remembers in which groups it was asked for. */
function gated({ most = 10, lanes = 1 } = {}) {
  const groups: number[][] = [];
  const gates: (() => void)[] = [];
  const ask = createGroups<number, string>({
    most,
    lanes,
    work: async (items) => {
      groups.push([...items]);
      await new Promise<void>((resolve) => gates.push(resolve));
      if (items.includes(13)) throw new Error(`unlucky among ${items.length}`);
      return items.map((item) => `done ${item}`);
    },
  });
  const open = async () => {
    gates.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { groups, ask, open };
}

describe('groups', () => {
  it('one alone goes at once; those that come meanwhile go together, no more than fit', async () => {
    const { groups, ask, open } = gated({ most: 3 });
    const asked = Promise.all([1, 2, 3, 4, 5].map(ask));
    expect(groups).toEqual([[1]]);
    await open();
    expect(groups).toEqual([[1], [2, 3, 4]]);
    await open();
    await open();
    expect(await asked).toEqual(['done 1', 'done 2', 'done 3', 'done 4', 'done 5']);
    expect(groups).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('as many groups as there are lanes are at work at once', () => {
    const { groups, ask } = gated({ lanes: 2 });
    for (const item of [1, 2, 3]) void ask(item);
    expect(groups).toEqual([[1], [2]]);
  });

  it('of a group that fails only the one at fault fails', async () => {
    const { groups, ask, open } = gated();
    const asked = Promise.allSettled([1, 12, 13, 14].map(ask));
    for (let gate = 0; gate < 5; gate += 1) await open();
    const settled = (await asked).map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)));
    expect(settled).toEqual(['done 1', 'done 12', 'Error: unlucky among 1', 'done 14']);
    expect(groups).toEqual([[1], [12, 13, 14], [12], [13], [14]]);
  });
});
