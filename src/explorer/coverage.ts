import { DEADLINE_NAMES } from '../domain/deadline.ts';
import { COMMANDS, POSITIONS, type Position, PROCESS } from '../domain/process.ts';
import type { Graph } from './graph.ts';
import type { Counters } from './life.ts';
import { BEGINNINGS } from './world.ts';

const STAGES: readonly Position[] = ['evidence', 'required', 'reply', 'review', 'awaiting_approval'];

/** Every entry of the process table: each command in each position, and once more while suspended (R48). */
function entriesOf({ modifications, withdrawals }: Counters): string[] {
  const off = [...(modifications ? [] : ['modify_terms']), ...(withdrawals ? [] : ['withdraw_intervention'])];
  const used = COMMANDS.filter((command) => !off.includes(command));
  return used.flatMap((command) => {
    const { in: positions, suspended } = PROCESS[command];
    const stages = suspended ? positions.filter((position) => STAGES.includes(position)) : [];
    return [
      ...(command === 'resume' ? [] : positions.map((position) => `${command} ${position}`)),
      ...stages.map((position) => `${command} ${position} suspended`),
    ];
  });
}

export interface Coverage {
  readonly positions: readonly string[];
  readonly commands: readonly string[];
  readonly deadlines: readonly string[];
}

/** What of the process the walk never met: positions, entries of the table, deadlines. */
export function neverMet({ nodes, accepted }: Graph, counters: Counters): Coverage {
  const positions = new Set(nodes.map(({ position }) => position));
  const fired = new Set(nodes.flatMap(({ edges }) => edges.filter(({ by }) => by === 'clock').map(({ act }) => act)));
  return {
    positions: POSITIONS.filter((position) => !positions.has(position)),
    commands: entriesOf(counters).filter((entry) => !accepted.has(entry)),
    deadlines: DEADLINE_NAMES.filter((name) => !fired.has(name)),
  };
}

/** Whether a claim can begin in every way; a policy without, say, physical goods need not meet all of the process. */
export function offersEverything({ nodes, beginnings }: Graph): boolean {
  const offered = new Set(beginnings.map((id) => nodes[id]?.world.beginning));
  return BEGINNINGS.every((beginning) => offered.has(beginning) || beginning === 'virtual, succeeded');
}

export function countEntries(counters: Counters): number {
  return entriesOf(counters).length;
}
