import { type Action, actionsOf, type Unavailable } from '../../src/domain/actions.ts';
import { catchUp } from '../../src/domain/catch-up.ts';
import type { Actor, Claim, Remedy, Terms } from '../../src/domain/claim.ts';
import type { Bodies, Command, CommandType } from '../../src/domain/command.ts';
import type { Context, Decision, OrderLine } from '../../src/domain/context.ts';
import { type Deadline, nextDeadlineOf } from '../../src/domain/deadline.ts';
import { decide, openClaim } from '../../src/domain/decide.ts';
import type { ClaimEvent, EventType } from '../../src/domain/event.ts';
import { moneyOf } from '../../src/domain/money.ts';
import type { Policy, PolicyValues, Rules } from '../../src/domain/policy.ts';
import type { Refused } from '../../src/domain/refusals.ts';
import { type Report, report } from '../../src/domain/report.ts';
import { DAY, type Instant } from '../../src/domain/time.ts';
import { ACTORS, type ActorName, type Doer, doerOf } from './actors.ts';
import { bodyOf, type Given } from './bodies.ts';
import { checkInvariants } from './invariants.ts';
import { policyWith, rulesOf, taobaoClassic } from './policies.ts';

/** Where a story begins. Everything has a default that fits the rest: a shipped pair of shoes with a hidden defect. */
export interface Setting {
  /** The instant of the application, T0. */
  readonly at?: string;
  readonly goods?: OrderLine['goods'];
  /** The order line's status at the application. */
  readonly status?: OrderLine['status'];
  readonly reason?: string;
  readonly remedy?: Remedy;
  readonly amount?: number;
  readonly goodsReceived?: boolean;
  readonly files?: readonly string[];
  readonly line?: Partial<OrderLine>;
  readonly values?: Partial<PolicyValues>;
  readonly policy?: Policy;
  readonly rules?: Rules;
  /** Claims opened on the line before, and whether one of them is live. */
  readonly applications?: number;
  readonly live?: boolean;
  readonly claimId?: string;
  readonly by?: Actor;
}

/** Whoever decides must not change what they decide from. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}

const T0 = '2026-03-02T02:00:00Z';

/** `+3d`, `+71h59m59s`, `+48h1ms`: milliseconds. */
export function span(text: string): number {
  const parts = /^\+(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/.exec(text);
  if (!parts) throw new Error(`not a span: ${text}`);
  const [days = 0, hours = 0, minutes = 0, seconds = 0, ms = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return days * DAY + hours * 3_600_000 + minutes * 60_000 + seconds * 1_000 + ms;
}

function lineOf(setting: Setting, now: Instant): OrderLine {
  const { goods = 'physical', status = 'shipped' } = setting;
  const succeeded = status === 'succeeded';
  return {
    orderId: 'T1001',
    lineId: '1',
    shopId: ACTORS.seller.shopId,
    buyerId: ACTORS.buyer.id,
    currency: 'CNY',
    amount: 12_900,
    shipping: 600,
    goods,
    status,
    receivedAt: succeeded ? now - 2 * DAY : null,
    succeededAt: succeeded ? now - DAY : null,
    refunded: 0,
    held: 0,
    ...setting.line,
  };
}

function defaultReason({ goods, status }: Setting): string {
  if (goods === 'virtual') return 'virtual_not_delivered';
  return status === 'paid' ? 'not_shipped' : 'quality_hidden';
}

const NOT_RECEIVED = ['not_shipped', 'not_received', 'virtual_not_delivered'];

function termsOf(setting: Setting, line: OrderLine): Terms {
  const reason = setting.reason ?? defaultReason(setting);
  const unshipped = line.goods === 'physical' && line.status === 'paid';
  const goodsReceived = setting.goodsReceived ?? !(NOT_RECEIVED.includes(reason) || unshipped);
  const full = line.amount + (unshipped ? line.shipping : 0) - line.refunded - line.held;
  return {
    remedy: setting.remedy ?? (goodsReceived && line.goods === 'physical' ? 'return_refund' : 'refund_only'),
    reason,
    amount: setting.amount ?? full,
    goodsReceived,
    description: 'It is not what I paid for.',
    files: setting.files ?? [],
  };
}

function rulesIn({ rules, policy = taobaoClassic, values = {} }: Setting): Rules {
  return rules ?? rulesOf(policyWith(values, policy));
}

/** Opens a claim: what the door would decide. */
export function opening(setting: Setting = {}): Decision & { readonly line: OrderLine; readonly rules: Rules } {
  const now = Date.parse(setting.at ?? T0);
  const line = lineOf(setting, now);
  const rules = rulesIn(setting);
  const { claimId = 'clm_1', applications = 0, live = false, by = ACTORS.buyer } = setting;
  const request = { claimId, terms: termsOf(setting, line), applications, live };
  return { ...openClaim(request, { actor: by, now, rules, line }), line, rules };
}

export type Scenario = Readonly<Record<ActorName, Doer>> & {
  readonly claim: Claim;
  /** Every event so far. */
  readonly events: readonly ClaimEvent[];
  readonly types: readonly EventType[];
  readonly now: Instant;
  readonly t0: Instant;
  readonly line: OrderLine;
  readonly rules: Rules;
  /** The next deadline to be applied: the state's, or an appeal's. */
  readonly deadline: Deadline | null;
  /** An instant of the story: a span from T0 (`+72h`), an instant as text, or milliseconds. */
  time(when: string | Instant): Instant;
  /** Time passes until then; what is due takes effect at its own instant (R2). Never back. */
  at(when: string | Instant): Scenario;
  /** Time passes, by a span from now. */
  after(length: string): Scenario;
  /** Time passes until the next deadline; `-1` is the last millisecond before it. */
  toDeadline(offset?: number): Scenario;
  as(actor: Actor): Doer;
  context(actor: Actor): Context;
  /** What would be decided now; nothing changes. */
  decision(actor: Actor, command: Command): Decision;
  /** Gives a command that may well be refused. */
  attempts(actor: Actor, command: Command): Decision;
  /** What would refuse the command now, with a body that is fine but for what is given; nothing changes. */
  refusal<T extends CommandType>(actor: Actor, type: T, body?: Given<T>): Refused | null;
  actions(actor: Actor): { readonly actions: readonly Action[]; readonly unavailable: readonly Unavailable[] };
  reports(told: Report): Decision;
  /** The last refund instructed succeeds, fails, or is tried again. */
  refundSucceeds(): Scenario;
  refundFails(): Scenario;
  refundAgain(): Scenario;
  /** The marketplace puts the order line anew; a line put as shipped is reported to the claim. */
  orderChanges(line: Partial<OrderLine>): Scenario;
  /** Another claim of the same line, after this one, now. */
  next(setting?: Setting): Scenario;
};

/** A claim's story: opened as the setting says, then whatever the test lets happen. Checked after every step. */
export function scenario(setting: Setting = {}): Scenario {
  const opened = opening(setting);
  if (opened.refused) throw new Error(`the claim was not opened: ${opened.refused.code}`);
  return story(opened, setting);
}

function story(opened: Extract<ReturnType<typeof opening>, { claim: Claim }>, setting: Setting): Scenario {
  const { rules } = opened;
  const t0 = opened.claim.appliedAt;
  let [claim, events, line, now] = [frozen(opened.claim), opened.events, opened.line, t0];

  const happen = (added: readonly ClaimEvent[], after: Claim): readonly ClaimEvent[] => {
    [events, claim] = [[...events, ...added], frozen(after)];
    checkInvariants({ claim, events, line, rules, now }, added.length);
    return added;
  };
  const context = (actor: Actor): Context => ({ actor, now, rules, line });
  const take = (decision: Decision, what: string): readonly ClaimEvent[] => {
    if (decision.refused) throw new Error(`${what} was refused: ${decision.refused.code}`);
    return happen(decision.events, decision.claim);
  };
  const command = <T extends CommandType>(type: T, given: Given<T>): Command =>
    ({ type, body: bodyOf(type, claim, given) as Bodies[CommandType] }) as Command;
  const door = {
    gives: <T extends CommandType>(actor: Actor, type: T, given: Given<T>) =>
      take(decide(claim, command(type, given), context(actor)), `${type} by ${actor.role}`),
    refusal: <T extends CommandType>(actor: Actor, type: T, given: Given<T>) =>
      decide(claim, command(type, given), context(actor)).refused ?? null,
  };
  const time = (when: string | Instant): Instant => {
    if (typeof when === 'number') return when;
    return when.startsWith('+') ? t0 + span(when) : Date.parse(when);
  };
  const move = (to: Instant): Scenario => {
    if (!(to >= now)) throw new Error(`time does not go back: ${new Date(to).toISOString()}`);
    now = to;
    const caughtUp = catchUp(claim, now, rules);
    happen(caughtUp.events, caughtUp.claim);
    return self;
  };
  const reports = (told: Report): Decision => {
    const decision = report(claim, told, context(ACTORS.marketplace));
    if (!decision.refused) happen(decision.events, decision.claim);
    return decision;
  };
  const ofRefund = (more: 'succeeds' | 'fails' | 'again'): Scenario => {
    const refundId = claim.refunds.at(-1)?.id ?? 'rfd_none';
    const told = {
      succeeds: { type: 'refund_succeeded', refundId, reference: null },
      fails: { type: 'refund_failed', refundId, reason: 'The bank said no.' },
      again: { type: 'instruct_refund_again', refundId },
    } as const;
    const { refused } = reports(told[more]);
    if (refused) throw new Error(`the report that the refund ${more} was refused: ${refused.code}`);
    return self;
  };

  const doers = Object.fromEntries(Object.entries(ACTORS).map(([name, actor]) => [name, doerOf(actor, door)]));
  const self: Scenario = Object.defineProperties(
    {
      ...(doers as Record<ActorName, Doer>),
      t0,
      rules,
      time,
      at: (when: string | Instant) => move(time(when)),
      after: (length: string) => move(now + span(length)),
      toDeadline: (offset = 0) => move((nextDeadlineOf(claim, rules)?.at ?? now) + offset),
      as: (actor: Actor) => doerOf(actor, door),
      context,
      decision: (actor: Actor, given: Command) => decide(claim, given, context(actor)),
      attempts: (actor: Actor, given: Command) => {
        const decision = decide(claim, given, context(actor));
        if (!decision.refused) happen(decision.events, decision.claim);
        return decision;
      },
      refusal: (actor, type, given = {} as never) => door.refusal(actor, type, given),
      actions: (actor: Actor) => actionsOf(claim, context(actor)),
      reports,
      refundSucceeds: () => ofRefund('succeeds'),
      refundFails: () => ofRefund('fails'),
      refundAgain: () => ofRefund('again'),
      orderChanges: (put: Partial<OrderLine>) => {
        line = { ...line, ...put };
        if (put.status === 'shipped') reports({ type: 'line_shipped' });
        return self;
      },
      next: (more: Setting = {}) => {
        const { held, refunded } = moneyOf(claim);
        const taken = { ...line, held: line.held + held, refunded: line.refunded + refunded };
        const number = claim.application + 1;
        const here = { at: new Date(now).toISOString(), goods: line.goods, status: line.status };
        const before = { applications: claim.application, live: claim.held, claimId: `clm_${number}` };
        return scenario({ ...setting, ...here, ...before, ...more, line: { ...taken, ...more.line } });
      },
    } satisfies Omit<Scenario, 'claim' | 'events' | 'types' | 'now' | 'line' | 'deadline'>,
    {
      claim: { get: () => claim },
      events: { get: () => events },
      types: { get: () => events.map(({ type }) => type) },
      now: { get: () => now },
      line: { get: () => line },
      deadline: { get: () => nextDeadlineOf(claim, rules) },
    },
  ) as Scenario;
  checkInvariants({ claim, events, line, rules, now }, events.length);
  return self;
}
