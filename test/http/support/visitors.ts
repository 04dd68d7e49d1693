import { SCOPES, type Scope } from '../../../src/contract/api-key.ts';
import type { StaffRole } from '../../../src/domain/claim.ts';
import type { CommandType } from '../../../src/domain/command.ts';
import type { CallerRole, Route } from '../../../src/http/route.ts';
import { BUYER, type Market, MEDIATOR, SELLER, SUPERVISOR } from './market.ts';
import { hire, OWN_PAGE, setUp } from './staff.ts';

type Headers = Readonly<Record<string, string>>;

/** Somebody who tries every door. */
export interface Visitor {
  readonly name: string;
  /** Null: who they are is not known, or not any more. */
  readonly role: CallerRole | null;
  readonly scopes: readonly Scope[];
  /** Which side of the claims they are on. */
  readonly party: 'buyer' | 'seller' | null;
  readonly headers: Headers;
  /** Of the commands of their role those that they may give in these claims; all unless told. */
  readonly may?: readonly CommandType[];
  /** By a portal token. */
  readonly isPortal?: boolean;
  /** Of the staff, by a session of their own. */
  readonly isSignedIn?: boolean;
}

const bearer = (secret: string): Headers => ({ authorization: `Bearer ${secret}` });

function actingAs(key: string, as: string, more: Partial<Visitor> & { name: string }): Visitor {
  const role = as.slice(0, as.indexOf(':')) as CallerRole;
  return { role, scopes: SCOPES, party: null, headers: { ...bearer(key), 'act-as': as }, ...more };
}

function unknown(name: string, headers: Headers = {}): Visitor {
  return { name, role: null, scopes: [], party: null, headers };
}

const PORTAL_SCOPES: readonly Scope[] = ['orders', 'claims'];
const BUYERS = { role: 'buyer', subject: 'B9' };
const STRANGERS = { role: 'buyer', subject: 'B1' };
const SELLERS = { role: 'seller', subject: 'S7', user: 'u1' };
const OTHER_SELLERS = { role: 'seller', subject: 'S1', user: 'u1' };

async function portalVisitors({ post }: Market): Promise<Visitor[]> {
  const token = async (body: object) => bearer((await post('/v1/portal-sessions', body)).token);
  const holder = async (name: string, body: { role: string }, party: Visitor['party']): Promise<Visitor> => ({
    name: `${name} in the portal`,
    role: body.role as CallerRole,
    scopes: PORTAL_SCOPES,
    isPortal: true,
    party,
    headers: await token(body),
  });
  return [
    await holder('the buyer', BUYERS, 'buyer'),
    await holder('another buyer', STRANGERS, null),
    await holder('the seller', SELLERS, 'seller'),
    await holder('another seller', OTHER_SELLERS, null),
  ];
}

/** Whose secrets were good once. */
async function endedVisitors({ ask, post, service }: Market): Promise<Visitor[]> {
  const end = (url: string) => ask('DELETE', url);
  const [expired, revoked] = [await post('/v1/portal-sessions', BUYERS), await post('/v1/portal-sessions', BUYERS)];
  await end(`/v1/portal-sessions/${revoked.id}`);
  await service.db.pool.query('update portal_session set expires_at = clock_timestamp() where id = $1', [expired.id]);
  const key = await service.newKey(SCOPES);
  const child = await post('/v1/portal-sessions', BUYERS, { key: key.secret });
  await end(`/v1/api-keys/${key.id}`);
  return [
    unknown('nobody'),
    unknown('a made-up key', bearer(`sk_${'x'.repeat(43)}`)),
    unknown('a made-up token', bearer(`pt_${'x'.repeat(43)}`)),
    unknown('a revoked key', { ...bearer(key.secret), 'act-as': BUYER }),
    unknown('an expired token', bearer(expired.token)),
    unknown('a revoked token', bearer(revoked.token)),
    unknown('a token of a revoked key', bearer(child.token)),
  ];
}

const STAFF_SCOPES: Readonly<Record<StaffRole, readonly Scope[]>> = {
  mediator: ['orders', 'claims', 'staff'],
  supervisor: ['orders', 'claims', 'staff'],
  operator: SCOPES,
};

/** Those of the staff who have signed in, whose sessions were good once, and one whom another site sends. */
async function staffVisitors({ service }: Market): Promise<Visitor[]> {
  const operator = await setUp(service);
  const everything = await hire(service, operator, ['mediator', 'supervisor', 'operator']);
  const headers = { ...OWN_PAGE, cookie: everything.browser.cookie() ?? '' };
  const under = (role: StaffRole, may?: readonly CommandType[]): Visitor => ({
    name: `somebody who has signed in, as ${role}`,
    role,
    scopes: STAFF_SCOPES[role],
    party: null,
    isSignedIn: true,
    headers: { ...headers, 'act-as': role },
    ...(may ? { may } : {}),
  });
  const gone = await hire(service, operator, ['supervisor']);
  await operator.ask('DELETE', `/v1/staff/${gone.id}/sessions`);
  const left = await hire(service, operator, ['supervisor']);
  await operator.ask('PUT', `/v1/staff/${left.id}`, { body: { name: '离职', roles: ['supervisor'], active: false } });
  return [
    under('mediator', NOT_THEIRS),
    under('supervisor'),
    under('operator'),
    unknown('a revoked session', { ...OWN_PAGE, cookie: gone.browser.cookie() ?? '' }),
    unknown('a session of who has left', { ...OWN_PAGE, cookie: left.browser.cookie() ?? '' }),
  ];
}

/** What a mediator may do in a claim that is another's, and in one in which they are a party themselves (R47). */
const NOT_THEIRS: readonly CommandType[] = ['step_in', 'take', 'log_call'];
const OWN_CASE: readonly CommandType[] = ['log_call'];

/** Everybody who is somebody. Claims in an intervention belong to the mediator m1. */
export async function visitorsOf(market: Market): Promise<Visitor[]> {
  const { key } = market.service;
  const as = (name: string, actor: string, more?: Partial<Visitor>) => actingAs(key, actor, { name, ...more });
  return [
    ...(await endedVisitors(market)),
    { name: 'the marketplace', role: 'marketplace', scopes: SCOPES, party: null, headers: bearer(key) },
    as('the buyer', BUYER, { party: 'buyer' }),
    as('another buyer', 'buyer:B1'),
    as('the seller', SELLER, { party: 'seller' }),
    as('another seller', 'seller:S1/u1'),
    ...(await portalVisitors(market)),
    as('the mediator', MEDIATOR),
    as('another mediator', 'mediator:m2', { may: NOT_THEIRS }),
    as('a mediator who is the buyer', 'mediator:B9', { may: OWN_CASE }),
    as('a mediator who is the shop’s user', 'mediator:u1', { may: OWN_CASE }),
    as('a supervisor', SUPERVISOR),
    as('an operator', 'operator:o1'),
    ...(await staffVisitors(market)),
  ];
}

const AS: Record<CallerRole, Headers> = {
  marketplace: {},
  buyer: { 'act-as': BUYER },
  seller: { 'act-as': SELLER },
  mediator: { 'act-as': MEDIATOR },
  supervisor: { 'act-as': SUPERVISOR },
  operator: { 'act-as': 'operator:o1' },
};

/** For each scope that a route asks for a key that has all but this one, acting as the first role that is let in. */
export async function keysWithout({ service }: Market): Promise<(route: Route) => Visitor[]> {
  const secrets = new Map<Scope, string>();
  for (const scope of SCOPES) secrets.set(scope, (await service.newKey(SCOPES.filter((one) => one !== scope))).secret);
  return ({ access }) => {
    if (access === 'public') return [];
    return access.scopes.flatMap((scope) =>
      (Object.keys(access.sees) as CallerRole[]).slice(0, 1).map((role) => ({
        name: `${role}, by a key without ${scope}`,
        role,
        scopes: SCOPES.filter((one) => one !== scope),
        party: role === 'buyer' || role === 'seller' ? role : null,
        headers: { ...bearer(secrets.get(scope) ?? ''), ...AS[role] },
      })),
    );
  };
}
