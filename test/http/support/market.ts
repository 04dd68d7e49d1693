import { expect } from 'vitest';
import classic from '../../../policies/taobao-classic.json' with { type: 'json' };
import type { Policy } from '../../../src/domain/policy.ts';
import { checker } from '../../../src/http/check.ts';
import type { Route } from '../../../src/http/route.ts';
import { ROUTES } from '../../../src/http/routes.ts';
import { addPolicy } from '../../../src/store/policy.ts';
import { startSandboxClock } from '../../../src/store/sandbox-clock.ts';
import { createTestService, problemOf, type ServiceOptions, type TestService } from './service.ts';

/** T0 of the stories: a Wednesday, 10:00 in Shanghai. */
export const T0 = '2026-05-06T02:00:00Z';

export const BUYER = 'buyer:B9';
export const SELLER = 'seller:S7/u1';
export const MEDIATOR = 'mediator:m1';
export const SUPERVISOR = 'supervisor:s1';

// biome-ignore lint/suspicious/noExplicitAny: what came over the wire is looked at freely; its schema is checked.
export type Body = any;

/** A command in kebab-case, and its body. */
type Doing = [command: string, body?: object];

export interface Asking {
  readonly as?: string;
  readonly headers?: Record<string, string>;
  readonly key?: string | null;
}

export interface Reply {
  readonly status: number;
  readonly body: Body;
  readonly text: string;
  readonly headers: Record<string, unknown>;
}

/** A marketplace in a sandbox, spoken to over HTTP alone. Every answer is checked against the schema of its route. */
export interface Market {
  readonly service: TestService;
  readonly ask: (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    asking?: Asking & { body?: unknown },
  ) => Promise<Reply>;
  readonly get: (url: string, asking?: Asking) => Promise<Body>;
  /** Must be answered with 200 or 201. */
  readonly post: (url: string, body: unknown, asking?: Asking) => Promise<Body>;
  /** Puts an order with one line; resolves to its id. */
  readonly order: (line?: object, order?: object) => Promise<string>;
  readonly open: (orderId: string, terms?: object) => Promise<Body>;
  /** Gives a command to a claim, as somebody; it must not be refused. */
  readonly give: (as: string, claim: { id: string }, ...command: Doing) => Promise<Body>;
  /** The problem that a command is refused with. */
  readonly refusal: (as: string, claim: { id: string }, ...command: Doing) => Promise<Body>;
  readonly see: (as: string, claim: { id: string }) => Promise<Body>;
  readonly advanceTo: (instant: string) => Promise<void>;
  readonly advanceBy: (duration: string) => Promise<void>;
  readonly upload: (as?: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

const patterns = new Map<Route, RegExp>();

function patternOf(route: Route): RegExp {
  const known = patterns.get(route);
  if (known) return known;
  const pattern = new RegExp(`^${route.url.replace(/:[a-z_]+/g, '[^/]+')}$`);
  patterns.set(route, pattern);
  return pattern;
}

/** An answer that is not what the document promises is a failure, whoever asked. */
function checkAnswer(method: string, url: string, { status, body }: Pick<Reply, 'status' | 'body'>): void {
  const path = url.replace(/\?.*$/, '');
  const matching = ROUTES.filter((route) => route.method === method && patternOf(route).test(path));
  const served = matching.find((route) => !route.url.includes(':')) ?? matching[0];
  const schema = served?.schema.response?.[status];
  if (status >= 300 || !served || served.body === 'ndjson') return;
  if (!schema) throw new Error(`${method} ${url} answered ${status}, of which its document does not know`);
  expect(checker(schema)(body, true)).toEqual([]);
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

function multipart(): { payload: Buffer; headers: Record<string, string> } {
  const head =
    '--x\r\ncontent-disposition: form-data; name="file"; filename="shoe.png"\r\ncontent-type: image/png\r\n\r\n';
  return {
    payload: Buffer.concat([Buffer.from(head), PNG, Buffer.from('\r\n--x--\r\n')]),
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  };
}

export const LINE = {
  id: '1',
  title: '跑步鞋',
  quantity: 1,
  amount: 12900,
  shipping: 600,
  goods: 'physical',
  status: 'shipped',
  shipped_at: T0,
} as const;

export const TERMS = {
  remedy: 'refund_only',
  reason: 'quality_visible',
  amount: 12900,
  goods_received: true,
  description: '开胶了',
  files: [],
} as const;

export async function createMarket(now: string = T0, options: ServiceOptions = {}): Promise<Market> {
  const service = await createTestService({
    ...options,
    settings: { rateLimit: null, browserRateLimit: null, ...options.settings },
  });
  await startSandboxClock(service.db.pool, Date.parse(now));
  await addPolicy(service.db.pool, classic as Policy);
  const ask: Market['ask'] = async (method, url, { as, headers, key, body } = {}) => {
    const answer = await service.request({
      method,
      url,
      ...(as === undefined ? {} : { as }),
      ...(key === undefined ? {} : { key }),
      ...(headers === undefined ? {} : { headers }),
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const type = String(answer.headers['content-type']);
    if (answer.statusCode >= 400) problemOf(answer);
    const parsed = /json$|json;/.test(type) && !type.includes('ndjson') ? answer.json<Body>() : null;
    const reply = { status: answer.statusCode, body: parsed, text: answer.body, headers: answer.headers };
    checkAnswer(method, url, reply);
    return reply;
  };
  return { service, ask, close: service.close, ...verbsOf(service, ask) };
}

function verbsOf(service: TestService, ask: Market['ask']): Omit<Market, 'service' | 'ask' | 'close'> {
  let orders = 0;
  const demand = async (method: 'GET' | 'POST' | 'PUT', url: string, asking: Parameters<Market['ask']>[2] = {}) => {
    const reply = await ask(method, url, asking);
    if (reply.status >= 300) throw new Error(`${method} ${url}: ${reply.status} ${reply.text}`);
    return reply.body;
  };
  const command = (claim: { id: string }, name: string) => `/v1/claims/${claim.id}/${name}`;
  const post: Market['post'] = (url, body, asking) => demand('POST', url, { ...asking, body });
  return {
    post,
    get: (url, asking) => demand('GET', url, asking),
    order: async (line = {}, order = {}) => {
      orders += 1;
      const id = `T${orders}`;
      const body = { shop_id: 'S7', buyer_id: 'B9', currency: 'CNY', paid_at: '2026-05-01T02:00:00Z', ...order };
      await demand('PUT', `/v1/orders/${id}`, { body: { ...body, lines: [{ ...LINE, ...line }] } });
      return id;
    },
    open: (orderId, terms = {}) =>
      post('/v1/claims', { order_id: orderId, line_id: '1', terms: { ...TERMS, ...terms } }, { as: BUYER }),
    give: (as, claim, ...[name, body = {}]) => post(command(claim, name), body, { as }),
    refusal: async (as, claim, ...[name, body = {}]) => {
      const reply = await ask('POST', command(claim, name), { as, body });
      if (reply.status < 400) throw new Error(`${name} by ${as} was not refused`);
      return reply.body;
    },
    see: (as, claim) => demand('GET', `/v1/claims/${claim.id}`, { as }),
    advanceTo: async (to) => void (await post('/v1/sandbox/clock/advance', { to })),
    advanceBy: async (by) => void (await post('/v1/sandbox/clock/advance', { by })),
    upload: async (as) => {
      const answer = await service.request({
        method: 'POST',
        url: '/v1/files',
        ...(as ? { as } : {}),
        ...uploadOf(as),
      });
      if (answer.statusCode !== 201) throw new Error(`upload: ${answer.body}`);
      return answer.json<{ id: string }>().id;
    },
  };
}

function uploadOf(as: string | undefined) {
  const { payload, headers } = multipart();
  return { payload, headers: { ...headers, ...(as === undefined ? {} : { 'act-as': as }) } };
}
