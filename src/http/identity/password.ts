import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** Of scrypt (RFC 7914). The defaults need 32 MB and a quarter of a second, which is what OWASP asks for. */
export interface PasswordCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

export const DEFAULT_PASSWORD_COST: PasswordCost = { n: 2 ** 15, r: 8, p: 3 };

const KEY_BYTES = 32;
const SALT_BYTES = 16;

function derive(password: string, salt: Buffer, { n, r, p }: PasswordCost): Promise<Buffer> {
  const options: ScryptOptions = { N: n, r, p, maxmem: 256 * n * r };
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  // The same letters may be typed as different characters on another keyboard.
  scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  return promise;
}

/** `scrypt$n$r$p$salt$key` */
export async function hashPassword(password: string, cost: PasswordCost): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.n, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

const STORED = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/;

function read(stored: string | null) {
  const [, n, r, p, salt, key] = STORED.exec(stored ?? '') ?? [];
  if (salt === undefined || key === undefined) return null;
  const cost = { n: Number(n), r: Number(r), p: Number(p) };
  return { cost, salt: Buffer.from(salt, 'base64url'), key: Buffer.from(key, 'base64url') };
}

/**
 * Whether it is the password. Where there is none to compare with the same work is done for nothing, so that the time
 * of an answer does not tell whether somebody has an account.
 */
export async function isPassword(password: string, stored: string | null, cost: PasswordCost): Promise<boolean> {
  const known = read(stored);
  const key = await derive(password, known?.salt ?? Buffer.alloc(SALT_BYTES), known?.cost ?? cost);
  return known !== null && timingSafeEqual(key, known.key);
}

/** Whether it was hashed with another cost than is asked for now. */
export function isOutdated(stored: string, cost: PasswordCost): boolean {
  const known = read(stored)?.cost;
  return known?.n !== cost.n || known.r !== cost.r || known.p !== cost.p;
}
