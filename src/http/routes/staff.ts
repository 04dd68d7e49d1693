import { type Static, Type } from 'typebox';
import { formatInstant } from '../../contract/instant.ts';
import { Id, record } from '../../contract/primitive.ts';
import { InvitedStaff, NewStaff, StaffChange, StaffLinkView, StaffList, StaffView } from '../../contract/staff.ts';
import type { AuditAction, AuditDetails } from '../../domain/audit.ts';
import { recordAudit } from '../../store/audit.ts';
import { type Queryable, transaction } from '../../store/database.ts';
import type { Answer } from '../../store/idempotency.ts';
import { removeSecondFactor } from '../../store/second-factor.ts';
import {
  changeStaffAccount,
  countOperators,
  createStaffAccount,
  findCredentials,
  listStaffAccounts,
  type StaffAccount,
} from '../../store/staff-account.ts';
import { createStaffLink, dropLinks } from '../../store/staff-link.ts';
import { revokeStaffSessions } from '../../store/staff-session.ts';
import { answer, noContent } from '../answer.ts';
import { auditedBy } from '../audited.ts';
import { digestOf } from '../authentication.ts';
import type { HttpDeps } from '../deps.ts';
import { withIdempotency } from '../idempotency.ts';
import { colleagueView, linkView, staffView } from '../identity/staff-view.ts';
import { HttpProblem, type Problem, problem } from '../problem.ts';
import { type Access, type Caller, type Route, route } from '../route.ts';
import { seal, unseal } from '../seal.ts';

const reading = {
  scopes: ['staff'],
  sees: { marketplace: 'all', mediator: 'all', supervisor: 'all', operator: 'all' },
} as const satisfies Access;
const managing = {
  scopes: ['staff', 'config'],
  sees: { marketplace: 'all', operator: 'all' },
} as const satisfies Access;

const WEEK_SECONDS = 7 * 86_400;
const DAY_SECONDS = 86_400;
const BY_ID = record({ id: Id });

/** A link as it is kept for the idempotency key: sealed, so that only who asked can read it again. */
interface KeptLink {
  readonly kind: 'invitation' | 'reset';
  readonly token: string;
  readonly expires_at: string;
}

interface Noted {
  readonly action: AuditAction;
  readonly subject: string;
  readonly details?: AuditDetails;
}

function note(tx: Queryable, { caller, deps }: Making, noted: Noted): Promise<void> {
  return recordAudit(tx, deps.store, { ...auditedBy(caller), ...noted });
}

async function makeLink(tx: Queryable, account: StaffAccount, { caller, deps }: Making): Promise<KeptLink> {
  const { random } = deps;
  const token = random(32).toString('base64url');
  const kind = account.hasPassword ? 'reset' : 'invitation';
  const seconds = kind === 'reset' ? DAY_SECONDS : WEEK_SECONDS;
  const expiresAt = await createStaffLink(tx, { digest: digestOf(token), kind, staffId: account.id, seconds });
  return { kind, token: seal(token, caller.sealingKey(), random), expires_at: formatInstant(expiresAt) };
}

interface Making {
  readonly caller: Caller;
  readonly deps: HttpDeps;
}

function reveal(link: KeptLink, caller: Caller, origin: string): Static<typeof StaffLinkView> {
  return linkView(origin, { ...link, token: unseal(link.token, caller.sealingKey()) });
}

async function invite(tx: Queryable, asked: Static<typeof NewStaff>, making: Making): Promise<Answer | Problem> {
  const account = await createStaffAccount(tx, { ...asked, id: making.deps.newId('stf') });
  if (!account) return problem('EMAIL_TAKEN', { errors: [{ pointer: '/email', code: 'invalid' }] });
  await note(tx, making, { action: 'staff.invited', subject: account.id, details: { roles: account.roles } });
  return answer(201, { staff: staffView(account), link: await makeLink(tx, account, making) });
}

interface Changing {
  readonly id: string;
  readonly change: Static<typeof StaffChange>;
}

/** Roles and leaving count from the next request on, for both are read with every session. */
async function change(tx: Queryable, { id, change: wanted }: Changing, making: Making): Promise<Answer> {
  const before = await findCredentials(tx, id);
  const after = before && (await changeStaffAccount(tx, id, wanted));
  if (!before || !after) throw new HttpProblem(problem('NOT_FOUND'));
  const couldManage = before.active && before.roles.includes('operator');
  if (couldManage && (await countOperators(tx)) === 0) throw new HttpProblem(problem('LAST_OPERATOR'));
  if (!after.active) {
    await dropLinks(tx, id);
    await revokeStaffSessions(tx, id, null);
  }
  const details = { roles: after.roles, active: after.active };
  await note(tx, making, { action: 'staff.changed', subject: id, details });
  return answer(200, staffView(after));
}

const MANAGING: readonly Route[] = [
  route({
    method: 'POST',
    idempotency: 'stored',
    url: '/v1/staff',
    name: 'inviteStaff',
    summary: 'A new account, and a link to hand over with which its owner chooses a password',
    tag: 'staff',
    access: managing,
    schema: { body: NewStaff, response: { 201: InvitedStaff } },
    handler: async ({ body, caller, idempotency, origin }, deps) => {
      const reply = await withIdempotency(deps.store.pool, idempotency, (tx) => invite(tx, body, { caller, deps }));
      if ('code' in reply) return reply;
      const kept = JSON.parse(reply.body) as { staff: Static<typeof StaffView>; link: KeptLink };
      const link = reveal(kept.link, caller, deps.settings.publicUrl ?? origin);
      return answer(reply.status, { ...kept, link }, reply.headers);
    },
  }),
  route({
    method: 'PUT',
    url: '/v1/staff/:id',
    name: 'changeStaff',
    summary: 'Changes name and roles, or lets somebody leave: their sessions end at once',
    tag: 'staff',
    access: managing,
    schema: { params: BY_ID, body: StaffChange, response: { 200: StaffView } },
    handler: ({ params: { id }, body, caller }, deps) =>
      transaction(deps.store.pool, (tx) => change(tx, { id, change: body }, { caller, deps })),
  }),
  route({
    method: 'POST',
    idempotency: 'stored',
    url: '/v1/staff/:id/link',
    name: 'createStaffLink',
    summary: 'A link to choose a new password with, for who is locked out; earlier links no longer work',
    tag: 'staff',
    access: managing,
    schema: { params: BY_ID, response: { 201: StaffLinkView } },
    handler: async ({ params: { id }, caller, idempotency, origin }, deps) => {
      const reply = await withIdempotency(deps.store.pool, idempotency, async (tx) => {
        const account = await findCredentials(tx, id);
        if (!account) return problem('NOT_FOUND');
        if (!account.active) return problem('STAFF_INACTIVE');
        const link = await makeLink(tx, account, { caller, deps });
        await note(tx, { caller, deps }, { action: 'staff.linked', subject: id, details: { kind: link.kind } });
        return answer(201, link);
      });
      if ('code' in reply) return reply;
      const link = reveal(JSON.parse(reply.body) as KeptLink, caller, deps.settings.publicUrl ?? origin);
      return answer(reply.status, link, reply.headers);
    },
  }),
  route({
    method: 'DELETE',
    url: '/v1/staff/:id/second-factor',
    name: 'resetSecondFactor',
    summary: 'For who has lost their authenticator: the password alone lets them in again',
    tag: 'staff',
    access: managing,
    schema: { params: BY_ID, response: { 204: Type.Null() } },
    handler: async ({ params: { id }, caller }, deps) =>
      transaction(deps.store.pool, async (tx) => {
        if (!(await findCredentials(tx, id))) return problem('NOT_FOUND');
        await removeSecondFactor(tx, id);
        await revokeStaffSessions(tx, id, null);
        await note(tx, { caller, deps }, { action: 'staff.second_factor_reset', subject: id });
        return noContent();
      }),
  }),
  route({
    method: 'DELETE',
    url: '/v1/staff/:id/sessions',
    name: 'endStaffSessions',
    summary: 'Signs somebody out everywhere, at once',
    tag: 'staff',
    access: managing,
    schema: { params: BY_ID, response: { 204: Type.Null() } },
    handler: async ({ params: { id }, caller }, deps) =>
      transaction(deps.store.pool, async (tx) => {
        if (!(await findCredentials(tx, id))) return problem('NOT_FOUND');
        const ended = await revokeStaffSessions(tx, id, null);
        await note(tx, { caller, deps }, { action: 'staff.signed_out', subject: id, details: { ended } });
        return noContent();
      }),
  }),
];

export const STAFF_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/staff',
    name: 'listStaff',
    summary: 'Everybody who works for the platform; operators and the marketplace also see how they sign in',
    tag: 'staff',
    access: reading,
    schema: { response: { 200: StaffList } },
    handler: async ({ caller }, { store }) => {
      const manages = caller.actor.role in managing.sees;
      const accounts = await listStaffAccounts(store.pool);
      return answer(200, { data: accounts.map(manages ? staffView : colleagueView) });
    },
  }),
  ...MANAGING,
];
