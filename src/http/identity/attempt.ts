import type { Pool } from 'pg';
import type { Instant } from '../../domain/time.ts';
import { clearFailures, countAttempt, type Failures, forgiveAttempt } from '../../store/sign-in-failure.ts';
import { digestOf } from '../authentication.ts';
import { type Problem, problem } from '../problem.ts';

/** So many failures are looked at within a quarter of an hour; whatever follows is refused unseen until it is over. */
const WINDOW_SECONDS = 900;
const MOST = {
  /** Of one account from one address: somebody who has forgotten a password. */
  pair: 5,
  /** Of one account from anywhere. More, so that nobody can lock somebody else out from one place. */
  account: 15,
  /** From one address, whatever the account. */
  address: 50,
};

export interface Attempted {
  /** Whoever it is, whether there is such an account or not. */
  readonly email: string;
  readonly address: string;
}

interface Subjects {
  readonly pair: Buffer;
  readonly account: Buffer;
  readonly address: Buffer;
}

function subjectsOf({ email, address }: Attempted): Subjects {
  const account = email.toLowerCase();
  return {
    pair: digestOf(JSON.stringify([account, address])),
    account: digestOf(JSON.stringify([account])),
    address: digestOf(JSON.stringify({ address })),
  };
}

/** An attempt that counts as failed until something else is said of it. */
export interface Attempt {
  /** It was right: the failures of this account from this address are forgotten. */
  readonly succeed: () => Promise<void>;
  /** It was neither right nor a guess. */
  readonly withdraw: () => Promise<void>;
}

export interface Locked {
  readonly problem: Problem;
  /** Whether this attempt is the one that locked it, which is worth being told of. */
  readonly isFirst: boolean;
}

/** Begins an attempt to prove who one is; counted in the database, so that it holds across nodes. */
export async function beginAttempt(pool: Pool, attempted: Attempted): Promise<Attempt | Locked> {
  const subjects = subjectsOf(attempted);
  const all = Object.values(subjects) as Buffer[];
  const counted = await countAttempt(pool, all, WINDOW_SECONDS);
  const full = counted.filter((one) => one.failures > mostOf(subjects, one));
  if (full.length > 0) {
    const until = Math.max(...full.map(({ since }) => since + WINDOW_SECONDS * 1000));
    const isFirst = full.some((one) => one.failures === mostOf(subjects, one) + 1);
    return { problem: locked(until), isFirst };
  }
  return {
    succeed: async () => {
      await forgiveAttempt(pool, all);
      await clearFailures(pool, [subjects.pair]);
    },
    withdraw: () => forgiveAttempt(pool, all),
  };
}

function mostOf(subjects: Subjects, { subject }: Failures): number {
  if (subject.equals(subjects.pair)) return MOST.pair;
  return subject.equals(subjects.account) ? MOST.account : MOST.address;
}

function locked(until: Instant): Problem {
  return problem('SIGN_IN_LOCKED', { headers: { 'retry-after': String(WINDOW_SECONDS) }, availableAt: until });
}

/** Lets somebody try again at once: they hold a link that only they were given. */
export async function unlock(pool: Pool, attempted: Attempted): Promise<void> {
  const { pair, account } = subjectsOf(attempted);
  await clearFailures(pool, [pair, account]);
}
