import type { Static } from 'typebox';
import { actorView } from '../../contract/event-view.ts';
import { formatInstant } from '../../contract/instant.ts';
import { isEmptyStatement, MessageView, StatementBody } from '../../contract/message.ts';
import { listOf, record } from '../../contract/primitive.ts';
import { viewpointOf } from '../../contract/viewer.ts';
import { readersOfMessage } from '../../domain/notices.ts';
import type { NoticeChange } from '../../store/changes.ts';
import { execute, type Visit, visit } from '../../store/execute.ts';
import { addMessage, type Message, messagesOf } from '../../store/message.ts';
import { addNotices, type NewNotice } from '../../store/notice.ts';
import { answer } from '../answer.ts';
import { CLAIM_ACCESS } from '../authorization.ts';
import { ClaimParams } from '../claim-answer.ts';
import type { HttpDeps } from '../deps.ts';
import { canShow } from '../file-use.ts';
import { replayOf, withIdempotency } from '../idempotency.ts';
import { listAnswer, PAGE_QUERY, pageOf } from '../page.ts';
import { problem } from '../problem.ts';
import { type Call, type CallerActor, type Reply, type Route, route } from '../route.ts';
import { sealWords, writerOf } from '../sealed-words.ts';
import { claimQuotaProblem } from '../upload-quota.ts';

type Statement = Static<typeof StatementBody>;
type MessageCall = Call<{ id: string }, unknown, Statement>;

/** As it is kept: sealed. */
interface Said {
  readonly words: string;
  readonly files: readonly string[];
}

function messageView({ id, at, author, words, files }: Message, viewer: CallerActor): Static<typeof MessageView> {
  return { id, at: formatInstant(at), author: actorView(author, viewpointOf(viewer)), words, files: [...files] };
}

/** R42: what a party shows in an intervention is evidence, also beside a message; late evidence where it is late. */
async function showAsEvidence(
  { claim }: Visit,
  { words, files, caller: { actor }, idempotency }: Said & Pick<MessageCall, 'caller' | 'idempotency'>,
  { store }: HttpDeps,
) {
  const isParty = actor.role === 'buyer' || actor.role === 'seller';
  if (!isParty || files.length === 0 || claim.state.status !== 'in_intervention') return;
  await execute(store, {
    claimId: claim.id,
    actor,
    command: { type: 'submit_evidence', body: { words, files } },
    // A key of its own: a request that broke off between the evidence and the message shows nothing twice.
    idempotency: idempotency && { ...idempotency, key: `${idempotency.key} evidence` },
    answer: () => answer(200, {}),
  });
}

function noticesOf({ claim }: Visit, { author, at, id }: Message): readonly NewNotice[] {
  const { shopId, buyerId, id: claimId, intervention } = claim;
  const notice = { kind: 'message.sent', shopId, claimId, version: null, at, about: id } as const;
  const around = { shopId, buyerId, owner: intervention?.owner ?? null };
  return readersOfMessage(author, around).map((recipient) => ({ ...notice, recipient }));
}

async function send(call: MessageCall, deps: HttpDeps): Promise<Reply> {
  const { actor } = call.caller;
  const { store } = deps;
  const earlier = await replayOf(store.pool, call.idempotency);
  if (earlier) return earlier;
  const visited = await visit(store, { claimId: call.params.id, actor });
  if (!visited) return problem('NOT_FOUND');
  const { words = '', files = [] } = call.body;
  if (isEmptyStatement(call.body)) return problem('STATEMENT_EMPTY');
  if (!(await canShow(store, { files, actor, shown: visited.claim.files }))) return problem('FILE_NOT_FOUND');
  const quotas = deps.settings.quotas;
  const tooMuch = await claimQuotaProblem(store, { claimId: call.params.id, files, actor, quotas });
  if (tooMuch) return tooMuch;
  const person = writerOf(actor, visited.claim.id);
  const said = await sealWords(deps, { words, files }, { person, mayWrite: async () => true });
  if (!said) return problem('NOT_FOUND');
  await showAsEvidence(visited, { ...call, ...said }, deps);
  const message: Message = { id: deps.newId('msg'), at: visited.now, author: actor, ...said };
  const { shopId, buyerId, id: claimId, version } = visited.claim;
  let told: readonly NoticeChange[] = [];
  const reply = await withIdempotency(store.pool, call.idempotency, async (tx) => {
    await addMessage(tx, { shopId, claimId }, message);
    told = await addNotices(tx, noticesOf(visited, message));
    return answer(201, messageView(message, actor));
  });
  if ('status' in reply) store.changes.tell([{ type: 'claim', shopId, buyerId, claimId, version }, ...told]);
  return reply;
}

export const MESSAGE_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/claims/:id/messages',
    name: 'listMessages',
    summary: 'What was said beside the process, the oldest first',
    tag: 'claims',
    access: CLAIM_ACCESS,
    schema: { params: ClaimParams, querystring: record({ ...PAGE_QUERY }), response: { 200: listOf(MessageView) } },
    handler: async ({ params, query, caller: { actor } }, { store }) => {
      const page = pageOf(query, ([at, id]) => (typeof at === 'number' && typeof id === 'string' ? { at, id } : null));
      const visited = await visit(store, { claimId: params.id, actor });
      if (!visited) return problem('NOT_FOUND');
      const of = { shopId: visited.claim.shopId, claimId: params.id };
      const rows = await messagesOf(store.pool, { ...of, limit: page.limit + 1, after: page.after });
      return listAnswer(rows, page, {
        toWire: (message) => messageView(message, actor),
        cursorOf: ({ at, id }) => [at, id],
      });
    },
  }),
  route({
    method: 'POST',
    idempotency: 'stored',
    url: '/v1/claims/:id/messages',
    name: 'sendMessage',
    summary: 'A message to everybody in the claim; a party’s files are evidence while the platform looks (R42)',
    tag: 'claims',
    access: CLAIM_ACCESS,
    schema: { params: ClaimParams, body: StatementBody, response: { 201: MessageView } },
    handler: (call, deps) => send(call, deps),
  }),
];
