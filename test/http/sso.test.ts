import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SsoSettings } from '../../src/http/identity/sso-settings.ts';
import { createTestService, type TestService } from './support/service.ts';
import { type BrowserLike, browserOf, hire, setUp } from './support/staff.ts';

interface Person {
  readonly groups?: readonly string[];
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
}

/** Who there is at the provider. */
const PEOPLE: Record<string, Person> = {
  mei: { name: '周梅', email: 'Mei@market.example', email_verified: true, groups: ['desk', 'everybody'] },
  lee: { name: '李雷', email: 'lee@market.example', email_verified: true, groups: ['everybody'] },
  bo: { name: '薄荷', email: 'bo@market.example', email_verified: false, groups: ['desk'] },
};

const SECRET = 'a-client-secret-of-the-test';
const CLIENT = 'gongdao';
/** As inject says it. */
const CALLBACK = 'http://localhost/sso/callback';

let server: Server;
let issuer: string;
/** Who sits at the provider's sign-in. */
let visitor = 'mei';

function createProvider(): Provider {
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT, client_secret: SECRET, redirect_uris: [CALLBACK] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['of-the-test'] },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, ...PEOPLE[id] }) }),
    // Our own client needs nobody's leave.
    loadExistingGrant: async ({ oidc }) => {
      const accountId = oidc.session?.accountId ?? '';
      const grant = new provider.Grant({ clientId: CLIENT, accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  return provider;
}

beforeAll(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = createProvider();
  const serve = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void serve(request, response);
    void provider.interactionFinished(request, response, { login: { accountId: visitor } });
  });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const settings = (): SsoSettings => ({
  issuer,
  clientId: CLIENT,
  clientSecret: SECRET,
  name: 'Market ID',
  scope: 'openid email profile',
  rolesClaim: 'groups',
  roles: [
    { value: 'desk', role: 'mediator' },
    { value: 'leads', role: 'supervisor' },
  ],
});

/** Goes to the provider as a browser does, signs in there, and comes back to the address it is sent to. */
async function visitProvider(url: string, who: string): Promise<string> {
  visitor = who;
  const jar = new Map<string, string>();
  let next = url;
  while (!next.startsWith('http://localhost/')) {
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = set.split(';', 1)[0]?.split('=') ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`the provider leads nowhere: ${answer.status} ${await answer.text()}`);
    next = new URL(location, next).href;
  }
  return next;
}

async function start(browser: BrowserLike): Promise<string> {
  const { status, headers } = await browser.ask('GET', '/sso/start');
  expect(status).toBe(302);
  return String(headers.location);
}

/** All the way; where the browser ends up. */
async function enter(
  browser: BrowserLike,
  who: string,
  change: (back: URL) => void = () => undefined,
): Promise<string> {
  const back = new URL(await visitProvider(await start(browser), who));
  change(back);
  const { headers } = await browser.ask('GET', `${back.pathname}${back.search}`, {
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  return String(headers.location);
}

describe('single sign-on', () => {
  let service: TestService;
  let operator: BrowserLike;
  beforeAll(async () => {
    service = await createTestService({ settings: { publicUrl: 'http://localhost', sso: settings() } });
    operator = await setUp(service);
  });
  afterAll(() => service.close());

  it('lets in whom the provider knows, with the roles of their groups, and follows when those change', async () => {
    const browser = browserOf(service);
    expect(await enter(browser, 'mei')).toBe('/sign-in');
    expect(browser.cookie()).toMatch(/^gongdao-session=st_/);
    const own = (await browser.ask('GET', '/v1/session')).body;
    expect(own).toMatchObject({ name: '周梅', email: 'mei@market.example', roles: ['mediator'], has_password: false });
    expect((await browser.ask('GET', '/v1/account/sessions')).body.data).toMatchObject([{ method: 'sso' }]);
    PEOPLE.mei = { ...PEOPLE.mei, groups: ['leads'] };
    const again = browserOf(service);
    await enter(again, 'mei');
    expect((await again.ask('GET', '/v1/session')).body).toMatchObject({ id: own.id, roles: ['supervisor'] });
    // Counts for the session that was there, too.
    expect((await browser.ask('GET', '/v1/session')).body).toMatchObject({ role: 'supervisor' });
    PEOPLE.mei = { ...PEOPLE.mei, groups: ['desk'] };
  });

  it('does not let in who is in no group, whose address is not verified, or who has left', async () => {
    const browser = browserOf(service);
    expect(await enter(browser, 'lee')).toBe('/sign-in?problem=not_admitted');
    expect(await enter(browser, 'bo')).toBe('/sign-in?problem=not_admitted');
    await enter(browser, 'mei');
    const { id } = (await browser.ask('GET', '/v1/session')).body;
    await operator.ask('PUT', `/v1/staff/${id}`, { body: { name: '周梅', roles: ['mediator'], active: false } });
    expect((await browser.ask('GET', '/v1/session')).status).toBe(401);
    expect(await enter(browser, 'mei')).toBe('/sign-in?problem=not_admitted');
    await operator.ask('PUT', `/v1/staff/${id}`, { body: { name: '周梅', roles: ['mediator'], active: true } });
    const { rows } = await service.db.pool.query(
      "select 1 from staff_account where email like '%lee%' or email like '%bo@%'",
    );
    expect(rows).toEqual([]);
  });

  it('joins the account of who was invited by that address', async () => {
    PEOPLE.invited = { name: '受邀', email: 'staff-sso@market.example', email_verified: true, groups: ['desk'] };
    const body = { name: '受邀', email: 'staff-sso@market.example', roles: ['mediator'] };
    const invited = await operator.ask('POST', '/v1/staff', { body });
    const browser = browserOf(service);
    await enter(browser, 'invited');
    expect((await browser.ask('GET', '/v1/session')).body.id).toBe(invited.body.staff.id);
  });

  it.each([
    ['another state', (back: URL) => back.searchParams.set('state', 'made-up')],
    ['another code', (back: URL) => back.searchParams.set('code', 'made-up')],
    ['another issuer', (back: URL) => back.searchParams.set('iss', 'https://evil.example')],
    ['a refusal of the provider', (back: URL) => back.searchParams.set('error', 'access_denied')],
  ])('does not let in with %s', async (_name, change) => {
    const browser = browserOf(service);
    expect(await enter(browser, 'mei', change)).toBe('/sign-in?problem=failed');
    expect((await browser.ask('GET', '/v1/session')).status).toBe(401);
  });

  it('does not let in with another nonce or verifier than was sent', async () => {
    for (const column of ['nonce', 'verifier']) {
      const browser = browserOf(service);
      const back = new URL(await visitProvider(await start(browser), 'mei'));
      await service.db.pool.query(`update sso_visit set ${column} = repeat('x', 43)`);
      const { headers } = await browser.ask('GET', `${back.pathname}${back.search}`);
      expect(headers.location).toBe('/sign-in?problem=failed');
    }
  });

  it('works once, in the browser in which it began, and not for ever', async () => {
    const browser = browserOf(service);
    const back = new URL(await visitProvider(await start(browser), 'mei'));
    const callback = `${back.pathname}${back.search}`;
    // Somebody else is sent the address, to be signed in as the sender.
    expect((await browserOf(service).ask('GET', callback)).headers.location).toBe('/sign-in?problem=expired');
    const visit = { cookie: browser.cookie() ?? '' };
    expect((await browser.ask('GET', callback)).headers.location).toBe('/sign-in');
    expect((await browser.ask('GET', callback, { headers: visit })).headers.location).toBe('/sign-in?problem=expired');
    const slow = browserOf(service);
    const late = new URL(await visitProvider(await start(slow), 'mei'));
    await service.db.pool.query("update sso_visit set expires_at = expires_at - interval '10 minutes'");
    const { headers } = await slow.ask('GET', `${late.pathname}${late.search}`);
    expect(headers.location).toBe('/sign-in?problem=expired');
  });

  it('logs no secret and no code', () => {
    const logged = JSON.stringify(service.logLines());
    for (const secret of [SECRET, 'code=', 'mei@']) expect(logged).not.toContain(secret);
  });
});

describe('without a mapping', () => {
  it('lets in whom an operator has invited, with the roles given here, and nobody else', async () => {
    const service = await createTestService({
      settings: { publicUrl: 'http://localhost', sso: { ...settings(), roles: [] } },
    });
    const operator = await setUp(service);
    const browser = browserOf(service);
    expect(await enter(browser, 'mei')).toBe('/sign-in?problem=not_admitted');
    const member = await hire(service, operator, ['mediator', 'supervisor']);
    PEOPLE.member = { name: 'x', email: member.email, email_verified: true };
    await enter(browser, 'member');
    expect((await browser.ask('GET', '/v1/session')).body).toMatchObject({
      id: member.id,
      roles: ['mediator', 'supervisor'],
    });
    await service.close();
  });
});

describe('where there is no provider', () => {
  it('there is no such address, and one that cannot be reached is no 5xx', async () => {
    const none = await createTestService();
    expect((await browserOf(none).ask('GET', '/sso/start')).body.code).toBe('NOT_FOUND');
    expect((await browserOf(none).ask('GET', '/sso/callback?code=x')).body.code).toBe('NOT_FOUND');
    await none.close();
    const away = await createTestService({
      settings: { publicUrl: 'http://localhost', sso: { ...settings(), issuer: 'http://127.0.0.1:1' } },
    });
    const { status, headers } = await browserOf(away).ask('GET', '/sso/start');
    expect([status, headers.location]).toEqual([303, '/sign-in?problem=failed']);
    await away.close();
  });
});
