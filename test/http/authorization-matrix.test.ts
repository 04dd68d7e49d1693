import { text } from 'node:stream/consumers';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { camelCase } from '../../src/contract/wire.ts';
import type { CommandType } from '../../src/domain/command.ts';
import { COMMANDS, PROCESS } from '../../src/domain/process.ts';
import type { Outcome } from '../../src/files/file-decoding.ts';
import { routesUnder } from '../../src/http/app.ts';
import { CLAIM_ACCESS } from '../../src/http/authorization.ts';
import type { Reach, Route } from '../../src/http/route.ts';
import { ROUTES } from '../../src/http/routes.ts';
import { DEFAULT_SETTINGS } from '../../src/http/settings.ts';
import { updateDecoded } from '../../src/store/file-decoding.ts';
import { GOOD_BODIES } from '../support/command-bodies.ts';
import { claimsInEveryPosition } from './support/claim-positions.ts';
import { BUYER, createMarket, type Market, T0 } from './support/market.ts';
import { multipart, PDF } from './support/sample-file.ts';
import { contentsOf } from './support/service.ts';
import { keysWithout, type Visitor, visitorsOf } from './support/visitors.ts';

/**
 * What the parts of an address are filled with where they name nothing of a claim; `x1` unless told. A new route needs
 * nothing here: its row is its `access`, and where its `:id` is a party's own to see that says what it is `of`.
 */
const PARTS: Readonly<Record<string, string>> = {
  id: 'nothing_of_this_id',
  region: 'CN',
  year: '2027',
  name: 'taobao-classic',
  version: '1',
  number: '1',
  window: 'nothing_of_this_id',
};

/** Which of a claim's things an address is about. */
type Names = Readonly<Record<'claim' | 'order' | 'shop' | 'file' | 'upload', string>>;
interface Target {
  readonly name: string;
  readonly ids: Names | null;
}

/**
 * in: the request gets to where it is judged by what it says. hidden: the answer of an id that does not exist.
 * wrong party: let in, but the command is another's to give. refused: whatever refuses, it is not done.
 */
type Verdict = 'in' | 'unauthenticated' | 'forbidden' | 'hidden' | 'wrong party' | 'refused';

interface Cell {
  readonly route: Route;
  readonly visitor: Visitor;
  readonly target: Target;
}

const served = routesUnder({ ...DEFAULT_SETTINGS, sandbox: true }, ROUTES).filter(({ internal }) => !internal);
const commandOf = new Map<string, CommandType>(COMMANDS.map((type) => [camelCase(type), type]));
const NONE: Names = { claim: PARTS.id!, order: PARTS.id!, shop: PARTS.id!, file: PARTS.id!, upload: PARTS.id! };

let market: Market;
let visitors: Visitor[];
let weak: (route: Route) => Visitor[];
let targets: Target[];

let decoded: Promise<Outcome> | undefined;

/** A document that the buyer has uploaded, with the pictures of its pages: of every part of a file there is one. */
async function showDocument(): Promise<string> {
  const { request, deps } = market.service;
  const { payload, headers } = multipart([{ name: 'file', filename: 'receipt.pdf', content: PDF }]);
  const answer = await request({ method: 'POST', url: '/v1/files', as: BUYER, payload, headers });
  const { id, sha256 } = answer.json();
  decoded ??= deps.decoding.decode({ sha256, contentType: 'application/pdf' });
  await updateDecoded(deps.store.pool, id, await decoded);
  return id;
}

/** One claim in every position, with its order, its shop and a file that the buyer has shown in it. */
beforeAll(async () => {
  market = await createMarket(T0, { logLevel: 'silent', settings: { anonymousRateLimit: null } });
  const told = await claimsInEveryPosition(market);
  targets = [];
  for (const { story, claim } of told) {
    const file = await showDocument();
    const headers = { 'tus-resumable': '1.0.0', 'upload-length': '1000' };
    const begun = await market.service.request({ method: 'POST', url: '/v1/files/tus', as: BUYER, headers });
    const upload = String(begun.headers.location).split('/').at(-1) ?? '';
    await market.post(`/v1/claims/${claim.id}/messages`, { words: '照片', files: [file] }, { as: BUYER });
    targets.push({ name: story, ids: { claim: claim.id, order: claim.order_id, shop: claim.shop_id, file, upload } });
  }
  visitors = await visitorsOf(market);
  weak = await keysWithout(market);
}, 60_000);
afterAll(() => market.close());

/** What the `:id` of a route names; also where it is for staff alone, and so nobody's in particular. */
function subjectOf({ access, url }: Route): keyof Names | null {
  if (access === 'public' || !url.includes('/:id')) return null;
  return access.of ?? (url.startsWith('/v1/claims/') ? 'claim' : null);
}

function addressOf(route: Route, ids: Names | null): string {
  const subject = subjectOf(route);
  return route.url.replace(/:(\w+)/g, (_, part: string) => {
    return (part === 'id' && subject && ids ? ids[subject] : PARTS[part]) ?? 'x1';
  });
}

const SEES: Record<Reach, (visitor: Visitor) => boolean> = {
  all: () => true,
  common: () => true,
  inbox: () => true,
  own: ({ party }) => party === 'buyer',
  shop: ({ party }) => party === 'seller',
  shown: ({ party }) => party !== null,
  self: ({ isSignedIn = false, isPortal = false }) => isSignedIn || isPortal,
  begun: ({ party }) => party === 'buyer',
};

/** What the table says. Nothing of the code that enforces it is asked. */
function expected({ route, visitor, target }: Cell): Verdict {
  const { access, name } = route;
  if (access === 'public') return 'in';
  const { role, scopes, may } = visitor;
  if (role === null) return 'unauthenticated';
  const reach = access.sees[role];
  const isStaff = role === 'mediator' || role === 'supervisor' || role === 'operator';
  if (isStaff && !scopes.includes('staff')) return 'forbidden';
  if (!access.scopes.every((scope) => scopes.includes(scope)) || reach === undefined) return 'forbidden';
  if (access.by === 'session' && !visitor.isSignedIn) return 'forbidden';
  if (access.by === 'portal' && !visitor.isPortal) return 'forbidden';
  if (target.ids && !SEES[reach](visitor)) return 'hidden';
  const command = commandOf.get(name);
  if (command && !PROCESS[command].by.includes(role)) return 'wrong party';
  return command && may && !may.includes(command) ? 'refused' : 'in';
}

/** A body that changes nothing: a command in earnest where it must be refused, else something no schema takes. */
function requestOf(cell: Cell, ids: Names | null): InjectOptions {
  const { route, visitor } = cell;
  const headers = { ...visitor.headers, 'x-request-id': 'req_matrix' };
  const asked = { method: route.method, url: addressOf(route, ids), headers } as const;
  // Signing out needs no body, so something else has to be wrong with it.
  const signsOut = route.method === 'DELETE' && route.access !== 'public' && route.access.by === 'session';
  if (signsOut) return { ...asked, query: { nobodyKnowsThisField: '1' } };
  if (route.method === 'GET' || route.method === 'DELETE') return asked;
  // Of another type it would be refused before anybody looked at whose upload it is.
  const ofUpload = { ...headers, 'content-type': 'application/offset+octet-stream' };
  if (route.method === 'PATCH') return { ...asked, headers: ofUpload, payload: 'x' };
  const command = commandOf.get(route.name);
  const mustBeRefused = ['wrong party', 'refused'].includes(expected(cell));
  return { ...asked, payload: command && mustBeRefused ? GOOD_BODIES[command] : { nobodyKnowsThisField: 1 } };
}

interface Heard {
  readonly status: number;
  readonly code: string | undefined;
  /** All of it but the second in which it was sent. */
  readonly whole: string;
}

async function send(request: InjectOptions, route: Route): Promise<Heard> {
  const answer = await market.service.app.inject({ ...request, payloadAsStream: true });
  const { date: _, ...headers } = answer.headers;
  const { statusCode: status } = answer;
  const isProblem = String(headers['content-type']).startsWith('application/problem+json');
  if (route.endless && !isProblem) answer.stream().destroy();
  const body = route.endless && !isProblem ? '' : await text(answer.stream());
  const code = isProblem ? (JSON.parse(body) as { code: string }).code : undefined;
  return { status, code, whole: JSON.stringify([status, headers, body]) };
}

const unknowns = new Map<string, Promise<Heard>>();

/** What this visitor is answered where the id is nobody's. */
function answerOfNothing(cell: Cell): Promise<Heard> {
  const name = `${cell.route.name} ${cell.visitor.name}`;
  const known = unknowns.get(name) ?? send(requestOf(cell, NONE), cell.route);
  unknowns.set(name, known);
  return known;
}

const DENIED = ['UNAUTHENTICATED', 'FORBIDDEN'];

async function isAsExpected(cell: Cell, heard: Heard): Promise<boolean> {
  const { status, code } = heard;
  switch (expected(cell)) {
    case 'in':
      return status < 500 && !DENIED.includes(code ?? '') && !(cell.target.ids && code === 'NOT_FOUND');
    case 'unauthenticated':
      return status === 401 && code === 'UNAUTHENTICATED';
    case 'forbidden':
      return status === 403 && code === 'FORBIDDEN';
    case 'hidden':
      return status === 404 && code === 'NOT_FOUND' && heard.whole === (await answerOfNothing(cell)).whole;
    case 'wrong party':
      return status === 403 && code === 'WRONG_PARTY';
    case 'refused':
      return status >= 400 && status < 500 && !DENIED.includes(code ?? '') && code !== 'NOT_FOUND';
  }
}

function cellsOf(route: Route): Cell[] {
  const about = subjectOf(route) ? targets : [{ name: 'no claim', ids: null }];
  return about.flatMap((target) => [...visitors, ...weak(route)].map((visitor) => ({ route, visitor, target })));
}

/** Tries a cell; what is wrong with it, and where the row stands, or null. */
async function tryCell(cell: Cell): Promise<string | null> {
  const { route, visitor, target } = cell;
  const heard = await send(requestOf(cell, target.ids), route);
  if (await isAsExpected(cell, heard)) return null;
  const row = JSON.stringify(route.access);
  return `${route.method} ${route.url} as ${visitor.name} (claim: ${target.name}): its row ${row} in src/http/routes says ${expected(cell)}, the answer was ${heard.status} ${heard.code ?? ''}: ${heard.whole.slice(-300)}`;
}

const AT_ONCE = 40;

async function inTurns<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let at = 0; at < all.length; at += AT_ONCE)
    done.push(...(await Promise.all(all.slice(at, at + AT_ONCE).map(work))));
  return done;
}

describe('the test of the table', () => {
  const cell = (change: Partial<Route>, visitor: string): Cell => ({
    route: { ...served.find(({ name }) => name === 'getClaim')!, ...change } as Route,
    visitor: visitors.find(({ name }) => name === visitor)!,
    target: targets[0]!,
  });
  const saying = (sees: object) => ({ access: { ...CLAIM_ACCESS, sees } }) as unknown as Partial<Route>;

  it('finds a route that shows more or less than its row says', async () => {
    expect(await tryCell(cell({}, 'the buyer'))).toBeNull();
    expect(await tryCell(cell({}, 'another buyer'))).toBeNull();
    expect(await tryCell(cell(saying({ buyer: 'all' }), 'another buyer'))).toContain('its row');
    expect(await tryCell(cell(saying({ buyer: 'shop' }), 'the buyer'))).toContain('says hidden');
    expect(await tryCell(cell(saying({}), 'the mediator'))).toContain('says forbidden');
    expect(await tryCell(cell({ access: 'public' }, 'nobody'))).toContain('says in');
  });
});

describe('a secret that is revoked', () => {
  it('is refused by every route from the next request on', { timeout: 120_000 }, async () => {
    for (const route of served.filter(({ access }) => access !== 'public')) {
      const session = await market.post('/v1/portal-sessions', { role: 'buyer', subject: 'B9' });
      const visitor: Visitor = { ...visitors[0]!, headers: { authorization: `Bearer ${session.token}` } };
      const knock = () => send(requestOf({ route, visitor, target: targets[0]! }, NONE), route);
      expect((await knock()).status, route.name).not.toBe(401);
      await market.ask('DELETE', `/v1/portal-sessions/${session.id}`);
      expect((await knock()).code, route.name).toBe('UNAUTHENTICATED');
    }
  });
});

/** All but keys for words, which are made before it is known whether the words will be kept. */
async function contents(): Promise<Record<string, string>> {
  const { person_key: _, ...rest } = await contentsOf(market.service.db);
  return rest;
}

describe('every route × everybody × every position of a claim', () => {
  it('is as the table says, a stranger hears what nobody’s id is answered, and nothing changes', {
    timeout: 240_000,
  }, async () => {
    const before = await contents();
    const cells = served.flatMap(cellsOf);
    const wrong = (await inTurns(cells, tryCell)).filter((reason) => reason !== null);
    expect(wrong.slice(0, 5), `${wrong.length} of ${cells.length} cells`).toEqual([]);
    expect(await contents()).toEqual(before);
    const counts = Map.groupBy(cells.map(expected), (verdict) => verdict);
    const told = [...counts].map(([verdict, { length }]) => `${length} ${verdict}`).join(', ');
    console.log(
      `authorization matrix: ${served.length} routes, ${visitors.length} visitors, ${targets.length} claims, ${cells.length} cells: ${told}`,
    );
  });
});
