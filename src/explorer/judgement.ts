import type { Party } from '../domain/claim.ts';
import type { Milliseconds } from '../domain/time.ts';
import { type Coverage, neverMet, offersEverything } from './coverage.ts';
import { endlessPlay } from './cycle.ts';
import type { Exploration } from './exploration.ts';
import type { Edge, Offence } from './graph.ts';
import type { Life } from './life.ts';
import { modificationsToAsk, type Silence } from './silence.ts';
import { spanInWords, stepInWords, storyOf } from './story.ts';
import { worstUnattended } from './unattended.ts';
import { type Warning, warningsOf } from './warning.ts';

/** Every check, by its name, with what it holds. */
export const CHECKS = {
  complete: 'the walk met every state there is',
  positions: 'every status and every stage can be reached',
  commands: 'every command is accepted wherever the process table says so',
  deadlines: 'every deadline can pass',
  one_deadline: 'each waiting state has exactly one deadline (R3)',
  exact_deadlines: 'a deadline takes effect at its own instant, whoever looks first (R2)',
  ends_by_itself: 'every state leads to an end that needs nobody but the payment provider (R4)',
  bounded:
    'no play of both parties and the staff goes on for ever, but for what the staff repeat and both agree on (R4)',
  buyer_cannot_block: 'the buyer alone cannot keep a claim from ending (R4)',
  seller_cannot_block: 'the seller alone cannot keep a claim from ending (R4)',
  silence: 'whoever silence decides against could have acted',
  buyer_can_ask: 'a buyer whom the seller always refuses at once can ask for intervention (R30)',
  money: 'refunded and held never exceed paid, and an instruction is made once (R5)',
  held_as_asked: 'what is held is what the terms ask for (R13)',
  one_ruling: 'there is one ruling; only an overturned one gives way to another (R50, R56)',
  one_appeal_a_party: 'each party appeals at most once (R56)',
  appeal_pays_once: 'an appeal that grants no more than the buyer has had pays nothing more (R56)',
  terminal_is_final: 'what has ended stays as it ended; only an appeal goes on beside it (R56)',
  hold_and_release: 'the payout is held until nothing can change any more, and no longer (R16)',
  gapless: 'versions follow each other without gaps (R6)',
} as const;
export type CheckName = keyof typeof CHECKS;

export interface CheckResult {
  readonly name: CheckName;
  readonly ok: boolean;
  /** Where it does not hold: the shortest story that shows it, one step an entry. */
  readonly story?: readonly string[];
}

export interface Lives {
  /** The longest a claim lasts once nobody acts any more, and how it comes to the state where that is so. */
  readonly unattended: Milliseconds;
  readonly unattendedStory: readonly string[];
  /** The longest whole life; null where a check says that there is none. */
  readonly whole: Life | null;
}

export interface Judgement {
  readonly checks: readonly CheckResult[];
  readonly warnings: readonly Warning[];
  readonly lives: Lives;
}

function storyOfOffence({ graph }: Exploration, { node, words }: Offence): string[] {
  const last = words();
  return [...storyOf(graph, node), ...(last ? [last] : [])];
}

/** A play without end: how it begins, and what is then repeated. */
function storyOfPlay({ graph }: Exploration, play: readonly Edge[]): string[] {
  const [first] = play;
  if (!first) return [];
  const steps = play.flatMap((edge) => {
    const node = graph.nodes[edge.from];
    return node ? [stepInWords(edge, node)] : [];
  });
  return [...storyOf(graph, first.from), ...steps, 'and so on for ever'];
}

function storyOfSilence({ graph }: Exploration, { node, party, published }: Silence): string[] {
  const clock = graph.nodes[node]?.edges.find(({ by }) => by === 'clock');
  const end = clock ? clock.words() : `nobody acts for ${spanInWords(published)}`;
  return [...storyOf(graph, node), end, `the ${party} had nothing to answer with`];
}

function playOf(exploration: Exploration, party: Party): string[] | null {
  const { graph, counted } = exploration;
  const alone = [party, 'clock', 'provider'];
  const play = endlessPlay(graph, ({ by, spends }) => alone.includes(by) && (spends === null || !counted));
  return play && storyOfPlay(exploration, play);
}

function boundedStory(exploration: Exploration): string[] | null {
  const offence = exploration.graph.offences.find(({ check }) => check === 'bounded');
  if (offence) return storyOfOffence(exploration, offence);
  return exploration.endless && storyOfPlay(exploration, exploration.endless);
}

function stuckStory({ graph, unattended }: Exploration): string[] | null {
  const stuck = unattended.spans.indexOf(null);
  return stuck === -1 ? null : [...storyOf(graph, stuck), 'nobody acts, and it never ends'];
}

function silenceStory(exploration: Exploration): string[] | null {
  const modifiable = exploration.counters.modifications > 0;
  const silenced = exploration.silences.find(({ open, openWhenSpent }) => (modifiable ? open : openWhenSpent) === null);
  return silenced ? storyOfSilence(exploration, silenced) : null;
}

/** A beginning from which no number of modifications the policy allows leads to an intervention. */
function askingStory({ graph, counters }: Exploration): string[] | null {
  for (const id of graph.beginnings) {
    const needed = modificationsToAsk(graph, id);
    if (needed === undefined || (needed !== null && needed <= counters.modifications)) continue;
    const last =
      needed === null
        ? 'the seller refuses at once, every time, and the right to ask for intervention never opens'
        : `the seller refuses at once, every time: the right to ask opens after ${needed} modifications, and ${counters.modifications} are allowed`;
    return [...storyOf(graph, id), last];
  }
  return null;
}

function metStory(never: readonly string[], everything: boolean): string[] | null {
  return never.length > 0 && everything ? never.map((name) => `never met: ${name}`) : null;
}

type Story = readonly string[] | null;

function storiesOf(exploration: Exploration, never: Coverage): Record<CheckName, Story> {
  const { graph } = exploration;
  const everything = offersEverything(graph);
  const offence = (name: CheckName): Story => {
    const found = graph.offences.find(({ check }) => check === name);
    return found ? storyOfOffence(exploration, found) : null;
  };
  return {
    complete: graph.complete ? null : [`more than ${graph.nodes.length - 1} states: the lengths lie too far apart`],
    positions: metStory(never.positions, everything),
    commands: metStory(never.commands, everything),
    deadlines: metStory(never.deadlines, everything),
    one_deadline: offence('one_deadline'),
    exact_deadlines: offence('exact_deadlines'),
    ends_by_itself: stuckStory(exploration),
    bounded: boundedStory(exploration),
    buyer_cannot_block: playOf(exploration, 'buyer'),
    seller_cannot_block: playOf(exploration, 'seller'),
    silence: silenceStory(exploration),
    buyer_can_ask: askingStory(exploration),
    money: offence('money'),
    held_as_asked: offence('held_as_asked'),
    one_ruling: offence('one_ruling'),
    one_appeal_a_party: offence('one_appeal_a_party'),
    appeal_pays_once: offence('appeal_pays_once'),
    terminal_is_final: offence('terminal_is_final'),
    hold_and_release: offence('hold_and_release'),
    gapless: offence('gapless'),
  };
}

function livesOf({ graph, unattended, life }: Exploration): Lives {
  const { node, span } = worstUnattended(unattended);
  return { unattended: span, unattendedStory: storyOf(graph, node), whole: life };
}

/** What the walk proves of a policy: each check with its own result, and where it fails the shortest story. */
export function judge(exploration: Exploration): Judgement {
  const never = neverMet(exploration.graph, exploration.counters);
  const stories = storiesOf(exploration, never);
  const checks = (Object.keys(CHECKS) as CheckName[]).map((name): CheckResult => {
    const story = stories[name];
    return story ? { name, ok: false, story } : { name, ok: true };
  });
  return { checks, warnings: warningsOf(exploration), lives: livesOf(exploration) };
}
