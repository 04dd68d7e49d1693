import { recordAudit } from '../../store/audit.ts';
import type { Queryable } from '../../store/database.ts';
import { readMachineTime } from '../../store/machine-time.ts';
import { spendRecoveryCode, spendTotpStep } from '../../store/second-factor.ts';
import { type Credentials, findCredentialsByEmail, noteSignIn, setPassword } from '../../store/staff-account.ts';
import { createStaffSession, type SignInMethod } from '../../store/staff-session.ts';
import { digestOf, SESSION_COOKIE } from '../authentication.ts';
import type { HttpDeps } from '../deps.ts';
import { type Problem, problem } from '../problem.ts';
import { type Attempt, beginAttempt } from './attempt.ts';
import { type Browser, setCookie } from './browser.ts';
import { hashPassword, isOutdated, isPassword } from './password.ts';
import { recoveryDigestOf } from './recovery-code.ts';
import { totpStepOf } from './totp.ts';

export interface Given {
  readonly email: string;
  readonly password: string;
  readonly code?: string | undefined;
}

export interface SignedIn {
  readonly account: Credentials;
  readonly method: SignInMethod;
}

const SYSTEM = { actor: { role: 'system' }, credential: null } as const;

/** Begins an attempt. One too many is told to the log, and kept where it was about somebody who is there. */
export async function attemptOf(
  { store, log }: HttpDeps,
  email: string,
  { address }: Browser,
): Promise<Attempt | Problem> {
  const attempt = await beginAttempt(store.pool, { email, address });
  if (!('problem' in attempt)) return attempt;
  if (!attempt.isFirst) return attempt.problem;
  log.warn('sign-in is locked after too many failures');
  const account = await findCredentialsByEmail(store.pool, email);
  if (account) await recordAudit(store.pool, store, { ...SYSTEM, action: 'sign_in.locked', subject: account.id });
  return attempt.problem;
}

/**
 * Proves who somebody is by a password and, where they have one, a second factor. What is wrong is not told, and takes
 * as long, whether there is such an account or not; only who knows the password hears of the second factor.
 */
export async function checkSignIn(deps: HttpDeps, given: Given, browser: Browser): Promise<SignedIn | Problem> {
  const { pool } = deps.store;
  const attempt = await attemptOf(deps, given.email, browser);
  if ('code' in attempt) return attempt;
  const account = await findCredentialsByEmail(pool, given.email);
  const stored = account?.active ? account.passwordHash : null;
  if (!(await isPassword(given.password, stored, deps.settings.passwordCost)) || !account || stored === null) {
    if (account) await noteFailure(deps, account, 'password');
    return problem('SIGN_IN_FAILED');
  }
  const method = await methodOf(pool, account, given.code);
  if (method === 'missing') await attempt.withdraw();
  if (method === 'missing') return problem('SECOND_FACTOR_REQUIRED');
  if (method === null) {
    await noteFailure(deps, account, 'second_factor');
    return problem('SECOND_FACTOR_INVALID');
  }
  await attempt.succeed();
  if (isOutdated(stored, deps.settings.passwordCost)) {
    await setPassword(pool, account.id, await hashPassword(given.password, deps.settings.passwordCost));
  }
  return { account, method };
}

/** Kept for those who are there alone: what strangers type would fill the log with nothing. */
function noteFailure({ store }: HttpDeps, { id }: Credentials, wrong: 'password' | 'second_factor'): Promise<void> {
  return recordAudit(store.pool, store, { ...SYSTEM, action: 'sign_in.failed', subject: id, details: { wrong } });
}

async function methodOf(
  db: Queryable,
  { id, totpSecret }: Credentials,
  code: string | undefined,
): Promise<SignInMethod | 'missing' | null> {
  if (totpSecret === null) return 'password';
  if (code === undefined) return 'missing';
  const step = totpStepOf(code, totpSecret, await readMachineTime(db));
  if (step !== null) return (await spendTotpStep(db, id, step)) ? 'totp' : null;
  const recovery = recoveryDigestOf(code);
  return recovery !== null && (await spendRecoveryCode(db, id, recovery)) ? 'recovery_code' : null;
}

interface Beginning {
  readonly staffId: string;
  readonly method: SignInMethod;
  readonly browser: Browser;
}

/** Lets somebody in who has proved who they are; the answer's headers carry the cookie. */
export async function beginSession(
  db: Queryable,
  { newId, random, settings }: HttpDeps,
  { staffId, method, browser }: Beginning,
): Promise<{ readonly id: string; readonly headers: { readonly 'set-cookie': string } }> {
  const token = `st_${random(32).toString('base64url')}`;
  const id = newId('ss');
  await createStaffSession(db, {
    id,
    digest: digestOf(token),
    staffId,
    method,
    userAgent: browser.userAgent,
    seconds: settings.staffSessionSeconds,
  });
  await noteSignIn(db, staffId);
  return { id, headers: { 'set-cookie': sessionCookie(browser, token) } };
}

function sessionCookie(browser: Browser, value: string, maxAge?: number): string {
  const kept = { name: SESSION_COOKIE, value, sameSite: 'strict' } as const;
  return setCookie(browser, maxAge === undefined ? kept : { ...kept, maxAge });
}

/** Tells the browser to forget its cookie. */
export function forgetCookie(browser: Browser): { readonly 'set-cookie': string } {
  return { 'set-cookie': sessionCookie(browser, '', 0) };
}
