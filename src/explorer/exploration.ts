import type { Rules } from '../domain/policy.ts';
import { endlessPlay } from './cycle.ts';
import type { Edge, Graph } from './graph.ts';
import { type Counters, type Life, longestLife } from './life.ts';
import { REAL_PROCESS } from './process.ts';
import { isFree } from './road.ts';
import { type Silence, silencesIn } from './silence.ts';
import { type Unattended, unattendedFrom } from './unattended.ts';
import { type Way, walk } from './walk.ts';

/** Everything the walk found out about a policy. */
export interface Exploration {
  readonly graph: Graph;
  readonly counters: Counters;
  /** Whether the counters bite wherever they are counted; an endless one counts for nothing. */
  readonly counted: boolean;
  readonly unattended: Unattended;
  readonly silences: readonly Silence[];
  /** A play without end that no number of the policy bounds, or null; with it a life has no longest length. */
  readonly endless: readonly Edge[] | null;
  readonly life: Life | null;
}

/** The real process is walked unless a test breaks it; at its limit of states the walk gives up, and fails. */
type Options = Partial<Way>;

/** How far a policy's lengths may lie apart: the states of the shipped policies are below a tenth of it. */
const MOST_STATES = 100_000;

function areCounted({ offences }: Graph, { modifications, withdrawals }: Counters): boolean {
  return !offences.some(({ check }) => check === 'bounded') && Number.isFinite(modifications + withdrawals);
}

function countersOf({ policy: { values } }: Rules): Counters {
  return { modifications: values['claim.max_modifications'], withdrawals: values['intervention.max_withdrawals'] };
}

/**
 * Walks every state a claim can come to under these rules, and measures what it finds. Pure; takes seconds for a policy
 * of the usual kind.
 */
export function explore(rules: Rules, options: Options = {}): Exploration {
  const graph = walk(rules, { process: REAL_PROCESS, limit: MOST_STATES, ...options });
  const counters = countersOf(rules);
  const counted = areCounted(graph, counters);
  const endless = endlessPlay(graph, (edge) => isFree(edge) || (!counted && edge.spends !== null));
  return {
    graph,
    counters,
    counted,
    unattended: unattendedFrom(graph),
    silences: silencesIn(graph),
    endless,
    life: endless || !graph.complete ? null : longestLife(graph, counters),
  };
}
