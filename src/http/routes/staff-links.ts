import type { Static } from 'typebox';
import { LinkLook, LinkSeen, type LinkSeenWire, LinkUse, LinkUsed } from '../../contract/session.ts';
import { recordAudit } from '../../store/audit.ts';
import { type Queryable, transaction } from '../../store/database.ts';
import {
  createStaffAccount,
  findCredentials,
  hasOperator,
  holdSetup,
  type StaffAccount,
  setPassword,
} from '../../store/staff-account.ts';
import { findStaffLink, type StaffLink, spendStaffLink } from '../../store/staff-link.ts';
import { revokeStaffSessions } from '../../store/staff-session.ts';
import { answer } from '../answer.ts';
import { digestOf } from '../authentication.ts';
import type { HttpDeps } from '../deps.ts';
import { unlock } from '../identity/attempt.ts';
import type { Browser } from '../identity/browser.ts';
import { hashPassword } from '../identity/password.ts';
import { isWeak } from '../identity/password-strength.ts';
import { beginSession } from '../identity/sign-in.ts';
import { HttpProblem, problem } from '../problem.ts';
import { type Reply, type Route, route } from '../route.ts';

async function look(token: string, { store }: HttpDeps): Promise<Reply> {
  const { pool } = store;
  const link = await findStaffLink(pool, digestOf(token));
  if (!link) return problem('LINK_INVALID');
  if (link.staffId === null) {
    return (await hasOperator(pool)) ? problem('LINK_INVALID') : answer(200, { kind: link.kind });
  }
  const account = await findCredentials(pool, link.staffId);
  if (!account?.active) return problem('LINK_INVALID');
  const body: LinkSeenWire = { kind: link.kind, name: account.name, email: account.email };
  return answer(200, body);
}

type Used = Static<typeof LinkUse>;

/** Thrown and not returned, so that what was begun is undone: a link that did not lead anywhere still works. */
function refuse(...reason: Parameters<typeof problem>): never {
  throw new HttpProblem(problem(...reason));
}

const missing = (pointer: string) => ({ errors: [{ pointer, code: 'required' }] });

/** Whose password it will be; the first operator comes into being here, and there is only one first. */
async function ownerOf(tx: Queryable, { staffId }: StaffLink, { used, deps }: Using): Promise<StaffAccount> {
  if (staffId !== null) {
    const account = await findCredentials(tx, staffId);
    return account?.active ? account : refuse('LINK_INVALID');
  }
  const { name, email } = used;
  if (name === undefined || email === undefined) {
    return refuse('INVALID_REQUEST', missing(name === undefined ? '/name' : '/email'));
  }
  await holdSetup(tx);
  if (await hasOperator(tx)) return refuse('LINK_INVALID');
  const account = { id: deps.newId('stf'), name, email, roles: ['operator'] as const };
  return (await createStaffAccount(tx, account)) ?? refuse('EMAIL_TAKEN');
}

interface Using {
  readonly used: Used;
  readonly deps: HttpDeps;
}

/** Chooses a password; the account as it is then. */
async function take(tx: Queryable, { used, deps }: Using): Promise<StaffAccount> {
  const link = (await spendStaffLink(tx, digestOf(used.token))) ?? refuse('LINK_INVALID');
  const owner = await ownerOf(tx, link, { used, deps });
  if (await isWeak(used.password, [owner.name, owner.email])) {
    return refuse('PASSWORD_WEAK', { errors: [{ pointer: '/password', code: 'invalid' }] });
  }
  await setPassword(tx, owner.id, await hashPassword(used.password, deps.settings.passwordCost));
  await revokeStaffSessions(tx, owner.id, null);
  const actor = { role: owner.roles[0] ?? 'mediator', id: owner.id };
  const entry = { action: 'staff.joined', subject: owner.id, details: { by: link.kind } } as const;
  await recordAudit(tx, deps.store, { actor, credential: null, ...entry });
  return owner;
}

async function use(used: Used, browser: Browser, deps: HttpDeps): Promise<Reply> {
  const { pool } = deps.store;
  const owner = await transaction(pool, (tx) => take(tx, { used, deps }));
  await unlock(pool, { email: owner.email, address: browser.address });
  // A link stands for the password and not for the second factor.
  if (owner.hasSecondFactor) return answer(200, { signed_in: false });
  const { headers } = await beginSession(pool, deps, { staffId: owner.id, method: 'link', browser });
  return answer(200, { signed_in: true }, headers);
}

export const STAFF_LINK_ROUTES: readonly Route[] = [
  route({
    method: 'POST',
    idempotency: 'none',
    url: '/v1/staff-links/look',
    name: 'lookAtStaffLink',
    summary: 'What a set-up, invitation or reset link is for',
    tag: 'sign-in',
    access: 'public',
    schema: { body: LinkLook, response: { 200: LinkSeen } },
    handler: ({ body: { token } }, deps) => look(token, deps),
  }),
  route({
    method: 'POST',
    idempotency: 'none',
    url: '/v1/staff-links/use',
    name: 'useStaffLink',
    summary: 'Chooses the password of an account by a link, once, and signs in',
    tag: 'sign-in',
    access: 'public',
    schema: { body: LinkUse, response: { 200: LinkUsed } },
    handler: async ({ body, browser }, deps) => (browser.isForeign ? problem('CROSS_SITE') : use(body, browser, deps)),
  }),
];
