import { WORDS } from '../../../locales/locale.ts';
import { ClaimView } from '../../contract/claim-view.ts';
import { COMMAND_FORMS, kebabCase } from '../../contract/command.ts';
import { camelCase } from '../../contract/wire.ts';
import type { CommandType } from '../../domain/command.ts';
import { COMMANDS, PROCESS } from '../../domain/process.ts';
import { execute } from '../../store/execute.ts';
import { CLAIM_ACCESS } from '../authorization.ts';
import { ClaimParams, claimAnswer } from '../claim-answer.ts';
import type { HttpDeps } from '../deps.ts';
import { fileProblem } from '../file-use.ts';
import { problem, replyOfOutcome } from '../problem.ts';
import { type Call, type Reply, type Route, route } from '../route.ts';
import { sealForDoor, writerOf } from '../sealed-words.ts';

type CommandCall = Call<{ id: string }, unknown, unknown>;

/** Evidence may be words or files; the domain keeps whatever comes, so nothing at all is stopped here. */
function saysNothing(command: CommandType, body: unknown): boolean {
  if (command !== 'submit_evidence') return false;
  const { words = '', files = [] } = body as { words?: string; files?: string[] };
  return words === '' && files.length === 0;
}

async function giveCommand(type: CommandType, call: CommandCall, deps: HttpDeps): Promise<Reply> {
  if (saysNothing(type, call.body)) return problem('STATEMENT_EMPTY');
  const { toCommand, contactOf } = COMMAND_FORMS[type];
  const { actor } = call.caller;
  const { id: claimId } = call.params;
  const said = { command: toCommand(call.body), contact: contactOf(call.body) };
  const { value, keepKey } = await sealForDoor(deps, said, writerOf(actor, claimId));
  const { command, contact } = value;
  const wrong = await fileProblem(deps.store, { claimId, actor, command, quotas: deps.settings.quotas });
  if (wrong) return wrong;
  const outcome = await execute(deps.store, {
    claimId,
    actor,
    command,
    contact,
    prepare: keepKey,
    expectedVersion: call.expectedVersion,
    idempotency: call.idempotency,
    answer: (visit) => claimAnswer(200, visit, { actor, locale: call.locale }),
  });
  return replyOfOutcome(outcome);
}

/** Who may give it stands in the process table; here everybody may try, so that the domain says what is wrong. */
function commandRoute(type: CommandType): Route {
  return route({
    method: 'POST',
    idempotency: 'door',
    url: `/v1/claims/:id/${kebabCase(type)}`,
    name: camelCase(type),
    summary: `${WORDS.en.commands[type]} (${PROCESS[type].by.join(', ')}; ${PROCESS[type].rule})`,
    tag: 'commands',
    access: CLAIM_ACCESS,
    schema: { params: ClaimParams, body: COMMAND_FORMS[type].schema, response: { 200: ClaimView } },
    handler: (call, deps) => giveCommand(type, call, deps),
  });
}

/** One route for every command of the process. */
export const COMMAND_ROUTES: readonly Route[] = COMMANDS.map(commandRoute);
