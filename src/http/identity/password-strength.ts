import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

/** More than 10^8 guesses (zxcvbn's 3 of 4): far beyond what the lock-out lets anybody try. */
const ENOUGH = 3;

let estimator: Promise<ZxcvbnFactory> | undefined;

/** 40,000 common passwords: loaded when the first password is chosen, which most processes never see. */
async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new Factory({ dictionary, graphs: adjacencyGraphs });
}

/** Whether a password is common, made of a pattern, or of what everybody knows about its owner. */
export async function isWeak(password: string, known: readonly string[]): Promise<boolean> {
  estimator ??= load();
  const words = known.flatMap((text) => [text, ...text.split(/[\s@._-]+/)]).filter((word) => word.length > 2);
  return (await estimator).check(password, ['gongdao', '公道', ...words]).score < ENOUGH;
}
