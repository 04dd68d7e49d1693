import { describe, expect, it } from 'vitest';
import { componentsOf, endlessPlay, pathBetween } from '../../src/explorer/cycle.ts';
import { explore } from '../../src/explorer/exploration.ts';
import type { Edge, Graph, Node } from '../../src/explorer/graph.ts';
import { smallRules } from './small.ts';

const { graph: real } = explore(smallRules());
const [anyNode] = real.nodes;
const [anyEdge] = anyNode!.edges;

type Arrow = readonly [from: number, to: number, moves?: boolean];

function graphOf(count: number, arrows: readonly Arrow[]): Graph {
  const edge = ([from, to, moves = true]: Arrow): Edge => ({ ...anyEdge!, from, to, moves });
  const nodes = Array.from({ length: count }, (_, id): Node => {
    const edges = arrows.filter(([from]) => from === id).map(edge);
    return { ...anyNode!, id, key: String(id), edges };
  });
  return { ...real, nodes, beginnings: [0] };
}

const all = () => true;

function groups(graph: Graph): number[][] {
  const found = new Map<number, number[]>();
  for (const [id, component] of componentsOf(graph, all).entries()) {
    found.set(component, [...(found.get(component) ?? []), id]);
  }
  return [...found.values()].sort(([one = 0], [other = 0]) => one - other);
}

describe('circles in a graph', () => {
  it('states that lead to each other are one group, and groups are numbered from their ends', () => {
    const graph = graphOf(6, [
      [0, 1],
      [1, 2],
      [2, 1],
      [2, 3],
      [3, 4],
      [4, 3],
      [0, 5],
    ]);
    expect(groups(graph)).toEqual([[0], [1, 2], [3, 4], [5]]);
    const component = componentsOf(graph, all);
    expect(component[0]).toBeGreaterThan(component[1]!);
    expect(component[1]).toBeGreaterThan(component[3]!);
  });

  it('a chain of a hundred thousand states is no trouble', () => {
    const chain = Array.from({ length: 100_000 }, (_, id): Arrow => [id, id + 1]);
    const nodes = chain.map(
      ([from, to]): Node => ({ ...anyNode!, id: from, edges: to < chain.length ? [{ ...anyEdge!, from, to }] : [] }),
    );
    expect(new Set(componentsOf({ ...real, nodes }, all)).size).toBe(chain.length);
  });

  it('a circle that puts a deadline off is a play without end', () => {
    const play = endlessPlay(
      graphOf(4, [
        [0, 1],
        [1, 2, false],
        [2, 3],
        [3, 1, false],
      ]),
      all,
    );
    expect(play?.map(({ from, to }) => [from, to])).toEqual([
      [2, 3],
      [3, 1],
      [1, 2],
    ]);
  });

  it('a circle that leaves the deadline alone is none', () => {
    expect(
      endlessPlay(
        graphOf(3, [
          [0, 1],
          [1, 2, false],
          [2, 1, false],
        ]),
        all,
      ),
    ).toBeNull();
  });

  it('a step that puts its own state off is one', () => {
    expect(endlessPlay(graphOf(1, [[0, 0]]), all)).toHaveLength(1);
  });

  it('only the chosen edges count', () => {
    expect(
      endlessPlay(
        graphOf(2, [
          [0, 1],
          [1, 0],
        ]),
        ({ to }) => to === 1,
      ),
    ).toBeNull();
  });

  it('the path between two states is the shortest, or none', () => {
    const graph = graphOf(5, [
      [0, 1],
      [1, 2],
      [2, 3],
      [0, 4],
      [4, 3],
    ]);
    expect(pathBetween(graph, [0, 3], all)?.map(({ to }) => to)).toEqual([4, 3]);
    expect(pathBetween(graph, [3, 0], all)).toBeNull();
  });
});
