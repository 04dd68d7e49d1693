import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { StaffRole } from '../../../src/domain/claim.ts';
import { offerSetup } from '../../../src/http/identity/first-operator.ts';
import type { TestService } from './service.ts';

export const PASSWORD = 'harbour-lantern-crimson-41';
export const OPERATOR = 'lin@market.example';

/** As a page of ours sends it. */
export const OWN_PAGE = { 'x-requested-with': 'gongdao', 'sec-fetch-site': 'same-origin' };

// biome-ignore lint/suspicious/noExplicitAny: answers are read part by part.
type Json = any;

export interface Reply {
  readonly status: number;
  readonly body: Json;
  readonly cookie: string | null;
  readonly headers: Record<string, unknown>;
}

export interface Asked {
  readonly body?: object;
  readonly headers?: Record<string, string>;
  /** The hat: `supervisor`. */
  readonly as?: StaffRole;
}

/** A browser, which keeps the cookie that it is given. */
export interface BrowserLike {
  readonly ask: (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, asked?: Asked) => Promise<Reply>;
  readonly signIn: (email: string, password?: string, code?: string) => Promise<Reply>;
  readonly cookie: () => string | null;
}

export function browserOf({ app }: Pick<TestService, 'app'>, address = '203.0.113.1'): BrowserLike {
  let kept: string | null = null;
  const ask: BrowserLike['ask'] = async (method, url, { body, headers = {}, as } = {}) => {
    const answer = await app.inject({
      method,
      url,
      remoteAddress: address,
      ...(body === undefined ? {} : { payload: body }),
      headers: {
        ...OWN_PAGE,
        'user-agent': 'Test/1',
        ...(kept === null ? {} : { cookie: kept }),
        ...(as === undefined ? {} : { 'act-as': as }),
        ...headers,
      },
    });
    const set = answer.headers['set-cookie'];
    const cookie = typeof set === 'string' ? set : null;
    if (cookie !== null) kept = cookie.split(';', 1)[0] ?? null;
    const text = answer.body;
    return {
      status: answer.statusCode,
      body: text === '' ? null : JSON.parse(text),
      cookie,
      headers: answer.headers,
    };
  };
  return {
    ask,
    cookie: () => kept,
    signIn: (email, password = PASSWORD, code) =>
      ask('POST', '/v1/session', { body: { email, password, ...(code === undefined ? {} : { code }) } }),
  };
}

/** The token in a link that was handed over. */
export function tokenIn(url: string): string {
  return new URLSearchParams(new URL(url).hash.slice(1)).get('token') ?? '';
}

/** The first operator, signed in. */
export async function setUp(service: TestService): Promise<BrowserLike> {
  const token = await offerSetup(service.db.pool, randomBytes);
  const browser = browserOf(service);
  const body = { token, name: '林悦', email: OPERATOR, password: PASSWORD };
  const { status } = await browser.ask('POST', '/v1/staff-links/use', { body });
  if (status !== 200) throw new Error(`set-up: ${status}`);
  return browser;
}

export interface Member {
  readonly id: string;
  readonly email: string;
  readonly browser: BrowserLike;
}

let count = 0;

/** Somebody whom the operator has invited and who has come, signed in. */
export async function hire(service: TestService, operator: BrowserLike, roles: readonly StaffRole[]): Promise<Member> {
  count += 1;
  const email = `staff${count}@market.example`;
  const invited = await operator.ask('POST', '/v1/staff', { body: { name: `小二 ${count}`, email, roles } });
  if (invited.status !== 201) throw new Error(`invite: ${JSON.stringify(invited.body)}`);
  const browser = browserOf(service, `198.51.100.${count}`);
  const body = { token: tokenIn(invited.body.link.url), password: PASSWORD };
  await browser.ask('POST', '/v1/staff-links/use', { body });
  return { id: invited.body.staff.id, email, browser };
}

/** What an authenticator shows, `steps` half minutes from now. */
export function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
}

/** Sets up the second factor; resolves to its secret and the recovery codes. */
export async function addSecondFactor(browser: BrowserLike): Promise<{ secret: string; codes: string[] }> {
  const offered = await browser.ask('POST', '/v1/account/second-factor', { body: { password: PASSWORD } });
  const { secret } = offered.body;
  const confirmed = await browser.ask('PUT', '/v1/account/second-factor', { body: { code: codeOf(secret) } });
  if (confirmed.status !== 200) throw new Error(`second factor: ${JSON.stringify(confirmed.body)}`);
  return { secret, codes: confirmed.body.recovery_codes };
}
