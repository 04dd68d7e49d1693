import { Secret, TOTP } from 'otpauth';
import type { Instant } from '../../domain/time.ts';

const ISSUER = 'Gongdao';
const PERIOD_SECONDS = 30;
const SECRET_BYTES = 20;
/** One step before and after, for clocks that differ and fingers that are slow. */
const WINDOW = 1;

export function newTotpSecret(random: (bytes: number) => Buffer): string {
  const bytes = random(SECRET_BYTES);
  return new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32;
}

/** What authenticators read (`otpauth://totp/…`). */
export function totpUri(secret: string, label: string): string {
  return new TOTP({ issuer: ISSUER, label, secret, period: PERIOD_SECONDS }).toString();
}

/**
 * The time step that a code belongs to, RFC 6238; null where it belongs to none near this instant. Authenticators go by
 * the world's clock, so `at` is of the machine's clock in a sandbox too.
 */
export function totpStepOf(code: string, secret: string, at: Instant): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = new TOTP({ secret, period: PERIOD_SECONDS }).validate({ token, timestamp: at, window: WINDOW });
  return delta === null ? null : Math.floor(at / 1000 / PERIOD_SECONDS) + delta;
}
