import { type Actor, type Claim, isEnded, type Party, pendingAppeal, type Stage } from './claim.ts';
import type { CommandType } from './command.ts';
import type { Context } from './context.ts';
import { positionOf, refusalOf } from './decide.ts';
import { COMMANDS, PROCESS } from './process.ts';
import type { Refused } from './refusals.ts';

export interface Action {
  readonly command: CommandType;
  /** Whether this is one of the commands without which the running deadline decides against the viewer. */
  readonly mandatory: boolean;
}

export interface Unavailable {
  readonly command: CommandType;
  readonly refused: Refused;
}

/** Whose move it is, and with which commands they make it; silence decides instead (R3). */
interface Turn {
  readonly of: readonly Party[];
  readonly by: readonly CommandType[];
}

const NOBODY: Turn = { of: [], by: [] };

function stageTurn(stage: Stage): Turn {
  switch (stage.name) {
    case 'evidence':
      return { of: (['buyer', 'seller'] as const).filter((party) => !stage.done.includes(party)), by: [] };
    case 'required':
      return { of: [stage.from], by: ['submit_evidence'] };
    case 'reply':
      return { of: [stage.party], by: [] };
    case 'review':
    case 'awaiting_approval':
      return NOBODY;
  }
}

function turnOf({ state }: Claim): Turn {
  switch (state.status) {
    case 'awaiting_seller':
      return { of: ['seller'], by: ['agree', 'refuse'] };
    case 'refused':
      return { of: ['buyer'], by: ['modify_terms', 'request_intervention'] };
    case 'awaiting_return':
      return { of: ['buyer'], by: ['ship_return'] };
    case 'awaiting_inspection':
      return { of: ['seller'], by: ['confirm_return', 'contest_return', 'request_intervention'] };
    case 'awaiting_replacement':
      return { of: ['seller'], by: ['ship_replacement'] };
    case 'awaiting_acceptance':
      return { of: ['buyer'], by: [] };
    case 'in_intervention':
      return state.suspended ? NOBODY : stageTurn(state.stage);
    case 'refunding':
      return NOBODY;
    case 'succeeded':
    case 'closed':
      return NOBODY;
  }
}

/** The sides that the running deadline waits for. */
export function movesOf(claim: Claim): readonly Party[] {
  return turnOf(claim).of;
}

/** R8: everything the viewer's role may ever do to a claim, and what refuses it now. */
export function actionsOf(
  claim: Claim,
  context: Context,
): { readonly actions: readonly Action[]; readonly unavailable: readonly Unavailable[] } {
  const { role } = context.actor;
  const turn = turnOf(claim);
  const own = COMMANDS.filter((command) => PROCESS[command].by.includes(role));
  const asked = own.map((command) => ({ command, refused: refusalOf(claim, command, context) }));
  return {
    actions: asked.flatMap(({ command, refused }) => {
      const mandatory = turn.of.some((party) => party === role) && turn.by.includes(command);
      return refused ? [] : [{ command, mandatory }];
    }),
    unavailable: asked.flatMap(({ command, refused }) => (refused ? [{ command, refused }] : [])),
  };
}

export const VIEWER_STATES = ['action_required', 'waiting_for_other_party', 'under_review', 'ended'] as const;
export type ViewerState = (typeof VIEWER_STATES)[number];

function isSuspended({ state }: Claim): boolean {
  return state.status === 'in_intervention' && state.suspended !== null;
}

function staffMove(claim: Claim, actor: Actor): boolean {
  const owner = claim.intervention?.owner;
  const position = positionOf(claim);
  if (actor.role === 'supervisor' && (position === 'awaiting_approval' || pendingAppeal(claim))) return true;
  return position === 'review' && !isSuspended(claim) && 'id' in actor && owner?.id === actor.id;
}

/** What a claim asks of the viewer. */
export function viewerStateOf(claim: Claim, actor: Actor): ViewerState {
  if (staffMove(claim, actor)) return 'action_required';
  if (isEnded(claim)) return pendingAppeal(claim) ? 'under_review' : 'ended';
  if (turnOf(claim).of.some((party) => party === actor.role)) return 'action_required';
  if (claim.state.status === 'refunding' && actor.role === 'marketplace') return 'action_required';
  const reviewed = ['review', 'awaiting_approval'].includes(positionOf(claim));
  return reviewed || isSuspended(claim) ? 'under_review' : 'waiting_for_other_party';
}
