import { describe, expect, it } from 'vitest';
import { applyDeadline } from '../../src/domain/catch-up.ts';
import type { Claim, Terms } from '../../src/domain/claim.ts';
import type { Command, CommandType } from '../../src/domain/command.ts';
import { nextDeadlineOf } from '../../src/domain/deadline.ts';
import { decide } from '../../src/domain/decide.ts';
import { COMMANDS } from '../../src/domain/process.ts';
import type { Instant } from '../../src/domain/time.ts';
import { bodiesOf, COMMAND_ACTORS } from '../../src/explorer/body.ts';
import { explore } from '../../src/explorer/exploration.ts';
import type { Node } from '../../src/explorer/graph.ts';
import { keyOf } from '../../src/explorer/state-key.ts';
import { EVERY_BEGINNING, smallRules } from './small.ts';

/** Answer what a key leaves out on purpose: an open proposal, the owner and the level, late evidence not decided on. */
const SEQUELS: readonly CommandType[] = [
  'propose',
  'accept_proposal',
  'decline_proposal',
  'take',
  'release',
  'escalate',
  'admit_evidence',
];

interface Met {
  readonly claim: Claim;
  readonly at: Instant;
}

const meetings = new Map<Node, Met>();
const EVERY = 9;
let met = 0;

/** Reasons that refund shipping and one that does not, and a second line: all that amounts depend on. */
const mixed = smallRules({ 'ruling.low_value_limit': 2_000 }, [...EVERY_BEGINNING, 'unwanted']);

/** Keeps, of every ninth state, the last claim that came to it after the first. */
const { graph } = explore(mixed, {
  onMeeting: (node, claim, at) => {
    met += 1;
    if (node.id % EVERY === 0) meetings.set(node, { claim, at });
  },
});
const { rules } = graph;
const terms = new Map<Node['world'], Terms[]>();
for (const id of graph.beginnings) {
  const { world, claim } = graph.nodes[id]!;
  terms.set(world, [...(terms.get(world) ?? []), claim.terms]);
}

/** What a command leads to, by whoever may give it: a state, or none. */
function outcomes(type: CommandType, { claim, at }: Met, world: Node['world']): string[] {
  const scene = { claim, world, policy: rules.policy, terms: terms.get(world) ?? [], late: true };
  const actors = COMMAND_ACTORS.get(type) ?? [];
  const bodies = bodiesOf(type, scene, actors[0]!) as readonly unknown[];
  return bodies.map((body) => {
    const reached = actors.flatMap((actor) => {
      const decision = decide(claim, { type, body } as Command, { actor, now: at, rules, line: world.line });
      return decision.refused ? [] : [keyOf(decision.claim, at, { policy: rules.policy, world })];
    });
    return [...new Set(reached)].join();
  });
}

/** Everything that can be done to a claim now or be suffered later, as the states it leads to. */
function future(met: Met, world: Node['world']): Record<string, unknown> {
  const deadline = nextDeadlineOf(met.claim, rules);
  const compared = COMMANDS.filter((type) => !SEQUELS.includes(type));
  const commands = (moment: Met) => Object.fromEntries(compared.map((type) => [type, outcomes(type, moment, world)]));
  if (!deadline) return { now: commands(met) };
  const after = applyDeadline(met.claim, deadline, rules).claim;
  const late = { claim: met.claim, at: Math.max(met.at, deadline.at - 1) };
  return {
    now: commands(met),
    late: commands(late),
    then: deadline.then,
    after: keyOf(after, Math.max(met.at, deadline.at), { policy: rules.policy, world }),
  };
}

describe('what the walk leaves out of a state', () => {
  it('R4: claims that are one state to the walk have the same future, whatever else tells them apart', () => {
    let compared = 0;
    for (const [node, other] of meetings) {
      const expected = future({ claim: node.claim, at: node.at }, node.world);
      expect(future(other, node.world), node.key).toEqual(expected);
      compared += 1;
    }
    console.log(`${met} meetings in ${graph.nodes.length} states; compared ${compared}`);
    expect(compared).toBeGreaterThan(500);
  }, 60_000);

  it('the comparison bites: other states have another future', () => {
    const refused = graph.nodes.filter(({ position, key }) => position === 'refused' && key.startsWith('virtual'));
    const futures = refused
      .slice(0, 4)
      .map((node) => JSON.stringify(future({ claim: node.claim, at: node.at }, node.world)));
    expect(futures).toHaveLength(4);
    expect(new Set(futures).size).toBe(4);
  });
});
