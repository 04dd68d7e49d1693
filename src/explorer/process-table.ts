import type { CommandType } from '../domain/command.ts';
import type { DeadlineName } from '../domain/deadline.ts';
import { POSITIONS, type Position, PROCESS } from '../domain/process.ts';
import type { Edge, Graph } from './graph.ts';
import { consequenceInWords } from './story.ts';

const STAGES: readonly Position[] = ['evidence', 'required', 'reply', 'review', 'awaiting_approval'];

const isStage = (position: Position) => STAGES.includes(position);

/** Footnotes of the table: when the process asks for a ruling, or for none. */
const MARKS = { before: '', after: '²', any: '¹' } as const;

/** What a mover was seen to do in a position, over every policy. */
function doneBy(graphs: readonly Graph[], position: Position, mover: string): string {
  const openings = graphs.flatMap(({ nodes }) =>
    nodes.filter((node) => node.position === position).flatMap((node) => [...node.openings.keys()]),
  );
  const prefix = `${mover} `;
  const seen = new Set(openings.filter((opening) => opening.startsWith(prefix)).map((one) => one.slice(prefix.length)));
  const commands = (Object.keys(PROCESS) as CommandType[]).filter((command) => seen.has(command));
  return commands.map((command) => `\`${command}\`${MARKS[PROCESS[command].ruling]}`).join(', ') || '–';
}

interface Passing {
  readonly then: DeadlineName;
  readonly rules: Set<string>;
  readonly to: Set<string>;
}

/** The deadlines that were seen to pass in a position, with their rules and where they lead. */
function passingIn(graphs: readonly Graph[], position: Position): Passing[] {
  const found = new Map<DeadlineName, Passing>();
  for (const { nodes } of graphs) {
    for (const { deadline, edges, ...node } of nodes) {
      if (node.position !== position || node.suspended || !deadline) continue;
      const passing = found.get(deadline.then) ?? { then: deadline.then, rules: new Set(), to: new Set() };
      const rule = deadline.why.at(-1)?.rule;
      if (rule) passing.rules.add(rule);
      for (const { to, by } of edges) if (by === 'clock') passing.to.add(nodes[to]?.position ?? '');
      found.set(deadline.then, passing);
    }
  }
  return [...found.values()].sort((one, other) => (one.then < other.then ? -1 : 1));
}

function namesIn(positions: ReadonlySet<string>): string {
  return POSITIONS.filter((position) => positions.has(position))
    .map((position) => `\`${position}\``)
    .join(', ');
}

function deadlinesIn(graphs: readonly Graph[], position: Position): string {
  const told = passingIn(graphs, position).map(({ then, rules, to }) => {
    const stays = to.size === 1 && to.has(position);
    return `\`${then}\` (${[...rules].sort().join(', ')}): ${consequenceInWords(then)}${stays ? '' : ` → ${namesIn(to)}`}`;
  });
  return told.join('<br>') || '–';
}

/** The process as a table: where a claim stands, who may do what there, and what silence brings about. */
export function processTable(graphs: readonly Graph[]): string {
  const rows = POSITIONS.map((position) => {
    const cells = ['buyer', 'seller', 'staff'].map((mover) => doneBy(graphs, position, mover));
    const name = isStage(position) ? `in_intervention / ${position}` : position;
    return `| **${name}** | ${cells.join(' | ')} | ${deadlinesIn(graphs, position)} |`;
  });
  return ['| where | buyer | seller | staff | when nobody acts |', '|---|---|---|---|---|', ...rows].join('\n');
}

const DIRECTIONS = 3;

/** What leads from one position to another: deadlines last and in italics, a long list cut short. */
function labelOf(acts: ReadonlyMap<string, Edge['by']>): string {
  const commands = [...acts].filter(([, by]) => by !== 'clock').map(([act]) => act);
  const deadlines = [...acts].filter(([, by]) => by === 'clock').map(([act]) => `⏱ ${act}`);
  const all = [...commands, ...deadlines];
  const more = all.length > DIRECTIONS ? [`… ${all.length - DIRECTIONS} more`] : [];
  return [...all.slice(0, DIRECTIONS), ...more].join(', ');
}

function linesOf(graphs: readonly Graph[]): string[] {
  const ways = new Map<string, Map<string, Edge['by']>>();
  for (const { nodes } of graphs) {
    for (const { position, edges } of nodes) {
      for (const { to, act, by } of edges) {
        const target = nodes[to]?.position ?? position;
        if (target === position) continue;
        const name = `${position} --> ${target}`;
        const acts = ways.get(name) ?? new Map<string, Edge['by']>();
        acts.set(act, by);
        ways.set(name, acts);
      }
    }
  }
  return [...ways].map(([name, acts]) => `  ${name}: ${labelOf(new Map([...acts].sort()))}`).sort();
}

/** Every way between two positions that the walk took, as a Mermaid state diagram. */
export function processDiagram(graphs: readonly Graph[]): string {
  const stages = STAGES.map((stage) => `    ${stage}`);
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> awaiting_seller: open',
    '  state in_intervention {',
    ...stages,
    '  }',
    ...linesOf(graphs),
    '  succeeded --> [*]',
    '  closed --> [*]',
    '```',
  ].join('\n');
}
