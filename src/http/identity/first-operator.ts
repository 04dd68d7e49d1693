import type { Pool } from 'pg';
import { hasOperator } from '../../store/staff-account.ts';
import { createStaffLink } from '../../store/staff-link.ts';
import { digestOf } from '../authentication.ts';

const DAY_SECONDS = 86_400;

/**
 * Where nobody could let others in: the token of a link with which the first operator makes an account, once. Null where
 * there is an operator. It is shown to whoever starts the service, and never logged.
 */
export async function offerSetup(pool: Pool, random: (bytes: number) => Buffer): Promise<string | null> {
  if (await hasOperator(pool)) return null;
  const token = random(32).toString('base64url');
  await createStaffLink(pool, { digest: digestOf(token), kind: 'setup', staffId: null, seconds: DAY_SECONDS });
  return token;
}
