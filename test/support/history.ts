import fc from 'fast-check';
import { actionsOf } from '../../src/domain/actions.ts';
import { type Actor, type Claim, REMEDIES, SUSPENSION_GROUNDS } from '../../src/domain/claim.ts';
import type { Command, CommandType } from '../../src/domain/command.ts';
import type { Decision, OrderLine } from '../../src/domain/context.ts';
import { COMMANDS } from '../../src/domain/process.ts';
import { FAULTS, type RulingContent } from '../../src/domain/verdict.ts';
import { ACTORS } from './actors.ts';
import { bodyOf, type Given, rulingOn } from './bodies.ts';
import { policyWith, swift, taobaoClassic } from './policies.ts';
import { STORIES, STORY_NAMES, type StoryName } from './positions.ts';
import { opening, type Scenario, type Setting, scenario } from './scenario.ts';

const GOODS = ['physical', 'virtual'] as const;
const LINE_STATUSES = ['paid', 'shipped', 'succeeded'] as const;

/** Every combination of goods, order status, reason and remedy that the policy lets a buyer ask for. */
function askable(policy = taobaoClassic): Setting[] {
  const all = GOODS.flatMap((goods) =>
    LINE_STATUSES.flatMap((status) =>
      policy.reasons.flatMap(({ code }) =>
        REMEDIES.flatMap((remedy) =>
          [true, false].map(
            (goodsReceived): Setting => ({ goods, status, reason: code, remedy, goodsReceived, policy }),
          ),
        ),
      ),
    ),
  );
  return all.filter((setting) => !opening(setting).refused);
}

const lowValue = policyWith({ 'ruling.low_value_limit': 13_000, 'intervention.max_withdrawals': 1 });
const quick = { ...swift, values: { ...swift.values, 'intervention.virtual_wait': 'PT12H' } };

const settings: fc.Arbitrary<Setting> = fc
  .tuple(
    fc.constantFrom(...askable(), ...askable(lowValue), ...askable(quick)),
    fc.constantFrom({}, {}, { amount: 60_000 }, { shipping: 0 }, { refunded: 4_000, held: 1_000 }),
    fc.constantFrom('2026-03-02T02:00:00Z', '2026-09-25T15:59:59.999Z', '2026-12-20T16:00:00Z'),
  )
  .map(([asked, line, at]) => ({ ...asked, line, at }));

const ACTING: readonly Actor[] = [
  ...Array<Actor>(5).fill(ACTORS.buyer),
  ...Array<Actor>(5).fill(ACTORS.seller),
  ...Array<Actor>(4).fill(ACTORS.mediator),
  ...Array<Actor>(2).fill(ACTORS.supervisor),
  ACTORS.colleague,
  ACTORS.otherMediator,
  ACTORS.otherSupervisor,
  ACTORS.operator,
  ACTORS.marketplace,
  ACTORS.otherBuyer,
  ACTORS.otherSeller,
  { role: 'supervisor', id: ACTORS.seller.id },
  { role: 'system' },
];

/** How a body differs from the one that fits; an amount is a share of what was paid, in percent. */
export const variants = fc.record({
  plain: fc.boolean(),
  remedy: fc.constantFrom(...REMEDIES),
  ruled: fc.constantFrom(...REMEDIES, 'none' as const),
  percent: fc.constantFrom(1, 50, 99, 100, 101),
  reason: fc.constantFrom(...taobaoClassic.reasons.map(({ code }) => code)),
  refusal: fc.constantFrom('goods_fine', 'buyer_caused', 'unknown'),
  fault: fc.constantFrom(...FAULTS),
  party: fc.constantFrom('buyer', 'seller'),
  flag: fc.boolean(),
  other: fc.boolean(),
  ground: fc.constantFrom(...SUSPENSION_GROUNDS),
});
export type Variant = typeof variants extends fc.Arbitrary<infer V> ? V : never;

type Varied = { readonly [T in CommandType]?: Given<T> };

/** A body for a command, fitting or not quite. */
export function variedCommand(
  type: CommandType,
  { claim, line }: Pick<Scenario, 'claim' | 'line'>,
  v: Variant,
): Command {
  const amount = Math.ceil(((line.amount + line.shipping) * v.percent) / 100);
  const files = v.flag ? ['fil_shown'] : [];
  const { party: freight, remedy, reason } = v;
  const content: Partial<RulingContent> = {
    remedy: v.ruled,
    fault: v.fault,
    ...(v.ruled === 'none' ? {} : { amount }),
  };
  const inconsistent = v.other && v.flag ? { returnGoods: v.flag } : {};
  const ruling = rulingOn(claim, { ...content, ...inconsistent });
  const varied: Varied = {
    modify_terms: { terms: v.other ? { amount } : { remedy, amount, reason, goodsReceived: v.flag } },
    agree: { addressGiven: v.flag },
    refuse: { reason: v.refusal, files },
    propose: { remedy, amount, freight },
    contest_return: { files },
    appeal: { files },
    submit_evidence: { files },
    assign: { mediatorId: v.flag ? ACTORS.otherMediator.id : ACTORS.seller.id },
    require_evidence: { from: v.party },
    admit_evidence: { admitted: v.flag },
    rule: ruling,
    decide_appeal: { outcome: v.flag ? 'overturned' : 'upheld', ruling: v.other ? ruling : null },
    suspend: { ground: v.ground },
  };
  const given = (v.plain ? {} : (varied[type] ?? {})) as Given<CommandType>;
  return { type, body: bodyOf(type, claim, given) } as Command;
}

/** How time passes before a move: a span, or until about the next deadline. */
const wait = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ by: 0 }) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 30 * 3_600_000 }).map((by) => ({ by })) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 20 * 86_400_000 }).map((by) => ({ by })) },
  { weight: 3, arbitrary: fc.constantFrom(-1, 0, 1).map((deadline) => ({ deadline })) },
);

const move = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.record({
      kind: fc.constant('command' as const),
      wait,
      actor: fc.constantFrom(...ACTING),
      pick: fc.nat({ max: 999 }),
      /** Whether the command is one that the actor is offered. */
      offered: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
      variant: variants,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('refund' as const),
      wait,
      told: fc.constantFrom('refund_succeeded', 'refund_failed', 'instruct_refund_again'),
      pick: fc.nat({ max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('order' as const),
      wait,
      status: fc.constantFrom('shipped', 'succeeded', 'closed'),
    }),
  },
);
type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

/** A claim as it was at some moment of its history. */
export interface Moment {
  readonly claim: Claim;
  readonly now: number;
  readonly line: OrderLine;
}

export interface History {
  readonly s: Scenario;
  readonly moments: readonly Moment[];
  /** What each command and report brought about. */
  readonly decisions: readonly Decision[];
}

function passTime(s: Scenario, passing: Move['wait']): void {
  if ('by' in passing) s.at(s.now + passing.by);
  else s.at(Math.max(s.now, (s.deadline?.at ?? s.now) + passing.deadline));
}

function make(s: Scenario, now: Move): Decision | null {
  switch (now.kind) {
    case 'command': {
      const offered = actionsOf(s.claim, s.context(now.actor)).actions.map(({ command }) => command);
      // Giving up is always offered, and would end most histories before they have begun.
      const tried = offered.filter((command) => command !== 'withdraw' || now.pick % 8 === 0);
      const among = now.offered && tried.length > 0 ? tried : COMMANDS;
      return s.attempts(now.actor, variedCommand(among[now.pick % among.length]!, s, now.variant));
    }
    case 'refund': {
      const refundId = s.claim.refunds[now.pick]?.id ?? 'rfd_unknown';
      if (now.told === 'refund_failed') return s.reports({ type: now.told, refundId, reason: 'The bank said no.' });
      if (now.told === 'refund_succeeded') return s.reports({ type: now.told, refundId, reference: null });
      return s.reports({ type: now.told, refundId });
    }
    case 'order':
      s.orderChanges({ status: now.status, ...(now.status === 'succeeded' ? { succeededAt: s.now } : {}) });
      return null;
  }
}

/** Where a history begins, and what everybody then tries. */
export interface Plan {
  /** A fresh application, or one of the stories told before, so that late states are seen often enough. */
  readonly begin: Setting | StoryName;
  readonly moves: readonly Move[];
}

/** Any actor, any command, any body, at any time, on any kind of order. */
export const plans: fc.Arbitrary<Plan> = fc.record({
  begin: fc.oneof(
    { weight: 3, arbitrary: settings },
    { weight: 1, arbitrary: fc.constantFrom(...STORY_NAMES) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<StoryName>(
        'refused, goods contested',
        'review',
        'awaiting_approval',
        'closed, ruled',
        'succeeded, ruled',
      ),
    },
  ),
  moves: fc.array(move, { minLength: 1, maxLength: 40, size: 'max' }),
});

/** Lets a plan happen. Money, deadlines and history are checked after every step, as in every scenario. */
export function play({ begin, moves }: Plan): History {
  const s = typeof begin === 'string' ? STORIES[begin]() : scenario(begin);
  const moments: Moment[] = [];
  const decisions: Decision[] = [];
  const remember = () => moments.push({ claim: s.claim, now: s.now, line: s.line });
  remember();
  for (const one of moves) {
    passTime(s, one.wait);
    remember();
    const decision = make(s, one);
    if (decision) decisions.push(decision);
    remember();
  }
  return { s, moments, decisions };
}
