import type { Milliseconds } from '../domain/time.ts';
import type { Graph } from './graph.ts';
import {
  FIRST_REPEATABLE,
  FREE,
  MODIFICATION,
  REPEATABLE,
  type Repeatable,
  type RoadMap,
  roadMapOf,
  WITHDRAWAL,
} from './road.ts';

/** How often the policy lets terms be modified and requests be withdrawn. */
export interface Counters {
  readonly modifications: number;
  readonly withdrawals: number;
}

/** The longest life of a claim, from application until nothing can change any more. */
export interface Life {
  readonly whole: Milliseconds;
  /** Without a modification, a withdrawn request, a measure or an accepted proposal. */
  readonly plain: Milliseconds;
  /** How much one of each adds; for the counters the last one the policy allows. */
  readonly adds: Readonly<Record<'modification' | 'withdrawal' | Repeatable, Milliseconds>>;
}

/** The longest life from each state. */
type Lengths = Float64Array;
/** What may still be used: so many withdrawals, and a bit for each of `REPEATABLE`; modifications are counted outside. */
interface Budget {
  readonly withdrawals: number;
  readonly measures: number;
}
/** The longest lives under each budget, for one number of modifications. */
type Layer = readonly (readonly Lengths[])[];

const EVERYTHING = (1 << REPEATABLE.length) - 1;

/** For each cost, the longest lives of whoever has paid it; undefined where the budget does not allow it. */
function afterPaying(
  { withdrawals, measures }: Budget,
  same: Lengths[][],
  fewer: Layer | null,
): (Lengths | undefined)[] {
  const paid: (Lengths | undefined)[] = [];
  paid[MODIFICATION] = fewer?.[withdrawals]?.[measures];
  paid[WITHDRAWAL] = same[withdrawals - 1]?.[measures];
  REPEATABLE.forEach((_, index) => {
    const bit = 1 << index;
    paid[FIRST_REPEATABLE + index] = measures & bit ? same[withdrawals]?.[measures & ~bit] : undefined;
  });
  return paid;
}

function longestFrom(map: RoadMap, id: number, paid: readonly (Lengths | undefined)[]): Milliseconds {
  let longest = map.final[id] ? 0 : Number.NEGATIVE_INFINITY;
  const end = map.first[id + 1] ?? 0;
  for (let road = map.first[id] ?? 0; road < end; road += 1) {
    const rest = paid[map.cost[road] ?? FREE]?.[map.to[road] ?? 0];
    if (rest !== undefined) longest = Math.max(longest, rest + (map.length[road] ?? 0));
  }
  return longest;
}

/** Circles of free roads take no time, or the claim could live for ever; so each is settled after a few rounds. */
function longestLives(map: RoadMap, paid: (Lengths | undefined)[]): Lengths {
  const lengths = new Float64Array(map.final.length).fill(Number.NEGATIVE_INFINITY);
  paid[FREE] = lengths;
  for (const group of map.order) {
    for (let round = 0, changed = true; changed && round <= group.length; round += 1) {
      changed = false;
      for (const id of group) {
        const longest = longestFrom(map, id, paid);
        changed ||= longest !== lengths[id];
        lengths[id] = longest;
      }
      if (group.length === 1) break;
    }
  }
  return lengths;
}

function layerOf(map: RoadMap, withdrawals: number, fewer: Layer | null): Layer {
  const layer: Lengths[][] = [];
  for (let count = 0; count <= withdrawals; count += 1) {
    layer.push([]);
    for (let measures = 0; measures <= EVERYTHING; measures += 1) {
      layer[count]?.push(longestLives(map, afterPaying({ withdrawals: count, measures }, layer, fewer)));
    }
  }
  return layer;
}

/** By order line, the states to which a modification leads. */
function modifiedStates({ nodes }: Graph): number[][] {
  const byWorld = new Map<unknown, Set<number>>();
  for (const { edges, world } of nodes) {
    const states = byWorld.get(world) ?? new Set();
    for (const { to, spends } of edges) if (spends === 'modification') states.add(to);
    byWorld.set(world, states);
  }
  return [...byWorld.values()].map((states) => [...states]);
}

/**
 * Whether one more modification added the same everywhere it can lead on a line, under every budget. Then each further
 * one adds that as well: the next layer is made from this one as this one from the last, with so much more in it.
 */
function growsEvenly(states: readonly number[], layer: Layer, fewer: Layer): boolean {
  return layer.every((budgets, withdrawals) => {
    const growth = budgets.flatMap((lengths, measures) =>
      states.map((id) => (lengths[id] ?? 0) - (fewer[withdrawals]?.[measures]?.[id] ?? 0)),
    );
    return growth.every((one) => one === growth[0] && one > 0);
  });
}

/** The layers for the last two numbers of modifications that had to be looked at, and how many more there may be. */
interface Layers {
  readonly layer: Layer;
  readonly fewer: Layer | null;
  readonly more: number;
}

function layersOf(graph: Graph, map: RoadMap, { modifications, withdrawals }: Counters): Layers {
  const modified = modifiedStates(graph);
  let fewer: Layer | null = null;
  let layer = layerOf(map, withdrawals, null);
  for (let count = 1; count <= modifications; count += 1) {
    fewer = layer;
    layer = layerOf(map, withdrawals, fewer);
    const [last, before] = [layer, fewer];
    if (modified.every((states) => growsEvenly(states, last, before))) {
      return { layer, fewer, more: modifications - count };
    }
  }
  return { layer, fewer, more: 0 };
}

/** The longest life under a policy, every choice made as late as it can be; asked only where no play is endless. */
export function longestLife(graph: Graph, counters: Counters): Life {
  const map = roadMapOf(graph);
  const { layer, fewer, more } = layersOf(graph, map, counters);
  const { withdrawals } = counters;
  const whole = (budget: Budget, further = more) => {
    const lengths = layer[budget.withdrawals]?.[budget.measures];
    const before = fewer?.[budget.withdrawals]?.[budget.measures];
    const lives = graph.beginnings.map((id) => {
      const length = lengths?.[id] ?? 0;
      return length + further * (length - (before?.[id] ?? length));
    });
    return Math.max(0, ...lives);
  };
  const full = { withdrawals, measures: EVERYTHING };
  const without = (budget: Partial<Budget>) => whole(full) - whole({ ...full, ...budget });
  const measures = REPEATABLE.map((name, index) => [name, without({ measures: EVERYTHING & ~(1 << index) })]);
  const plain = layerOf(map, 0, null)[0]?.[0];
  return {
    whole: whole(full),
    plain: Math.max(0, ...graph.beginnings.map((id) => plain?.[id] ?? 0)),
    adds: {
      modification: counters.modifications > 0 ? whole(full) - whole(full, more - 1) : 0,
      withdrawal: withdrawals > 0 ? without({ withdrawals: withdrawals - 1 }) : 0,
      ...(Object.fromEntries(measures) as Record<Repeatable, Milliseconds>),
    },
  };
}
