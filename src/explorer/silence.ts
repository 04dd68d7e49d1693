import type { Party } from '../domain/claim.ts';
import type { CommandType } from '../domain/command.ts';
import type { DeadlineName } from '../domain/deadline.ts';
import type { Milliseconds } from '../domain/time.ts';
import type { Graph, Node } from './graph.ts';

/** A wait at whose end silence decides, and how much of it a party could have acted in. */
export interface Silence {
  readonly node: number;
  readonly party: Party;
  readonly then: DeadlineName;
  /** How long the wait is. */
  readonly published: Milliseconds;
  /** How much of it the party could act in, to the end; null where it never could. */
  readonly open: Milliseconds | null;
  /** The same once the policy's modifications are used up. */
  readonly openWhenSpent: Milliseconds | null;
}

type Defences = readonly { readonly party: Party; readonly by: readonly CommandType[] }[];

const seller = (...by: CommandType[]): Defences => [{ party: 'seller', by }];
const buyer = (...by: CommandType[]): Defences => [{ party: 'buyer', by }];

function evidenceDefences({ claim: { state } }: Node): Defences {
  if (state.status !== 'in_intervention') return [];
  const by = ['submit_evidence', 'finish_evidence'] as const;
  const { stage } = state;
  if (stage.name === 'required') return [{ party: stage.from, by }];
  if (stage.name === 'reply') return [{ party: stage.party, by }];
  if (stage.name !== 'evidence') return [];
  return (['buyer', 'seller'] as const).filter((party) => !stage.done.includes(party)).map((party) => ({ party, by }));
}

function appealDefences({ claim: { appeals } }: Node): Defences {
  if (!appeals || appeals.filed.some(({ outcome }) => outcome === null)) return [];
  const silent = (['buyer', 'seller'] as const).filter((party) => !appeals.filed.some(({ by }) => by === party));
  return silent.map((party) => ({ party, by: ['appeal'] }));
}

/**
 * Against whom the silence that ends a wait decides, and by what commands they could have spoken. To withdraw, to
 * propose and to telephone are no answers: they need the other's consent, or give up.
 */
const DEFENCES: Record<DeadlineName, (node: Node) => Defences> = {
  terms_agreed: () => seller('agree', 'refuse'),
  claim_expired: () => buyer('modify_terms', 'request_intervention'),
  evidence_closed: evidenceDefences,
  review_started: (node) =>
    node.position === 'refused' ? buyer('modify_terms', 'request_intervention') : evidenceDefences(node),
  review_overdue: () => [],
  ruling_issued: () => [],
  ruled_unclear: () => [],
  return_lapsed: () => buyer('ship_return'),
  refund_due: () => seller('confirm_return', 'contest_return', 'request_intervention'),
  replacement_lapsed: () => seller('ship_replacement'),
  acceptance_assumed: () => buyer('accept_replacement'),
  appeal_lapsed: appealDefences,
  suspension_ended: () => [],
};

/** How much of a state's wait is left once the first of these commands is accepted. */
function openFor(node: Node, party: Party, by: readonly CommandType[]): Milliseconds | null {
  const first = by.flatMap((command) => node.openings.get(`${party} ${command}`) ?? []);
  const published = (node.deadline?.at ?? node.at) - node.at;
  return first.length === 0 ? null : published - Math.min(...first);
}

/** Whether the state's clock began before it: then what was open before counts too. */
function isLeftover({ deadline, at }: Node): boolean {
  const because = deadline?.why[0];
  return deadline?.at === at && because !== undefined && because.from + because.paused < at;
}

function silencesOf(node: Node): Silence[] {
  const { deadline } = node;
  if (!deadline || isLeftover(node)) return [];
  const published = deadline.at - node.at;
  return DEFENCES[deadline.then](node).map(({ party, by }) => {
    const others = by.filter((command) => command !== 'modify_terms');
    const [open, openWhenSpent] = [openFor(node, party, by), openFor(node, party, others)];
    return { node: node.id, party, then: deadline.then, published, open, openWhenSpent };
  });
}

/** Every wait of the walk that ends in a decision against somebody who said nothing. */
export function silencesIn({ nodes }: Graph): Silence[] {
  return nodes.flatMap(silencesOf);
}

/**
 * The fewest modifications by which the buyer comes to an intervention (R30) against a seller who refuses at once,
 * every time, from one beginning; null where no number of them does, and undefined where nothing is ever refused.
 */
export function modificationsToAsk({ nodes }: Graph, beginning: number): number | null | undefined {
  const refusals = (id: number) =>
    nodes[id]?.edges.filter(({ act, by, after }) => act === 'refuse' && by === 'seller' && after === 0) ?? [];
  if (refusals(beginning).length === 0) return undefined;
  const met = new Set<number>();
  let waiting = [beginning];
  for (let count = 0; waiting.length > 0; count += 1) {
    const refused = waiting.flatMap((id) => refusals(id).map(({ to }) => to));
    if (refused.some((id) => nodes[id]?.openings.has('buyer request_intervention'))) return count;
    const modified = refused.flatMap((id) => nodes[id]?.edges.filter(({ act }) => act === 'modify_terms') ?? []);
    waiting = [...new Set(modified.map(({ to }) => to))].filter((id) => !met.has(id));
    for (const id of waiting) met.add(id);
  }
  return null;
}
