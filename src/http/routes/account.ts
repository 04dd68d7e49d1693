import { toString as drawQr } from 'qrcode';
import { Type } from 'typebox';
import {
  PasswordChange,
  PasswordProof,
  RecoveryCodes,
  SecondFactorCode,
  SecondFactorOffer,
  type SecondFactorOfferWire,
} from '../../contract/session.ts';
import { type Queryable, transaction } from '../../store/database.ts';
import { readMachineTime } from '../../store/machine-time.ts';
import { confirmTotp, offerTotp, removeSecondFactor, replaceRecoveryCodes } from '../../store/second-factor.ts';
import { type Credentials, findCredentials, setPassword } from '../../store/staff-account.ts';
import { revokeStaffSessions } from '../../store/staff-session.ts';
import { answer, noContent } from '../answer.ts';
import type { HttpDeps } from '../deps.ts';
import type { Browser } from '../identity/browser.ts';
import { OWN, sessionOf } from '../identity/own.ts';
import { hashPassword, isPassword } from '../identity/password.ts';
import { isWeak } from '../identity/password-strength.ts';
import { newRecoveryCodes, recoveryDigestOf } from '../identity/recovery-code.ts';
import { attemptOf } from '../identity/sign-in.ts';
import { newTotpSecret, totpStepOf, totpUri } from '../identity/totp.ts';
import { type Problem, problem } from '../problem.ts';
import { type Caller, type Reply, type Route, route } from '../route.ts';

interface Proof {
  readonly caller: Caller;
  readonly browser: Browser;
  readonly password: string;
}

/** Whoever sits down at somebody's open browser does not know their password. Guesses count as those of sign-in do. */
async function prove({ caller, browser, password }: Proof, deps: HttpDeps): Promise<Credentials | Problem> {
  const account = await findCredentials(deps.store.pool, sessionOf(caller).staffId);
  if (!account) return problem('UNAUTHENTICATED');
  const attempt = await attemptOf(deps, account.email, browser);
  if ('code' in attempt) return attempt;
  const { passwordCost } = deps.settings;
  if (!(await isPassword(password, account.passwordHash, passwordCost))) {
    return problem('PASSWORD_WRONG', { errors: [{ pointer: '/password', code: 'invalid' }] });
  }
  await attempt.succeed();
  return account;
}

async function newCodes(tx: Queryable, id: string, { random }: HttpDeps): Promise<string[]> {
  const codes = newRecoveryCodes(random);
  await replaceRecoveryCodes(
    tx,
    id,
    codes.flatMap((code) => recoveryDigestOf(code) ?? []),
  );
  return codes;
}

async function offer(account: Credentials, { store, random }: HttpDeps): Promise<Reply> {
  const secret = newTotpSecret(random);
  await offerTotp(store.pool, account.id, secret);
  const uri = totpUri(secret, account.email);
  const body: SecondFactorOfferWire = { secret, uri, qr: await drawQr(uri, { type: 'svg', margin: 2 }) };
  return answer(200, body);
}

async function confirm(caller: Caller, code: string, deps: HttpDeps): Promise<Reply> {
  const { pool } = deps.store;
  const { id, staffId } = sessionOf(caller);
  const account = await findCredentials(pool, staffId);
  if (!account?.totpOffered) return problem('SECOND_FACTOR_NOT_OFFERED');
  const step = totpStepOf(code, account.totpOffered, await readMachineTime(pool));
  if (step === null) return problem('CODE_INVALID', { errors: [{ pointer: '/code', code: 'invalid' }] });
  return transaction(pool, async (tx) => {
    if (!(await confirmTotp(tx, staffId, step))) return problem('SECOND_FACTOR_NOT_OFFERED');
    // Whoever is in elsewhere came in by the password alone.
    await revokeStaffSessions(tx, staffId, id);
    return answer(200, { recovery_codes: await newCodes(tx, staffId, deps) });
  });
}

export const ACCOUNT_ROUTES: readonly Route[] = [
  route({
    method: 'PUT',
    url: '/v1/account/password',
    name: 'changeOwnPassword',
    summary: 'Chooses another password; all other sessions of this person end',
    tag: 'sign-in',
    access: OWN,
    schema: { body: PasswordChange, response: { 204: Type.Null() } },
    handler: async ({ caller, browser, body: { current, password } }, deps) => {
      const account = await prove({ caller, browser, password: current }, deps);
      if ('code' in account) {
        const errors = account.errors?.map((error) => ({ ...error, pointer: '/current' }));
        return errors ? { ...account, errors } : account;
      }
      if (await isWeak(password, [account.name, account.email])) {
        return problem('PASSWORD_WEAK', { errors: [{ pointer: '/password', code: 'invalid' }] });
      }
      const hash = await hashPassword(password, deps.settings.passwordCost);
      await transaction(deps.store.pool, async (tx) => {
        await setPassword(tx, account.id, hash);
        await revokeStaffSessions(tx, account.id, sessionOf(caller).id);
      });
      return noContent();
    },
  }),
  route({
    method: 'POST',
    idempotency: 'none',
    url: '/v1/account/second-factor',
    name: 'offerSecondFactor',
    summary: 'A secret for an authenticator, to be confirmed with a code of it',
    tag: 'sign-in',
    access: OWN,
    schema: { body: PasswordProof, response: { 200: SecondFactorOffer } },
    handler: async ({ caller, browser, body: { password } }, deps) => {
      const account = await prove({ caller, browser, password }, deps);
      return 'code' in account ? account : offer(account, deps);
    },
  }),
  route({
    method: 'PUT',
    url: '/v1/account/second-factor',
    name: 'confirmSecondFactor',
    summary: 'From now on signing in needs a code of the authenticator; answers the recovery codes, once',
    tag: 'sign-in',
    access: OWN,
    schema: { body: SecondFactorCode, response: { 200: RecoveryCodes } },
    handler: ({ caller, body: { code } }, deps) => confirm(caller, code, deps),
  }),
  route({
    method: 'POST',
    idempotency: 'none',
    url: '/v1/account/second-factor/remove',
    name: 'removeSecondFactor',
    summary: 'Signing in needs the password alone again',
    tag: 'sign-in',
    access: OWN,
    schema: { body: PasswordProof, response: { 204: Type.Null() } },
    handler: async ({ caller, browser, body: { password } }, deps) => {
      const account = await prove({ caller, browser, password }, deps);
      if ('code' in account) return account;
      await transaction(deps.store.pool, (tx) => removeSecondFactor(tx, account.id));
      return noContent();
    },
  }),
  route({
    method: 'POST',
    idempotency: 'none',
    url: '/v1/account/recovery-codes',
    name: 'replaceRecoveryCodes',
    summary: 'New recovery codes; those of before no longer work',
    tag: 'sign-in',
    access: OWN,
    schema: { body: PasswordProof, response: { 200: RecoveryCodes } },
    handler: async ({ caller, browser, body: { password } }, deps) => {
      const account = await prove({ caller, browser, password }, deps);
      if ('code' in account) return account;
      if (!account.hasSecondFactor) return problem('SECOND_FACTOR_NOT_OFFERED');
      const codes = await transaction(deps.store.pool, (tx) => newCodes(tx, account.id, deps));
      return answer(200, { recovery_codes: codes });
    },
  }),
];
