import { Readable } from 'node:stream';
import { type Static, Type } from 'typebox';
import { formatInstant } from '../../contract/instant.ts';
import { Id, record } from '../../contract/primitive.ts';
import {
  ERASURE_STATES,
  ErasureList,
  ErasureView,
  HoldBody,
  HoldList,
  HoldView,
  PersonBody,
  PersonExport,
  readPerson,
} from '../../contract/privacy.ts';
import type { PartyActor } from '../../domain/privacy.ts';
import { recordAudit } from '../../store/audit.ts';
import { transaction } from '../../store/database.ts';
import { type ErasureRequest, listErasures, requestErasure, withdrawErasure } from '../../store/erasure.ts';
import { claimExists } from '../../store/erasure-obstacle.ts';
import { type LegalHold, liftHold, listHolds, putHold } from '../../store/legal-hold.ts';
import type { Person } from '../../store/person-key.ts';
import { readNow } from '../../store/store.ts';
import { answer, noContent, streamed } from '../answer.ts';
import { auditedBy } from '../audited.ts';
import type { HttpDeps } from '../deps.ts';
import { withIdempotency } from '../idempotency.ts';
import { listAnswer, PAGE_QUERY, pageOf } from '../page.ts';
import { exportPerson, personView } from '../person-export.ts';
import { type Problem, problem } from '../problem.ts';
import { type Access, type Call, type Caller, type Reply, type Route, route } from '../route.ts';
import { sealWords } from '../sealed-words.ts';

const access = { scopes: ['config'], sees: { marketplace: 'all', operator: 'all' } } as const satisfies Access;

const PersonQuery = record({
  role: Type.Optional(Type.Enum(['buyer', 'seller'])),
  id: Type.Optional(Id),
  shop_id: Type.Optional(Id),
});

function erasureView({ person, requestedAt, waitsFor, availableAt, erasedAt, withdrawnAt, id }: ErasureRequest) {
  const view: Static<typeof ErasureView> = {
    id,
    person: personView(person),
    status: erasedAt !== null ? 'erased' : withdrawnAt !== null ? 'withdrawn' : 'waiting',
    requested_at: formatInstant(requestedAt),
    waits_for: waitsFor,
    available_at: availableAt === null ? null : formatInstant(availableAt),
    erased_at: erasedAt === null ? null : formatInstant(erasedAt),
  };
  return view;
}

function holdView({ id, person, words, putAt, liftedAt }: LegalHold): Static<typeof HoldView> {
  return {
    id,
    on: { role: person.role, id: person.id, shop_id: person.role === 'seller' ? person.shopId : null },
    words,
    put_at: formatInstant(putAt),
    lifted_at: liftedAt === null ? null : formatInstant(liftedAt),
  };
}

const shopMissing = (): Problem =>
  problem('INVALID_REQUEST', { errors: [{ pointer: '/shop_id', code: 'shop_of_seller' }] });

type AskingCall = Call<unknown, unknown, Static<typeof PersonBody>>;

async function erase({ body, caller, idempotency }: AskingCall, deps: HttpDeps): Promise<Reply> {
  const person = readPerson(body);
  if (!person) return shopMissing();
  const { store, settings } = deps;
  const now = await readNow(store);
  return withIdempotency(store.pool, idempotency, async (tx) => {
    const asked = { id: deps.newId('era'), person };
    const request = await requestErasure(tx, asked, { now, years: settings.recordsKeptYears });
    const isDone = request.erasedAt !== null;
    await recordAudit(tx, store, {
      ...auditedBy(caller),
      action: isDone ? 'person.erased' : 'erasure.requested',
      subject: request.id,
      details: { role: person.role, waits_for: request.waitsFor },
    });
    return answer(isDone ? 200 : 202, erasureView(request));
  });
}

/** Whose data: a party their own, the marketplace and its operators anybody's. */
function wanted(query: Static<typeof PersonQuery>, { actor, scopes }: Caller): PartyActor | Problem {
  if (actor.role === 'buyer' || actor.role === 'seller') {
    const asksOther = [
      query.role !== undefined && query.role !== actor.role,
      query.id !== undefined && query.id !== actor.id,
      query.shop_id !== undefined && query.shop_id !== ('shopId' in actor ? actor.shopId : null),
    ].some(Boolean);
    return asksOther ? problem('NOT_FOUND') : actor;
  }
  if (!scopes.includes('config')) return problem('FORBIDDEN');
  const { role, id, shop_id } = query;
  const missing = [role === undefined ? 'role' : null, id === undefined ? 'id' : null].filter((name) => name !== null);
  if (role === undefined || id === undefined) {
    return problem('INVALID_REQUEST', {
      errors: missing.map((name) => ({ pointer: `/query/${name}`, code: 'required' })),
    });
  }
  const person = readPerson({ role, id, ...(shop_id === undefined ? {} : { shop_id }) });
  return person ?? problem('INVALID_REQUEST', { errors: [{ pointer: '/query/shop_id', code: 'shop_of_seller' }] });
}

async function exportData(call: Call<unknown, Static<typeof PersonQuery>>, deps: HttpDeps): Promise<Reply> {
  const { caller, locale } = call;
  const person = wanted(call.query, caller);
  if ('code' in person) return person;
  const { actor } = caller;
  if (actor.role !== 'buyer' && actor.role !== 'seller') {
    // The log says that somebody's data was taken out; whose it was, only the one who asked knows.
    await recordAudit(deps.store.pool, deps.store, {
      ...auditedBy(caller),
      action: 'person.exported',
      subject: person.role,
    });
  }
  const json = await exportPerson(person, locale, deps);
  // A stream, for its words are open already and must not be opened once more.
  return streamed(200, async () => Readable.from([json]), {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': 'attachment; filename="person.json"',
  });
}

async function hold(
  { body, caller, idempotency }: Call<unknown, unknown, Static<typeof HoldBody>>,
  deps: HttpDeps,
): Promise<Reply> {
  const { store, newId } = deps;
  const { role, id, shop_id, words } = body;
  const person: Person | null =
    role === 'claim' ? { role, id } : readPerson({ role, id, ...(shop_id === undefined ? {} : { shop_id }) });
  if (!person) return shopMissing();
  if (role === 'claim' && !(await claimExists(store.pool, id))) return problem('NOT_FOUND');
  const putAt = await readNow(store);
  const holdId = newId('hld');
  const sealed = await sealWords(
    deps,
    { words },
    { person: { role: 'claim', id: holdId }, mayWrite: async () => true },
  );
  if (!sealed) return problem('NOT_FOUND');
  return withIdempotency(store.pool, idempotency, async (tx) => {
    await putHold(tx, { id: holdId, person, ...sealed, putAt });
    await recordAudit(tx, store, {
      ...auditedBy(caller),
      action: 'legal_hold.put',
      subject: holdId,
      details: { role },
    });
    return answer(201, holdView({ id: holdId, person, ...sealed, putAt, liftedAt: null }));
  });
}

const readCursor = ([at, id]: readonly unknown[]) =>
  typeof at === 'number' && typeof id === 'string' ? { at, id } : null;

const ERASURES: readonly Route[] = [
  route({
    method: 'POST',
    idempotency: 'stored',
    url: '/v1/people/erase',
    name: 'erasePerson',
    summary:
      'Erases what a person wrote and left; kept and done later (202) where a hold, a live claim or the years stand in the way',
    tag: 'privacy',
    access,
    schema: { body: PersonBody, response: { 200: ErasureView, 202: ErasureView } },
    handler: erase,
  }),
  route({
    method: 'GET',
    url: '/v1/erasures',
    name: 'listErasures',
    summary: 'Who is to be erased and why it waits, the latest request first',
    tag: 'privacy',
    access,
    schema: {
      querystring: record({ ...PAGE_QUERY, status: Type.Optional(Type.Enum(ERASURE_STATES)) }),
      response: { 200: ErasureList },
    },
    handler: async ({ query }, { store }) => {
      const page = pageOf(query, readCursor);
      const rows = await listErasures(store.pool, { status: query.status, limit: page.limit + 1, after: page.after });
      return listAnswer(rows, page, { toWire: erasureView, cursorOf: ({ requestedAt, id }) => [requestedAt, id] });
    },
  }),
  route({
    method: 'DELETE',
    url: '/v1/erasures/:id',
    name: 'withdrawErasure',
    summary: 'Takes a request back that still waits',
    tag: 'privacy',
    access,
    schema: { params: record({ id: Id }), response: { 204: Type.Null() } },
    handler: async ({ params: { id }, caller }, { store }) => {
      const now = await readNow(store);
      return transaction(store.pool, async (tx) => {
        if (!(await withdrawErasure(tx, id, now))) return problem('NOT_FOUND');
        await recordAudit(tx, store, { ...auditedBy(caller), action: 'erasure.withdrawn', subject: id });
        return noContent();
      });
    },
  }),
];

const HOLDS: readonly Route[] = [
  route({
    method: 'POST',
    idempotency: 'stored',
    url: '/v1/legal-holds',
    name: 'putLegalHold',
    summary: 'Nothing of a person’s or of a claim’s is erased until it is lifted',
    tag: 'privacy',
    access,
    schema: { body: HoldBody, response: { 201: HoldView } },
    handler: hold,
  }),
  route({
    method: 'GET',
    url: '/v1/legal-holds',
    name: 'listLegalHolds',
    summary: 'Holds that stand, or all that there were, the latest first',
    tag: 'privacy',
    access,
    schema: {
      querystring: record({ ...PAGE_QUERY, all: Type.Optional(Type.Enum(['true', 'false'])) }),
      response: { 200: HoldList },
    },
    handler: async ({ query }, { store }) => {
      const page = pageOf(query, readCursor);
      const asked = { standing: query.all !== 'true', limit: page.limit + 1, after: page.after };
      const rows = await listHolds(store.pool, asked);
      return listAnswer(rows, page, { toWire: holdView, cursorOf: ({ putAt, id }) => [putAt, id] });
    },
  }),
  route({
    method: 'DELETE',
    url: '/v1/legal-holds/:id',
    name: 'liftLegalHold',
    summary: 'Lifts a hold; what waited for it is looked at again',
    tag: 'privacy',
    access,
    schema: { params: record({ id: Id }), response: { 204: Type.Null() } },
    handler: async ({ params: { id }, caller }, { store }) => {
      const now = await readNow(store);
      return transaction(store.pool, async (tx) => {
        if (!(await liftHold(tx, id, now))) return problem('NOT_FOUND');
        await recordAudit(tx, store, { ...auditedBy(caller), action: 'legal_hold.lifted', subject: id });
        return noContent();
      });
    },
  }),
];

/** What people may ask of what is held about them, and what may stand in the way. */
export const PRIVACY_ROUTES: readonly Route[] = [
  ...ERASURES,
  route({
    method: 'GET',
    url: '/v1/people/export',
    name: 'exportPerson',
    summary: 'Everything held about one person, as JSON: a party’s own, or for the marketplace and operators anybody’s',
    tag: 'privacy',
    access: { scopes: ['claims'], sees: { marketplace: 'all', operator: 'all', buyer: 'common', seller: 'common' } },
    schema: { querystring: PersonQuery, response: { 200: PersonExport } },
    handler: exportData,
  }),
  ...HOLDS,
];
