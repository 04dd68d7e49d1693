import type { Milliseconds } from '../domain/time.ts';
import { componentsOf } from './cycle.ts';
import type { Act, Edge, Graph } from './graph.ts';

/**
 * What may be repeated without end, but not by one party alone: the staff's own measures, and proposals that both
 * parties accept. A life counts each of them once.
 */
export const REPEATABLE = [
  'suspend',
  'require_evidence',
  'admit_evidence',
  'step_in',
  'accept_proposal',
] as const satisfies readonly Act[];
export type Repeatable = (typeof REPEATABLE)[number];

/** What an edge takes from the budget of a life: nothing, a modification, a withdrawal, or one of `REPEATABLE`. */
export const FREE = 0;
export const MODIFICATION = 1;
export const WITHDRAWAL = 2;
export const FIRST_REPEATABLE = 3;

function costOf({ spends, act }: Edge): number {
  if (spends === 'modification') return MODIFICATION;
  if (spends === 'withdrawal') return WITHDRAWAL;
  const repeatable = (REPEATABLE as readonly Act[]).indexOf(act);
  return repeatable === -1 ? FREE : FIRST_REPEATABLE + repeatable;
}

/** What neither a number of the policy nor `REPEATABLE` bounds. */
export function isFree(edge: Edge): boolean {
  return costOf(edge) === FREE;
}

interface Road {
  readonly to: number;
  readonly cost: number;
  /** How much time it adds to a life, taken as late as it can be. */
  readonly length: Milliseconds;
}

/** The graph as lives need it: of several edges of one cost between two states, the longest. */
export interface RoadMap {
  /** Where the roads of a state begin in the lists below; one more entry at the end. */
  readonly first: Int32Array;
  readonly to: Int32Array;
  readonly cost: Int8Array;
  readonly length: Float64Array;
  readonly final: readonly boolean[];
  /** The states, ends first; those among which free roads run in a circle stand together. */
  readonly order: readonly (readonly number[])[];
}

/**
 * A state stands for all that can be left of its clock. Whoever comes with less has that much less to come, and nothing
 * is left of a clock that stood still, for it was used up before it was stopped.
 */
function lengthOf({ nodes }: Graph, edge: Edge): Milliseconds {
  const [from, to] = [nodes[edge.from]?.remaining ?? 0, nodes[edge.to]?.remaining ?? 0];
  const latest = edge.by === 'clock' ? from : from - 1;
  return (edge.last ? latest : edge.after) + (edge.thaws ? 0 : edge.remaining) - to;
}

function roadsFrom(graph: Graph, edges: readonly Edge[]): Road[] {
  const longest = new Map<string, Road>();
  for (const edge of edges) {
    const road = { to: edge.to, cost: costOf(edge), length: lengthOf(graph, edge) };
    const name = `${road.to} ${road.cost}`;
    const known = longest.get(name);
    const stays = road.cost === FREE && edge.to === edge.from;
    if (!stays && (!known || known.length < road.length)) longest.set(name, road);
  }
  return [...longest.values()];
}

function orderOf(graph: Graph): number[][] {
  const groups: number[][] = [];
  componentsOf(graph, isFree).forEach((component, id) => {
    const group = groups[component] ?? [];
    group.push(id);
    groups[component] = group;
  });
  return groups;
}

export function roadMapOf(graph: Graph): RoadMap {
  const first = new Int32Array(graph.nodes.length + 1);
  const roads: Road[] = [];
  for (const { id, edges } of graph.nodes) {
    roads.push(...roadsFrom(graph, edges));
    first[id + 1] = roads.length;
  }
  return {
    first,
    to: Int32Array.from(roads, ({ to }) => to),
    cost: Int8Array.from(roads, ({ cost }) => cost),
    length: Float64Array.from(roads, ({ length }) => length),
    final: graph.nodes.map(({ final }) => final),
    order: orderOf(graph),
  };
}
