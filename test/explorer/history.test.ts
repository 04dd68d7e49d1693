import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDeadline } from '../../src/domain/catch-up.ts';
import type { Claim } from '../../src/domain/claim.ts';
import type { Command } from '../../src/domain/command.ts';
import { nextDeadlineOf } from '../../src/domain/deadline.ts';
import { decide } from '../../src/domain/decide.ts';
import { moneyOf } from '../../src/domain/money.ts';
import { COMMANDS, POSITIONS } from '../../src/domain/process.ts';
import { report } from '../../src/domain/report.ts';
import type { Instant } from '../../src/domain/time.ts';
import { bodiesOf, COMMAND_ACTORS } from '../../src/explorer/body.ts';
import { explore } from '../../src/explorer/exploration.ts';
import type { Node } from '../../src/explorer/graph.ts';
import { keyOf } from '../../src/explorer/state-key.ts';
import { MARKETPLACE } from '../../src/explorer/world.ts';
import { EVERY_BEGINNING, smallRules } from './small.ts';

const { graph } = explore(smallRules({}, EVERY_BEGINNING));
const { rules } = graph;
const known = new Map(graph.nodes.map((node) => [node.key, node]));
const terms = (world: Node['world']) => [
  ...new Map(
    graph.beginnings
      .map((id) => graph.nodes[id])
      .flatMap((node) => (node?.world === world ? [[node.key, node.claim.terms] as const] : [])),
  ).values(),
];

interface Moment {
  readonly claim: Claim;
  readonly at: Instant;
}

/** One throw of the dice: which command, by whom, with which body; and whether to wait first. */
interface Throw {
  readonly command: number;
  readonly actor: number;
  readonly body: number;
  readonly wait: number;
}

const aThrow: fc.Arbitrary<Throw> = fc.record({
  command: fc.noBias(fc.nat()),
  actor: fc.noBias(fc.nat()),
  body: fc.noBias(fc.nat()),
  wait: fc.noBias(fc.nat({ max: 99 })),
});

const pick = <T>(list: readonly T[], number: number): T | undefined => list[number % Math.max(1, list.length)];

/** Mostly at once; now and then just before the deadline, and now and then the deadline passes. */
function waitOn({ claim, at }: Moment, { wait }: Throw): Moment {
  const deadline = nextDeadlineOf(claim, rules);
  if (!deadline) return answered({ claim, at });
  if (wait >= 92) return { claim: applyDeadline(claim, deadline, rules).claim, at: Math.max(at, deadline.at) };
  return { claim, at: wait >= 80 ? Math.max(at, deadline.at - 1) : at };
}

function answered({ claim, at }: Moment): Moment {
  const open = claim.refunds.find(({ status }) => status !== 'succeeded');
  if (!open) return { claim, at };
  const told = { type: 'refund_succeeded', refundId: open.id, reference: null } as const;
  const decision = report(claim, told, { actor: MARKETPLACE, now: at, rules, line: graph.nodes[0]!.world.line });
  return { claim: decision.refused ? claim : decision.claim, at };
}

function act(moment: Moment, world: Node['world'], dice: Throw): Moment {
  const { claim, at } = moment;
  const type = pick(COMMANDS, dice.command) ?? 'withdraw';
  const actor = pick(COMMAND_ACTORS.get(type) ?? [], dice.actor) ?? MARKETPLACE;
  const scene = { claim, world, policy: rules.policy, terms: terms(world), late: true };
  const body = pick<unknown>(bodiesOf(type, scene, actor), dice.body);
  if (body === undefined) return moment;
  const decision = decide(claim, { type, body } as Command, { actor, now: at, rules, line: world.line });
  return decision.refused ? moment : { claim: decision.claim, at };
}

const visited = new Set<string>();

/** Commands that both lead to an end and can be given nearly always are left to one throw in ten, or all would end soon. */
const ENDING: readonly (string | undefined)[] = ['withdraw', 'agree', 'accept_proposal', 'rule'];

function play(beginning: Node, throws: readonly Throw[]): void {
  const { world } = beginning;
  let moment: Moment = { claim: beginning.claim, at: beginning.at };
  for (const dice of throws) {
    moment = waitOn(moment, dice);
    if (!ENDING.includes(pick(COMMANDS, dice.command)) || dice.wait % 10 === 0) moment = act(moment, world, dice);
    const state = known.get(keyOf(moment.claim, moment.at, { policy: rules.policy, world }));
    expect(state, `${moment.claim.state.status} at ${moment.at}`).toBeDefined();
    visited.add(state?.key ?? '');
    const deadline = nextDeadlineOf(moment.claim, rules);
    const left = deadline ? deadline.at - moment.at : 0;
    expect(left).toBeLessThanOrEqual(state?.remaining ?? 0);
    expect(moneyOf(moment.claim).refunded).toBeLessThanOrEqual(world.line.amount + world.line.shipping);
  }
}

describe('random histories of the real process', () => {
  it('R4: every state they come to is one that the walk has met, with no more time left than it says', () => {
    const beginnings = graph.beginnings.flatMap((id) => graph.nodes[id] ?? []);
    fc.assert(
      fc.property(fc.noBias(fc.nat()), fc.array(aThrow, { minLength: 40, maxLength: 150 }), (begin, throws) => {
        play(pick(beginnings, begin)!, throws);
      }),
      { seed: 20_261_108, numRuns: 800 },
    );
    const positions = new Set([...visited].map((key) => known.get(key)?.position));
    console.log(`random histories came to ${visited.size} of ${graph.nodes.length} states`);
    expect(visited.size).toBeGreaterThan(400);
    expect(positions.size).toBe(POSITIONS.length);
  }, 60_000);
});
