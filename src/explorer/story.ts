import type { CommandType } from '../domain/command.ts';
import type { DeadlineName } from '../domain/deadline.ts';
import { DAY, HOUR, type Milliseconds } from '../domain/time.ts';
import type { Edge, Graph, Node } from './graph.ts';

/** What each command is called in a story. */
const CLAUSES: Record<CommandType, string> = {
  modify_terms: 'modifies the terms',
  withdraw: 'withdraws the claim',
  agree: 'agrees',
  refuse: 'refuses',
  propose: 'proposes',
  accept_proposal: 'accepts the proposal',
  decline_proposal: 'declines the proposal',
  ship_return: 'ships the goods back',
  confirm_return: 'confirms the return',
  contest_return: 'contests the returned goods',
  ship_replacement: 'ships the replacement',
  accept_replacement: 'accepts the replacement',
  request_intervention: 'asks for intervention',
  withdraw_intervention: 'takes the request for intervention back',
  submit_evidence: 'hands in evidence',
  finish_evidence: 'declares to be done',
  appeal: 'appeals',
  request_call: 'asks for a call',
  step_in: 'steps in',
  take: 'takes the claim',
  release: 'releases the claim',
  assign: 'assigns the claim',
  require_evidence: 'requires evidence',
  admit_evidence: 'decides on late evidence',
  rule: 'rules',
  approve_ruling: 'approves the ruling',
  send_back_ruling: 'sends the ruling back',
  decide_appeal: 'decides the appeal',
  suspend: 'suspends the claim',
  resume: 'resumes the claim',
  escalate: 'escalates the claim',
  log_call: 'logs a call',
};

const DETAILS = ['remedy', 'from', 'ground', 'outcome', 'admitted'] as const;

/** What of a body tells one of its kind from another. */
function detailOf(body: object): string {
  const terms = 'terms' in body && body.terms ? (body.terms as object) : body;
  const ruling = 'ruling' in body && body.ruling ? (body.ruling as object) : {};
  const said = { ...ruling, ...terms } as Record<string, unknown>;
  const parts = [...DETAILS.filter((name) => name in said).map((name) => String(said[name]))];
  if (typeof said.reason === 'string' && 'remedy' in said) parts.push(said.reason);
  if (said.amount === 0 || typeof said.fault === 'string') parts.push(`fault ${said.fault}`);
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

export function clauseOf(who: string, command: CommandType, body: object): string {
  return `the ${who} ${CLAUSES[command]}${detailOf(body)}`;
}

function plain(count: number, unit: string): string {
  return `${Number(count.toFixed(1))} ${unit}`;
}

/** A span as people say it: in days where it is long, in hours and minutes where it is short. */
export function spanInWords(exact: Milliseconds): string {
  const ms = exact > 60_000 ? Math.round(exact / 60_000) * 60_000 : exact;
  if (ms >= 3 * DAY || (ms > 0 && ms % DAY === 0)) return plain(ms / DAY, 'd');
  if (ms >= HOUR) return plain(ms / HOUR, 'h');
  return ms >= 60_000 ? plain(ms / 60_000, 'min') : plain(ms / 1000, 's');
}

function timing(edge: Edge, node: Node): string {
  if (edge.after === 0) return ' at once';
  const left = node.deadline ? node.deadline.at - node.at - edge.after : 0;
  return left === 1 ? ` just before ${spanInWords(edge.after + 1)} are over` : ` after ${spanInWords(edge.after)}`;
}

/** One step of a story. */
export function stepInWords(edge: Edge, node: Node): string {
  if (edge.by === 'clock') return edge.words();
  return `${edge.words()}${timing(edge, node)}`;
}

/** How a claim comes to a state, in as few steps as the walk found. */
export function storyOf(graph: Graph, id: number): string[] {
  const steps: string[] = [];
  let node = graph.nodes[id];
  while (node?.via) {
    const from = graph.nodes[node.via.from];
    if (!from) break;
    steps.unshift(stepInWords(node.via, from));
    node = from;
  }
  return node ? [node.opening, ...steps] : steps;
}

const CONSEQUENCES: Record<DeadlineName, string> = {
  terms_agreed: 'the terms count as agreed',
  claim_expired: 'the claim closes as expired',
  evidence_closed: 'the time for evidence ends',
  review_started: 'review starts',
  review_overdue: 'the review is overdue',
  ruling_issued: 'the waiting ruling takes effect',
  ruled_unclear: 'the claim is decided as unclear',
  return_lapsed: 'the claim closes, for nothing was sent back',
  refund_due: 'the refund is due',
  replacement_lapsed: 'it turns into a refund',
  acceptance_assumed: 'the replacement counts as accepted',
  appeal_lapsed: 'the ruling stands',
  suspension_ended: 'the suspension ends',
};

export function consequenceInWords(then: DeadlineName): string {
  return CONSEQUENCES[then];
}
