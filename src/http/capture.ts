import { formatInstant } from '../contract/instant.ts';
import { createCaptureCode, findCaptureCode } from '../store/capture-code.ts';
import type { Captured } from '../store/file.ts';
import { readNow, type Store } from '../store/store.ts';
import { type Problem, problem } from './problem.ts';
import type { CallerActor } from './route.ts';

/** Digits and letters that nobody confuses when they are read off a picture or written on paper. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 5;
/** Long enough to write it on paper and film, too short to stage a scene after. */
const LIFE_MS = 10 * 60_000;

function codeOf(random: (bytes: number) => Buffer): string {
  let code = '';
  while (code.length < LENGTH) {
    for (const byte of random(LENGTH * 2)) {
      if (byte < 248 && code.length < LENGTH) code += ALPHABET[byte % ALPHABET.length];
    }
  }
  return code;
}

interface Asked {
  readonly store: Store;
  readonly random: (bytes: number) => Buffer;
  readonly claimId: string;
  readonly actor: CallerActor;
}

/** A new code for this claim and this actor, from now on for some minutes; null where there is no such claim. */
export async function giveCaptureCode({ store, random, claimId, actor }: Asked) {
  const shopId = await store.claims.shopOf(claimId);
  if (shopId === null) return null;
  for (;;) {
    const issuedAt = await readNow(store);
    const expiresAt = issuedAt + LIFE_MS;
    const code = codeOf(random);
    if (await createCaptureCode(store.pool, { shopId, claimId, code, actor, issuedAt, expiresAt }))
      return { code, issued_at: formatInstant(issuedAt), expires_at: formatInstant(expiresAt) };
  }
}

export const CAPTURE_HEADER = 'gongdao-capture-code';

/** What a capture code in the request says of the file that comes with it; null where there is none. */
export async function readCaptured(
  store: Store,
  { code, actor }: { code: string | string[] | undefined; actor: CallerActor },
): Promise<Captured | null | Problem> {
  if (code === undefined) return null;
  const asked = String(code).trim().toUpperCase();
  const found = await findCaptureCode(store.pool, { code: asked, actor, now: await readNow(store) });
  return found ?? problem('CAPTURE_CODE_INVALID');
}
