import { type Claim, isEnded, type Terms } from '../domain/claim.ts';
import type { Deadline } from '../domain/deadline.ts';
import { positionOf } from '../domain/decide.ts';
import type { ClaimEvent, EventType } from '../domain/event.ts';
import type { Rules } from '../domain/policy.ts';
import type { Instant } from '../domain/time.ts';
import { type Change, EDGE_CHECKS, lacksDeadline } from './edge-check.ts';
import type { Act, Edge, Graph, Movers, Node, Offence, Words } from './graph.ts';
import type { Process } from './process.ts';
import { keyOf } from './state-key.ts';
import type { World } from './world.ts';

/** A walk under way: what is being built, and by what. */
export interface Walk {
  /** The rules to walk: without a calendar, and with counters that never run out. */
  readonly rules: Rules;
  /** The policy's own counters. */
  readonly counters: { readonly modifications: number; readonly withdrawals: number };
  readonly process: Process;
  readonly nodes: Node[];
  readonly byKey: Map<string, Node>;
  readonly offences: Offence[];
  readonly accepted: Set<string>;
  /** One of each kind of terms, by the world in which they can be asked. */
  readonly terms: Map<World, readonly Terms[]>;
  /** The edges from the state under study, by where they lead and in what manner. */
  readonly byEnds: Map<string, Edge>;
  /** Told of every claim that comes to a state already met. */
  readonly onMeeting: ((node: Node, claim: Claim, at: Instant) => void) | undefined;
  attempts: number;
}

/** What was done, by whom, and what came of it. */
export interface Step {
  readonly act: Act;
  readonly by: Movers;
  readonly words: Words;
  readonly at: Instant;
  readonly before: Claim;
  readonly claim: Claim;
  readonly events: readonly ClaimEvent[];
  readonly spends: Edge['spends'];
}

/** Keeps the first offence of each kind: the walk goes breadth first, so its story is the shortest. */
export function offend(walk: Walk, offence: Offence): void {
  if (!walk.offences.some(({ check }) => check === offence.check)) walk.offences.push(offence);
}

const CHECKS = Object.entries(EDGE_CHECKS);

export function checkChange(walk: Walk, change: Change, where: { node: number; words: Words }): void {
  for (const [check, breaks] of CHECKS) {
    if (breaks(change)) offend(walk, { check, ...where });
  }
}

/** The clause of a story that is complete without one. */
export const NOTHING: Words = () => '';

const THAWING: readonly EventType[] = ['suspension.ended', 'review.resumed', 'intervention.withdrawn'];

/** Whether a clock goes on that had stood still; that of the other party's appeal does, after one was upheld (R56). */
function thaws({ claim, events, act }: Step): boolean {
  const upheld = act === 'decide_appeal' || act === 'appeal_lapsed' ? claim.appeals?.waiting : null;
  return events.some(({ type }) => THAWING.includes(type)) || (upheld != null && upheld.paused > 0);
}

/** A claim that has just come to a state. */
interface Arrival {
  readonly world: World;
  readonly claim: Claim;
  readonly at: Instant;
  readonly opening: string;
  readonly deadline: Deadline | null;
}

/** The state of a claim: the one already met, or a new one, to which `via` is drawn once its number is known. */
export function stateOf(walk: Walk, arrival: Arrival, via: (to: number) => Edge | null): Node {
  const { world, claim, at, opening, deadline } = arrival;
  const key = keyOf(claim, at, { policy: walk.rules.policy, world });
  const remaining = deadline ? deadline.at - at : 0;
  const known = walk.byKey.get(key);
  if (known) {
    known.remaining = Math.max(known.remaining, remaining);
    walk.onMeeting?.(known, claim, at);
    return known;
  }
  const id = walk.nodes.length;
  const node: Node = {
    id,
    key,
    world,
    claim,
    position: positionOf(claim),
    suspended: claim.state.status === 'in_intervention' && claim.state.suspended !== null,
    at,
    deadline,
    remaining,
    via: via(id),
    opening,
    final: isEnded(claim) && deadline === null,
    edges: [],
    openings: new Map(),
  };
  walk.nodes.push(node);
  walk.byKey.set(key, node);
  if (lacksDeadline(claim, walk.rules, walk.process)) offend(walk, { check: 'one_deadline', node: id, words: NOTHING });
  return node;
}

/** How an edge differs from the others of its state. */
function mannerOf({ to, act, by, spends }: Pick<Edge, 'act' | 'by' | 'spends' | 'to'>): string {
  return `${to} ${act} ${by} ${spends}`;
}

/** The edges of one state that lead to the same end in the same manner are one edge, the longest of them. */
function merge(known: Edge, again: Pick<Edge, 'last' | 'remaining' | 'moves' | 'after'>): void {
  const { last, remaining, moves, after } = again;
  if (moves && !known.moves) Object.assign(known, { moves, after });
  if (!last) return;
  known.remaining = known.last ? Math.max(known.remaining, remaining) : remaining;
  known.last = true;
}

/** Takes in one step from a state: checks it, and draws the edge to where it leads. */
export function addStep(walk: Walk, from: Node, step: Step): Node {
  const { world, opening } = from;
  const { before, claim, at, events, act, by, words, spends } = step;
  checkChange(walk, { before, after: claim, events, line: world.line }, { node: from.id, words });
  const deadline = walk.process.nextDeadlineOf(claim, walk.rules);
  const due = from.deadline?.at ?? null;
  const ends = { last: due !== null && at >= due - 1, remaining: deadline ? deadline.at - at : 0 };
  const moves = deadline?.at !== from.deadline?.at;
  const draw = (to: number): Edge => {
    const edge = { from: from.id, to, act, by, words, spends, after: at - from.at, thaws: thaws(step), moves, ...ends };
    from.edges.push(edge);
    walk.byEnds.set(mannerOf(edge), edge);
    return edge;
  };
  const target = stateOf(walk, { world, claim, at, opening, deadline }, draw);
  const known = walk.byEnds.get(mannerOf({ act, by, spends, to: target.id }));
  if (known) merge(known, { ...ends, moves, after: at - from.at });
  else draw(target.id);
  return target;
}

export function graphOf(walk: Walk, beginnings: readonly number[], complete: boolean): Graph {
  const { rules, nodes, offences, accepted, attempts } = walk;
  return { rules, nodes, beginnings, offences, accepted, attempts, complete };
}
