import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** What the keys of persons are wrapped with, so that the database alone opens nothing. */
export interface MasterKey {
  /** Begins the sha-256 of the secret: tells keys apart and gives none away. */
  readonly id: string;
  readonly secret: Buffer;
}

/** The key that wraps what is new, and those that may still have wrapped what is old. */
export interface MasterKeys {
  readonly current: MasterKey;
  readonly previous: readonly MasterKey[];
}

export interface Wrapped {
  readonly masterId: string;
  readonly wrapped: Buffer;
}

export const MASTER_KEY_BYTES = 32;
const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export function masterKeyOf(secret: Buffer): MasterKey {
  if (secret.byteLength !== MASTER_KEY_BYTES) throw new Error(`a master key has ${MASTER_KEY_BYTES} bytes`);
  return { id: createHash('sha256').update(secret).digest('hex').slice(0, 12), secret };
}

/** Bound to the id of the key inside, so that a row cannot be given another's key. */
export function wrapKey(
  { id, secret }: { readonly id: string; readonly secret: Buffer },
  master: MasterKey,
  random: (bytes: number) => Buffer,
): Wrapped {
  const iv = random(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, master.secret, iv).setAAD(Buffer.from(id));
  const body = Buffer.concat([cipher.update(secret), cipher.final()]);
  return { masterId: master.id, wrapped: Buffer.concat([iv, cipher.getAuthTag(), body]) };
}

/** Throws when the master key is not at hand, or is another than it says. */
export function unwrapKey(id: string, { masterId, wrapped }: Wrapped, { current, previous }: MasterKeys): Buffer {
  const master = [current, ...previous].find((key) => key.id === masterId);
  if (!master) throw new Error(`the master key ${masterId}, which wraps ${id}, is not among those given`);
  const decipher = createDecipheriv(ALGORITHM, master.secret, wrapped.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(id)).setAuthTag(wrapped.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(wrapped.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}
