import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { masterKeyOf } from '../../src/store/master-key.ts';
import { createPersonKeys, type PersonKeys } from '../../src/store/person-key.ts';
import { randomId } from '../../src/store/random-id.ts';

const MASTERS = { current: masterKeyOf(randomBytes(32)), previous: [] };

/** The keys of persons in a test's database, as each node of one test run has them. */
export function peopleOf(pool: Pool): PersonKeys {
  return createPersonKeys({ pool, masters: MASTERS, newId: randomId, random: randomBytes });
}
