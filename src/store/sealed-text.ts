import { createCipheriv, createDecipheriv, createHash, hkdfSync, timingSafeEqual } from 'node:crypto';

/** A secret of somebody's, under which what they wrote is kept. Deleting it deletes all of that. */
export interface SealingKey {
  readonly id: string;
  /** 256 random bits. */
  readonly secret: Buffer;
}

/** The parts of `sealed:v1:<key id>:<nonce>:<commitment>:<ciphertext and tag>`, base64url where they are bytes. */
interface Parts {
  readonly keyId: string;
  readonly nonce: Buffer;
  /** sha-256 of the key of this one text: GCM alone would open under more than one key. */
  readonly commitment: Buffer;
  readonly ciphertext: Buffer;
}

const PREFIX = 'sealed:v1:';
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const PARTS = /^sealed:v1:([\w-]{1,64}):([\w-]{22}):([\w-]{43}):([\w-]{22,})$/;

/** Every text has a key of its own, so that one can be disclosed without the others. */
function textKeyOf(secret: Buffer, nonce: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, nonce, 'gongdao sealed text v1', 32));
}

/** What stands before the ciphertext is bound to it, so that not a letter of the whole can be exchanged. */
const headOf = (keyId: string, nonce: Buffer) => Buffer.from(`${PREFIX}${keyId}:${nonce.toString('base64url')}`);
const commitmentTo = (textKey: Buffer) => createHash('sha256').update(textKey).digest();

function parse(sealed: string): Parts | null {
  const found = PARTS.exec(sealed);
  if (!found) return null;
  const [, keyId = '', ...bytes] = found;
  const [nonce, commitment, ciphertext] = bytes.map((part) => Buffer.from(part, 'base64url'));
  return nonce && commitment && ciphertext ? { keyId, nonce, commitment, ciphertext } : null;
}

/** Whether a string that is stored is a sealed one. What somebody typed never is: it is sealed itself first. */
export function isSealed(stored: string): boolean {
  return stored.startsWith(PREFIX) && PARTS.test(stored);
}

/** The id of the key under which a text is sealed; null when it is not sealed. */
export function sealingKeyIdOf(stored: string): string | null {
  return PARTS.exec(stored)?.[1] ?? null;
}

/** Seals a text. `random` must give bytes that nobody can guess and that never come again. */
export function sealText(text: string, { id, secret }: SealingKey, random: (bytes: number) => Buffer): string {
  const nonce = random(NONCE_BYTES);
  const textKey = textKeyOf(secret, nonce);
  // The key serves for this text alone, so any fixed part of the nonce will do as the cipher's.
  const cipher = createCipheriv(ALGORITHM, textKey, nonce.subarray(0, IV_BYTES)).setAAD(headOf(id, nonce));
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const bytes = [nonce, commitmentTo(textKey), ciphertext].map((part) => part.toString('base64url'));
  return `${PREFIX}${id}:${bytes.join(':')}`;
}

function decrypt({ keyId, nonce, commitment, ciphertext }: Parts, textKey: Buffer): string | null {
  if (!timingSafeEqual(commitmentTo(textKey), commitment)) return null;
  const end = ciphertext.byteLength - TAG_BYTES;
  const decipher = createDecipheriv(ALGORITHM, textKey, nonce.subarray(0, IV_BYTES));
  decipher.setAAD(headOf(keyId, nonce)).setAuthTag(ciphertext.subarray(end));
  try {
    return Buffer.concat([decipher.update(ciphertext.subarray(0, end)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** The text; null when it was sealed under another key, or was changed since. */
export function openText(sealed: string, { secret }: Pick<SealingKey, 'secret'>): string | null {
  const parts = parse(sealed);
  return parts && decrypt(parts, textKeyOf(secret, parts.nonce));
}

/**
 * The key of this one text, base64url: whoever has it and the sealed string can read the text and know that it is the
 * one that was sealed, without asking anybody. It opens nothing else of the same person's. Null when not sealed so.
 */
export function disclose(sealed: string, { secret }: Pick<SealingKey, 'secret'>): string | null {
  const parts = parse(sealed);
  const textKey = parts && textKeyOf(secret, parts.nonce);
  return textKey && decrypt(parts, textKey) !== null ? textKey.toString('base64url') : null;
}

/** Reads a sealed text with the key that `disclose` gave; null when the two do not belong together. */
export function openDisclosed(sealed: string, textKey: string): string | null {
  const parts = parse(sealed);
  const key = Buffer.from(textKey, 'base64url');
  return parts && key.byteLength === 32 ? decrypt(parts, key) : null;
}
