/** A die that always falls the same way for the same seed. */
export interface Chance {
  /** From `least` up to, but not with, `most`. */
  readonly between: (least: number, most: number) => number;
  readonly happens: (probability: number) => boolean;
  /** One of them, each as often as the others. */
  readonly oneOf: <T>(choices: readonly [T, ...T[]]) => T;
  /** One of them, as often as its weight says; undefined when there is none. */
  readonly weighted: <T extends { readonly weight: number }>(choices: readonly T[]) => T | undefined;
}

/** Tommy Ettinger's mulberry32: 32 bits of state, good enough for a market. */
export function createChance(seed: number): Chance {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    between: (least, most) => least + next() * (most - least),
    happens: (probability) => next() < probability,
    oneOf: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
    weighted: (choices) => {
      let left = next() * choices.reduce((sum, { weight }) => sum + weight, 0);
      for (const choice of choices) {
        left -= choice.weight;
        if (left < 0) return choice;
      }
      return choices.at(-1);
    },
  };
}
