import type { Edge, Graph } from './graph.ts';

/** Chooses the edges of a part of the graph. */
export type Choice = (edge: Edge) => boolean;

interface Visit {
  readonly id: number;
  readonly edges: readonly Edge[];
  next: number;
}

/**
 * The strongly connected components of a part of the graph (Tarjan), each node's component by its id. A component is
 * numbered after every component that it leads to. A loop instead of a recursion: a walk may be thousands of states deep.
 */
export function componentsOf({ nodes }: Graph, choice: Choice): Int32Array {
  const component = new Int32Array(nodes.length).fill(-1);
  const index = new Int32Array(nodes.length).fill(-1);
  const low = new Int32Array(nodes.length);
  const stack: number[] = [];
  let [visited, found] = [0, 0];
  const enter = (id: number): Visit => {
    index[id] = visited;
    low[id] = visited;
    visited += 1;
    stack.push(id);
    return { id, edges: (nodes[id]?.edges ?? []).filter(choice), next: 0 };
  };
  const lower = (id: number, value: number) => {
    low[id] = Math.min(low[id] ?? 0, value);
  };
  const close = (id: number) => {
    if (low[id] !== index[id]) return;
    for (let member = stack.pop(); member !== undefined; member = member === id ? undefined : stack.pop()) {
      component[member] = found;
    }
    found += 1;
  };
  for (const { id: root } of nodes) {
    const path = index[root] === -1 ? [enter(root)] : [];
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const edge = visit.edges[visit.next];
      visit.next += 1;
      if (!edge) {
        path.pop();
        close(visit.id);
        const parent = path.at(-1);
        if (parent) lower(parent.id, low[visit.id] ?? 0);
      } else if (index[edge.to] === -1) path.push(enter(edge.to));
      else if (component[edge.to] === -1) lower(visit.id, index[edge.to] ?? 0);
    }
  }
  return component;
}

/** The shortest way between two states over chosen edges; null where there is none. */
export function pathBetween(graph: Graph, [from, to]: readonly [number, number], choice: Choice): Edge[] | null {
  const via = new Map<number, Edge | null>([[from, null]]);
  const queue = [from];
  for (const id of queue) {
    if (via.has(to)) break;
    for (const edge of (graph.nodes[id]?.edges ?? []).filter(choice)) {
      if (via.has(edge.to)) continue;
      via.set(edge.to, edge);
      queue.push(edge.to);
    }
  }
  if (!via.has(to)) return null;
  const path: Edge[] = [];
  for (let edge = via.get(to); edge; edge = via.get(edge.from)) path.unshift(edge);
  return path;
}

/**
 * A play without end over chosen edges: a cycle on which some deadline is put off. A cycle that leaves the running
 * deadline alone is none, for time ends it. Of several, the one that begins soonest.
 */
export function endlessPlay(graph: Graph, choice: Choice): Edge[] | null {
  const component = componentsOf(graph, choice);
  for (const { edges } of graph.nodes) {
    const start = edges.find((edge) => choice(edge) && edge.moves && component[edge.from] === component[edge.to]);
    if (!start) continue;
    const back = start.from === start.to ? [] : pathBetween(graph, [start.to, start.from], choice);
    return [start, ...(back ?? [])];
  }
  return null;
}
