import { digestOf } from '../authentication.ts';

/** Without letters and digits that look alike; 32 of them, so that five bits make one. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 16;
const GROUP = 4;
const COUNT = 10;

function newCode(random: (bytes: number) => Buffer): string {
  const letters = [...random(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return letters.replace(new RegExp(`.{${GROUP}}(?!$)`, 'g'), '$&-');
}

/** Ten codes of 80 bits: `ABCD-EFGH-JKLM-NPQR`. */
export function newRecoveryCodes(random: (bytes: number) => Buffer): string[] {
  return Array.from({ length: COUNT }, () => newCode(random));
}

/** As it is stored and looked up; null where it cannot be one. However it was typed: small letters, without dashes. */
export function recoveryDigestOf(typed: string): Buffer | null {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '');
  return letters.length === LENGTH ? digestOf(letters) : null;
}
