import type { Milliseconds } from '../domain/time.ts';
import type { Edge, Graph, Node } from './graph.ts';

/** How a claim in each state ends when nobody acts any more but the payment provider, who answers at once. */
export interface Unattended {
  /** The longest it takes from this state, or null where it does not end. */
  readonly spans: readonly (Milliseconds | null)[];
}

/** What happens by itself: the refund is answered, or the deadline passes. */
function ownEdge({ edges, position }: Node): Edge | undefined {
  const answer = position === 'refunding' ? edges.find(({ act }) => act === 'refund_succeeded') : undefined;
  return answer ?? edges.find(({ by }) => by === 'clock');
}

/** The states passed through until the claim is over, or until it goes no further or round in a circle. */
function chainFrom(graph: Graph, start: Node, known: readonly (Milliseconds | null | undefined)[]): Node[] {
  const chain: Node[] = [];
  const passed = new Set<number>();
  for (let node: Node | undefined = start; node && !passed.has(node.id); ) {
    chain.push(node);
    passed.add(node.id);
    if (known[node.id] !== undefined) break;
    const edge = ownEdge(node);
    node = edge ? graph.nodes[edge.to] : undefined;
  }
  return chain;
}

/** What follows an edge: what is left of the next deadline, all of it where a clock that stood still goes on. */
function tail(graph: Graph, edge: Edge, after: Milliseconds): Milliseconds {
  return (edge.thaws ? (graph.nodes[edge.to]?.remaining ?? 0) : edge.remaining) + after;
}

/** R4: from every state, with nobody acting. `known` holds what follows the deadline of each state. */
export function unattendedFrom(graph: Graph): Unattended {
  const follows: (Milliseconds | null | undefined)[] = graph.nodes.map(({ final }) => (final ? 0 : undefined));
  for (const start of graph.nodes) {
    for (const node of chainFrom(graph, start, follows).reverse()) {
      if (follows[node.id] !== undefined) continue;
      const edge = ownEdge(node);
      const after = edge ? follows[edge.to] : undefined;
      follows[node.id] = edge && typeof after === 'number' ? tail(graph, edge, after) : null;
    }
  }
  const spans = graph.nodes.map((node) => {
    const after = follows[node.id] ?? null;
    return after === null ? null : after + (ownEdge(node)?.by === 'clock' ? node.remaining : 0);
  });
  return { spans };
}

/** The state from which a claim that nobody attends to any more takes longest. */
export function worstUnattended({ spans }: Unattended): { readonly node: number; readonly span: Milliseconds } {
  return spans.reduce<{ node: number; span: Milliseconds }>(
    (worst, span, node) => (span !== null && span > worst.span ? { node, span } : worst),
    { node: 0, span: 0 },
  );
}
