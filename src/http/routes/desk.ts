import { type Static, Type } from 'typebox';
import { NoteBody, NoteView, ViewersView } from '../../contract/desk.ts';
import { formatInstant } from '../../contract/instant.ts';
import { Id, listOf, record } from '../../contract/primitive.ts';
import {
  RulingPreviewBody,
  RulingPreviewView,
  readPreviewed,
  rulingPreviewView,
} from '../../contract/ruling-preview.ts';
import { forecastRuling } from '../../domain/ruling-forecast.ts';
import { endViewing, noteViewing, VIEWING_SECONDS, type Viewing, viewersOf } from '../../store/claim-viewing.ts';
import { visit } from '../../store/execute.ts';
import { addNote, type Note, notesOf, type StaffMember } from '../../store/note.ts';
import type { Store } from '../../store/store.ts';
import { answer, noContent } from '../answer.ts';
import { ClaimParams } from '../claim-answer.ts';
import { withIdempotency } from '../idempotency.ts';
import { listAnswer, PAGE_QUERY, pageOf } from '../page.ts';
import { HttpProblem, problem, problemOfRefusal } from '../problem.ts';
import { type Access, type CallerActor, type Route, route } from '../route.ts';
import { sealWords, writerOf } from '../sealed-words.ts';

const access = {
  scopes: ['staff'],
  sees: { mediator: 'all', supervisor: 'all', operator: 'all' },
} as const satisfies Access;

function memberOf(actor: CallerActor): StaffMember {
  if (actor.role !== 'mediator' && actor.role !== 'supervisor' && actor.role !== 'operator')
    throw new HttpProblem(problem('FORBIDDEN'));
  return { id: actor.id, role: actor.role };
}

function noteView({ id, at, author, words }: Note): Static<typeof NoteView> {
  return { id, at: formatInstant(at), author, words };
}

const NOTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/claims/:id/notes',
    name: 'listNotes',
    summary: 'What staff have written down for each other about a claim, the oldest first; no party sees it',
    tag: 'staff',
    access,
    schema: { params: ClaimParams, querystring: record({ ...PAGE_QUERY }), response: { 200: listOf(NoteView) } },
    handler: async ({ params, query }, { store }) => {
      const page = pageOf(query, ([number]) => (typeof number === 'number' ? number : null));
      const shopId = await store.claims.shopOf(params.id);
      if (shopId === null) return problem('NOT_FOUND');
      const asked = { shopId, claimId: params.id, limit: page.limit + 1, after: page.after };
      const rows = await notesOf(store.pool, asked);
      return listAnswer(rows, page, { toWire: noteView, cursorOf: ({ number }) => [number] });
    },
  }),
  route({
    method: 'POST',
    idempotency: 'stored',
    url: '/v1/claims/:id/notes',
    name: 'addNote',
    summary: 'Writes a note on a claim for other staff; notes are never changed',
    tag: 'staff',
    access,
    schema: { params: ClaimParams, body: NoteBody, response: { 201: NoteView } },
    handler: async ({ params, body, caller: { actor }, idempotency }, deps) => {
      const { store, newId } = deps;
      const visited = await visit(store, { claimId: params.id, actor });
      const written = { person: writerOf(actor, params.id), mayWrite: async () => visited !== null };
      const sealed = visited && (await sealWords(deps, { words: body.words }, written));
      if (!sealed) return problem('NOT_FOUND');
      const { shopId, id: claimId } = visited.claim;
      const note: Note = { id: newId('note'), at: visited.now, author: memberOf(actor), ...sealed };
      const reply = await withIdempotency(store.pool, idempotency, async (tx) => {
        await addNote(tx, { shopId, claimId }, note);
        return answer(201, noteView(note));
      });
      if ('status' in reply) store.changes.tell([{ type: 'desk', shopId, claimId }]);
      return reply;
    },
  }),
];

const ViewingParams = record({ id: Id, window: Id });

async function viewingOf(store: Store, params: Static<typeof ViewingParams>, actor: CallerActor): Promise<Viewing> {
  const shopId = await store.claims.shopOf(params.id);
  if (shopId === null) throw new HttpProblem(problem('NOT_FOUND'));
  return { shopId, claimId: params.id, windowId: params.window, member: memberOf(actor) };
}

const VIEWERS: readonly Route[] = [
  route({
    method: 'PUT',
    url: '/v1/claims/:id/viewers/:window',
    name: 'viewClaim',
    summary: 'Says that the caller has a claim open in a window of theirs, and asks who else has',
    tag: 'staff',
    access,
    schema: { params: ViewingParams, response: { 200: ViewersView } },
    handler: async ({ params, caller: { actor } }, { store }) => {
      const viewing = await viewingOf(store, params, actor);
      const { shopId, claimId } = viewing;
      if (await noteViewing(store.pool, viewing)) store.changes.tell([{ type: 'desk', shopId, claimId }]);
      const viewers = await viewersOf(store.pool, viewing);
      return answer(200, {
        viewers: viewers.map(({ id, role, since }) => ({ id, role, since: formatInstant(since) })),
        repeat_within: VIEWING_SECONDS,
      });
    },
  }),
  route({
    method: 'DELETE',
    url: '/v1/claims/:id/viewers/:window',
    name: 'leaveClaim',
    summary: 'Says that the caller has closed that window',
    tag: 'staff',
    access,
    schema: { params: ViewingParams, response: { 204: Type.Null() } },
    handler: async ({ params, caller: { actor } }, { store }) => {
      const viewing = await viewingOf(store, params, actor);
      const { shopId, claimId } = viewing;
      if (await endViewing(store.pool, viewing)) store.changes.tell([{ type: 'desk', shopId, claimId }]);
      return noContent();
    },
  }),
];

const PREVIEW = route({
  method: 'POST',
  idempotency: 'none',
  url: '/v1/claims/:id/ruling-preview',
  name: 'previewRuling',
  summary: 'What a ruling would do to both sides and to the shop’s record, decided and not written (R50–R56, R60)',
  tag: 'staff',
  access: { scopes: ['staff'], sees: { mediator: 'all', supervisor: 'all' } },
  schema: { params: ClaimParams, body: RulingPreviewBody, response: { 200: RulingPreviewView } },
  handler: async ({ params, body, caller: { actor } }, { store }) => {
    const visited = await visit(store, { claimId: params.id, actor });
    if (!visited) return problem('NOT_FOUND');
    const { claim, now, rules, line } = visited;
    const content = readPreviewed(body);
    const forecast = forecastRuling(claim, content, { actor, now, rules, line });
    if ('refused' in forecast) return problemOfRefusal(forecast.refused, rules.calendar.timeZone);
    return answer(200, rulingPreviewView(forecast, content, visited));
  },
});

export const DESK_ROUTES: readonly Route[] = [...NOTES, ...VIEWERS, PREVIEW];
