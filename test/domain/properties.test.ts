import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionsOf, VIEWER_STATES, viewerStateOf } from '../../src/domain/actions.ts';
import { catchUp } from '../../src/domain/catch-up.ts';
import { type Actor, type Claim, isEnded } from '../../src/domain/claim.ts';
import { nextDeadlineOf } from '../../src/domain/deadline.ts';
import { decide, positionOf } from '../../src/domain/decide.ts';
import type { ClaimEvent, EventType } from '../../src/domain/event.ts';
import { evolve, fold } from '../../src/domain/evolve.ts';
import { moneyOf } from '../../src/domain/money.ts';
import type { Rules } from '../../src/domain/policy.ts';
import { COMMANDS, POSITIONS } from '../../src/domain/process.ts';
import { REFUSAL_CODES } from '../../src/domain/refusals.ts';
import { report } from '../../src/domain/report.ts';
import { ACTORS } from '../support/actors.ts';
import {
  type History,
  type Moment,
  type Plan,
  plans,
  play,
  type Variant,
  variants,
  variedCommand,
} from '../support/history.ts';

const DAY = 86_400_000;
/** Everything that can happen to a claim. */
const EVENT_TYPES = [
  'claim.opened',
  'terms.modified',
  'terms.agreed',
  'claim.refused',
  'claim.expired',
  'claim.withdrawn',
  'claim.ended',
  'proposal.made',
  'proposal.accepted',
  'proposal.declined',
  'return.requested',
  'return.shipped',
  'return.lapsed',
  'return.confirmed',
  'return.contested',
  'inspection.requested',
  'replacement.requested',
  'replacement.shipped',
  'replacement.lapsed',
  'replacement.accepted',
  'intervention.requested',
  'intervention.withdrawn',
  'claim.taken',
  'claim.released',
  'claim.escalated',
  'evidence.submitted',
  'evidence.finished',
  'evidence.closed',
  'evidence.required',
  'evidence.admitted',
  'reply.requested',
  'review.started',
  'review.resumed',
  'review.overdue',
  'ruling.submitted',
  'ruling.sent_back',
  'ruling.issued',
  'appeal.filed',
  'appeal.decided',
  'appeal.lapsed',
  'compensation.owed',
  'refund.requested',
  'refund.succeeded',
  'refund.failed',
  'dispute_refund.counted',
  'dispute_refund.reversed',
  'suspension.started',
  'suspension.ended',
  'call.requested',
  'call.logged',
  'order.hold',
  'order.release',
] as const satisfies readonly EventType[];
const EVERYBODY: readonly Actor[] = [...Object.values(ACTORS), { role: 'system' }];

const SAMPLE = { seed: 20_260_302, numRuns: 400 };

/** Each plan is played once and looked at by every property. */
const sample: readonly Plan[] = fc.sample(plans, SAMPLE);
const played: History[] = [];
let broken: Error | null = null;

function histories(): readonly History[] {
  while (played.length < sample.length && !broken) {
    try {
      played.push(play(sample[played.length]!));
    } catch {
      broken = failure(played.length, () => undefined);
    }
  }
  if (broken) throw broken;
  return played;
}

function errorOf(plan: Plan, check: (history: History) => void): Error | null {
  try {
    check(play(plan));
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The plan that fails without the moves that are not needed for it to fail, and what it then says. */
function failure(index: number, check: (history: History) => void): Error {
  let plan = sample[index]!;
  for (let at = plan.moves.length - 1; at >= 0; at -= 1) {
    const shorter = { ...plan, moves: plan.moves.toSpliced(at, 1) };
    if (errorOf(shorter, check)) plan = shorter;
  }
  const cause = errorOf(plan, check);
  const begin = typeof plan.begin === 'string' ? plan.begin : { ...plan.begin, policy: plan.begin.policy?.name };
  const told = JSON.stringify({ seed: SAMPLE.seed, history: index, begin, moves: plan.moves });
  return new Error(`${cause?.message ?? 'fails only as it was played first'}\n${told}`, { cause });
}

function always(check: (history: History) => void): void {
  for (const [index, history] of histories().entries()) {
    try {
      check(history);
    } catch {
      throw failure(index, check);
    }
  }
}

interface Look {
  /** Which moment of the history, from its beginning to its end. */
  readonly at: number;
  readonly how: Variant;
  readonly later: number;
}
const looks: fc.Arbitrary<Look> = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  how: variants,
  later: fc.integer({ min: 0, max: 60 * DAY }),
});

/** At any moment of every history, or of every so many. */
function wherever(every: number, check: (history: History, moment: Moment, look: Look) => void): void {
  const look = fc.sample(looks, SAMPLE);
  for (const [index, history] of histories().entries()) {
    const { moments } = history;
    const chosen = look[index]!;
    if (index % every === 0) check(history, moments[Math.floor(chosen.at * moments.length)]!, chosen);
  }
}

const firstInstructions = (events: readonly ClaimEvent[]) =>
  events.flatMap((event) => (event.type === 'refund.requested' && event.data.attempt === 1 ? [event.data] : []));

/** What becomes of a claim when nobody but the payment provider acts. */
function leftAlone({ claim: before, now, line }: Moment, rules: Rules): { claim: Claim; at: number } {
  let [claim, at] = [before, now];
  for (let steps = 0; steps < 20; steps += 1) {
    for (const { id: refundId } of claim.refunds) {
      const context = { actor: ACTORS.marketplace, now: at, rules, line };
      const told = report(claim, { type: 'refund_succeeded', refundId, reference: null }, context);
      if (!told.refused) claim = told.claim;
    }
    const due = nextDeadlineOf(claim, rules);
    if (!due) return { claim, at };
    at = due.at;
    claim = catchUp(claim, at, rules).claim;
  }
  throw new Error('twenty deadlines and refunds did not end the claim');
}

describe('any history', () => {
  it('R2, R3, R5 and R6: holds what must hold at every moment', () => {
    // Money, deadlines and history are checked after every step of a scenario.
    always(({ s }) => {
      expect(s.claim.version).toBeGreaterThan(1);
    });
  });

  it('R4: ends, from any moment on, when time passes, refunds succeed and nobody acts', () => {
    always(({ s, moments }) => {
      for (const moment of moments.filter((_, index) => index % 7 === 0)) {
        const { claim, at } = leftAlone(moment, s.rules);
        expect(isEnded(claim)).toBe(true);
        expect(claim.held).toBe(false);
        expect(nextDeadlineOf(claim, s.rules)).toBeNull();
        expect(at - moment.now).toBeLessThan(400 * DAY);
      }
    });
  });

  it('R4: what has ended stays as it ended, and once the line is released nobody can do anything', () => {
    always(({ s, moments }) => {
      const end = moments.find(({ claim }) => isEnded(claim));
      if (end) expect(s.claim.state).toEqual(end.claim.state);
      if (s.claim.held) return;
      for (const actor of EVERYBODY) expect(actionsOf(s.claim, s.context(actor)).actions).toEqual([]);
      expect(catchUp(s.claim, s.now + 4000 * DAY, s.rules).events).toEqual([]);
    });
  });

  it('R5, R59a: instructs at most one new refund a decision, each under its own id and never for another amount', () => {
    always(({ s, decisions }) => {
      for (const decision of decisions) {
        const instructed = decision.refused ? [] : firstInstructions(decision.events);
        expect(instructed.length).toBeLessThanOrEqual(1);
      }
      const instructions = firstInstructions(s.events);
      expect(new Set(instructions.map(({ refundId }) => refundId)).size).toBe(instructions.length);
      for (const event of s.events) {
        if (event.type !== 'refund.requested') continue;
        const { refundId, amount } = event.data;
        expect(instructions).toContainEqual({ refundId, amount, attempt: 1 });
        expect(amount).toBeGreaterThan(0);
      }
      const instructed = instructions.reduce((sum, { amount }) => sum + amount, 0);
      expect(moneyOf(s.claim).refunded).toBe(instructed);
      expect(instructed).toBeLessThanOrEqual(s.line.amount + s.line.shipping - s.line.refunded - s.line.held);
    });
  });

  it('R16: holds the line from the first moment until it is over', () => {
    always(({ s }) => {
      expect(s.types[1]).toBe('order.hold');
      const release = s.types.indexOf('order.release');
      if (release < 0) return;
      expect(new Set(s.types.slice(release + 1))).toEqual(
        new Set(s.types.slice(release + 1).filter((type) => type.startsWith('refund.'))),
      );
      expect(isEnded(fold(s.events.slice(0, release)))).toBe(true);
    });
  });

  it('R25: accepts only what the other party proposed, in time and while it is open', () => {
    always(({ s }) => {
      for (const [index, event] of s.events.entries()) {
        if (event.type !== 'proposal.accepted') continue;
        const open = fold(s.events.slice(0, index)).proposal;
        expect(open?.id).toBe(event.data.proposalId);
        expect(open?.by).not.toBe(event.actor.role);
        expect(event.at).toBeLessThan(open!.expiresAt);
      }
    });
  });

  it('R36, R56: is ruled once, in an intervention, and anew only by an overturned appeal, one appeal a party', () => {
    always(({ s }) => {
      let claim = evolve(null, s.events[0]!);
      for (const event of s.events.slice(1)) {
        const after = evolve(claim, event);
        if (after.ruling !== claim.ruling) {
          const overturns = event.type === 'appeal.decided' && event.data.outcome === 'overturned';
          expect(claim.ruling === null ? event.type : overturns).toBe(claim.ruling === null ? 'ruling.issued' : true);
          if (claim.ruling === null) expect(claim.state.status).toBe('in_intervention');
        }
        claim = after;
      }
      const appellants = s.events.flatMap((event) => (event.type === 'appeal.filed' ? [event.data.by] : []));
      expect(new Set(appellants).size).toBe(appellants.length);
    });
  });

  it('R60: counts a dispute refund only with a refund, after a ruling of somebody that blames the seller', () => {
    always(({ s }) => {
      let standing = 0;
      for (const [index, event] of s.events.entries()) {
        if (event.type === 'dispute_refund.reversed') standing -= 1;
        if (event.type === 'dispute_refund.counted') {
          standing += 1;
          expect(s.events[index - 1]).toMatchObject({ type: 'refund.requested', at: event.at });
          expect(fold(s.events.slice(0, index)).ruling).toMatchObject({ fault: 'seller', by: expect.any(String) });
        }
        expect([0, 1]).toContain(standing);
      }
      expect(s.claim.disputeRefund).toBe(standing === 1);
    });
  });

  it('R2: has every consequence of silence dated at the instant its deadline announced', () => {
    always(({ s }) => {
      let claim = evolve(null, s.events[0]!);
      for (const event of s.events.slice(1)) {
        const first = event.actor.role === 'system' && event.at !== claim.updatedAt;
        if (first) expect(event.at).toBe(nextDeadlineOf(claim, s.rules)?.at);
        claim = evolve(claim, event);
      }
    });
  });
});

/** Every command of everybody, with fitting and not quite fitting bodies, asked at one moment. */
function answers({ claim, now, line }: Moment, { s }: History, how: Variant) {
  return EVERYBODY.flatMap((actor) =>
    COMMANDS.map((type) => {
      const command = variedCommand(type, { claim, line }, how);
      return { actor, type, decision: decide(claim, command, { actor, now, rules: s.rules, line }) };
    }),
  );
}

describe('any moment of any history', () => {
  it('R8: whatever anybody asks is answered: refused with a known code, or accepted and never nothing', () => {
    wherever(5, (history, moment, { how }) => {
      for (const { actor, type, decision } of answers(moment, history, how)) {
        if (decision.refused) expect(REFUSAL_CODES).toContain(decision.refused.code);
        else if (decision.events.length === 0) throw new Error(`${type} by ${actor.role} brought about nothing`);
      }
    });
  });

  it('R8: what a view calls unavailable is refused, whatever the body', () => {
    wherever(5, (history, moment, { how }) => {
      const { claim, now, line } = moment;
      for (const actor of EVERYBODY) {
        const { unavailable } = actionsOf(claim, { actor, now, line, rules: history.s.rules });
        for (const { command } of unavailable) {
          const context = { actor, now, line, rules: history.s.rules };
          const decision = decide(claim, variedCommand(command, { claim, line }, how), context);
          if (!decision.refused) throw new Error(`${command} by ${actor.role} was unavailable, and accepted`);
        }
        expect(VIEWER_STATES).toContain(viewerStateOf(claim, actor));
      }
    });
  });

  it('R2: deadlines applied late leave the same events as those applied on time, however often somebody looks', () => {
    wherever(1, ({ s }, { claim, now }, { later }) => {
      const until = now + later;
      const late = catchUp(claim, until, s.rules);
      let onTime: typeof late = { claim, events: [] };
      for (
        let due = nextDeadlineOf(claim, s.rules);
        due && due.at <= until;
        due = nextDeadlineOf(onTime.claim, s.rules)
      ) {
        expect(catchUp(onTime.claim, due.at - 1, s.rules).events).toEqual([]);
        const looked = catchUp(onTime.claim, due.at, s.rules);
        onTime = { claim: looked.claim, events: [...onTime.events, ...looked.events] };
      }
      expect(late).toEqual(onTime);
    });
  });

  it('R2: a command at the very instant of a deadline finds what the deadline brought about', () => {
    wherever(2, (history, { claim, line }, { how, later }) => {
      const { rules } = history.s;
      const due = nextDeadlineOf(claim, rules);
      if (!due) return;
      expect(catchUp(claim, due.at - 1, rules).events).toEqual([]);
      const looked = catchUp(claim, due.at, rules);
      expect(looked.events.length).toBeGreaterThan(0);
      const now = due.at + later;
      const [afterLooking, straight] = [looked.claim, claim].map((one) => catchUp(one, now, rules).claim);
      expect(afterLooking).toEqual(straight);
      const asked = (one: Claim) => answers({ claim: one, now, line }, history, how).map(({ decision }) => decision);
      if (!isDeepStrictEqual(asked(afterLooking!), asked(straight!))) throw new Error('looking changed an answer');
    });
  });
});

describe('the histories', () => {
  it('R4: stand in every position and tell of everything that can happen', () => {
    const positions = new Set<string>();
    const types = new Set<string>();
    always(({ s, moments }) => {
      for (const { claim } of moments) positions.add(positionOf(claim));
      for (const type of s.types) types.add(type);
    });
    expect([...positions].toSorted()).toEqual([...POSITIONS].toSorted());
    expect(EVENT_TYPES.filter((type) => !types.has(type))).toEqual([]);
  });
});
