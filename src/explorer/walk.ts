import type { Terms } from '../domain/claim.ts';
import type { Policy, Rules } from '../domain/policy.ts';
import type { Instant } from '../domain/time.ts';
import { tryCommands, tryReports } from './attempt.ts';
import type { Graph, Node } from './graph.ts';
import type { Process } from './process.ts';
import { consequenceInWords, spanInWords } from './story.ts';
import { addStep, checkChange, graphOf, NOTHING, offend, stateOf, type Walk } from './walk-state.ts';
import { BUYER, partOf, termsIn, type World, worldsOf } from './world.ts';
import { withoutCalendar } from './worst-length.ts';

/** When every walk begins. Any instant would do: nothing in it leans on the calendar. */
const START: Instant = Date.UTC(2026, 0, 1);

/** A number that no path of the walk reaches; nought stays nought, for it forbids the command altogether. */
const countless = (limit: number) => (limit === 0 ? 0 : 1_000_000);

function rulesToWalk(rules: Rules): Rules {
  const { policy, ...rest } = withoutCalendar(rules);
  const values = {
    ...policy.values,
    'claim.max_modifications': countless(policy.values['claim.max_modifications']),
    'intervention.max_withdrawals': countless(policy.values['intervention.max_withdrawals']),
  };
  return { ...rest, policy: { ...policy, values } };
}

function openIn(walk: Walk, world: World, terms: Terms): Node | null {
  const context = { actor: BUYER, now: START, rules: walk.rules, line: world.line };
  const decision = walk.process.openClaim({ claimId: 'clm_1', terms, applications: 0, live: false }, context);
  walk.attempts += 1;
  if (decision.refused) return null;
  const goods = world.line.goods === 'virtual' ? `${world.beginning} goods` : `goods ${world.beginning}`;
  const opening = `the buyer opens a claim (${terms.remedy}, ${terms.reason}; ${goods})`;
  const { claim, events } = decision;
  const deadline = walk.process.nextDeadlineOf(claim, walk.rules);
  const node = stateOf(walk, { world, claim, at: START, opening, deadline }, () => null);
  checkChange(walk, { before: null, after: claim, events, line: world.line }, { node: node.id, words: NOTHING });
  return node;
}

/** Opens a claim of every kind on a line: all terms the rules allow, for the whole amount and for part of it. */
function openAll(walk: Walk, world: World): Node[] {
  const { policy } = walk.rules;
  const opened = termsIn(world, policy).flatMap((terms) => {
    const node = openIn(walk, world, terms);
    if (node) openIn(walk, world, { ...terms, amount: partOf(world, policy) });
    return node ? [{ node, terms }] : [];
  });
  const kinds = new Map<number, Terms>();
  for (const { node, terms } of opened) if (!kinds.has(node.id)) kinds.set(node.id, terms);
  walk.terms.set(world, [...kinds.values()]);
  return [...new Set(opened.map(({ node }) => node))];
}

/** When a refusal now says that time alone will lift it. */
function openingInstants(walk: Walk, { claim, at, world }: Node): Instant[] {
  const command = { type: 'request_intervention', body: { words: 'words', files: [] } } as const;
  const context = { actor: BUYER, now: at, rules: walk.rules, line: world.line };
  const lifted = walk.process.decide(claim, command, context).refused?.availableAt ?? null;
  return lifted === null ? [] : [lifted - 1, lifted];
}

/** On entering the state, just before something opens and when it does, and just before the deadline. */
function instantsOf(walk: Walk, node: Node): Instant[] {
  const { at, deadline } = node;
  if (!deadline) return [at];
  const instants = [at, ...openingInstants(walk, node), deadline.at - 1];
  return [...new Set(instants)].filter((instant) => instant >= at && instant < deadline.at).sort((a, b) => a - b);
}

/** R2: nothing happens before the deadline, and whoever looks later finds what had happened at it. */
function checkExact(walk: Walk, { id, claim, at, deadline }: Node): void {
  if (!deadline) return;
  const events = (now: Instant) => walk.process.catchUp(claim, now, walk.rules).events;
  const [early, due, late] = [events(Math.max(at, deadline.at) - 1), events(deadline.at), events(deadline.at + 1)];
  const exact = due.length > 0 && due.every((event, index) => late[index]?.at === event.at && event.at <= deadline.at);
  const premature = deadline.at > at && early.length > 0;
  if (!exact || premature) offend(walk, { check: 'exact_deadlines', node: id, words: NOTHING });
}

function passDeadline(walk: Walk, node: Node): void {
  const { claim, deadline, at } = node;
  if (!deadline) return;
  walk.attempts += 1;
  const waited = Math.max(0, deadline.at - at);
  const words = () => `nobody acts for ${spanInWords(waited)}: ${consequenceInWords(deadline.then)}`;
  const { claim: after, events } = walk.process.applyDeadline(claim, deadline, walk.rules);
  const now = Math.max(at, deadline.at);
  addStep(walk, node, {
    act: deadline.then,
    by: 'clock',
    words,
    at: now,
    before: claim,
    claim: after,
    events,
    spends: null,
  });
}

function expand(walk: Walk, node: Node): void {
  walk.byEnds.clear();
  checkExact(walk, node);
  for (const at of instantsOf(walk, node)) {
    tryCommands(walk, node, at);
    tryReports(walk, node, at);
  }
  passDeadline(walk, node);
}

function begin(rules: Rules, { process, onMeeting }: Way): Walk {
  const { values }: Policy = rules.policy;
  return {
    rules: rulesToWalk(rules),
    counters: {
      modifications: values['claim.max_modifications'],
      withdrawals: values['intervention.max_withdrawals'],
    },
    process,
    nodes: [],
    byKey: new Map(),
    byEnds: new Map(),
    offences: [],
    accepted: new Set(),
    terms: new Map(),
    onMeeting,
    attempts: 0,
  };
}

/** What is walked, and how far. */
export interface Way {
  readonly process: Process;
  /** States at which the walk gives up. */
  readonly limit: number;
  readonly onMeeting?: Walk['onMeeting'];
}

/**
 * Every state that a claim can come to under these rules, found breadth first from every way in which a claim can
 * begin, through the functions of the process themselves. Stops at its limit of states, and says so.
 */
export function walk(rules: Rules, way: Way): Graph {
  const under = begin(rules, way);
  const beginnings = worldsOf(under.rules.policy).flatMap((world) => openAll(under, world));
  let next = 0;
  for (let node = under.nodes[0]; node && under.nodes.length <= way.limit; node = under.nodes[next]) {
    expand(under, node);
    next += 1;
  }
  return graphOf(under, [...new Set(beginnings.map(({ id }) => id))], next >= under.nodes.length);
}
