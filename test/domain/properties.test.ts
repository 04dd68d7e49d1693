import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionsOf, viewerStateOf } from '../../src/domain/actions.ts';
import { catchUp } from '../../src/domain/catch-up.ts';
import { type Actor, isEnded } from '../../src/domain/claim.ts';
import { nextDeadlineOf } from '../../src/domain/deadline.ts';
import { decide, positionOf } from '../../src/domain/decide.ts';
import type { ClaimEvent } from '../../src/domain/event.ts';
import { evolve, fold } from '../../src/domain/evolve.ts';
import { moneyOf } from '../../src/domain/money.ts';
import { COMMANDS, POSITIONS } from '../../src/domain/process.ts';
import { REFUSAL_CODES } from '../../src/domain/refusals.ts';
import { ACTORS } from '../support/actors.ts';
import { type History, histories, type Moment, variant, variedCommand } from '../support/history.ts';

const DAY = 86_400_000;
const EVERYBODY: readonly Actor[] = [...Object.values(ACTORS), { role: 'system' }];

/** Seeded: a failure prints the seed and the path, and the history that failed. */
function always(check: (history: History) => void, numRuns = 120): void {
  fc.assert(fc.property(histories, check), { seed: 20_260_302, numRuns });
}

function alwaysWith<T>(other: fc.Arbitrary<T>, check: (history: History, other: T) => void, numRuns = 60): void {
  fc.assert(fc.property(histories, other, check), { seed: 20_260_303, numRuns });
}

const firstInstructions = (events: readonly ClaimEvent[]) =>
  events.flatMap((event) => (event.type === 'refund.requested' && event.data.attempt === 1 ? [event.data] : []));

describe('any history', () => {
  it('R2, R3, R5 and R6: holds what must hold at every moment', () => {
    // Money, deadlines and history are checked after every step of a scenario.
    always(({ s }) => expect(s.claim.version).toBeGreaterThan(1), 300);
  });

  it('R4: ends when time passes, refunds succeed and nobody acts', () => {
    always(({ s }) => {
      let steps = 0;
      while (s.claim.state.status === 'refunding' || s.deadline !== null) {
        for (const { id: refundId } of s.claim.refunds)
          s.reports({ type: 'refund_succeeded', refundId, reference: null });
        s.toDeadline();
        steps += 1;
        expect(steps).toBeLessThan(20);
      }
      expect(isEnded(s.claim)).toBe(true);
      expect(s.claim.held).toBe(false);
      expect(s.now - s.t0).toBeLessThan(40 * 20 * DAY + 400 * DAY);
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
      for (const { events = [] } of decisions) expect(firstInstructions(events).length).toBeLessThanOrEqual(1);
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
function answers(
  { claim, now, line }: Moment,
  { s }: History,
  how: typeof variant extends fc.Arbitrary<infer V> ? V : never,
) {
  return EVERYBODY.flatMap((actor) =>
    COMMANDS.map((type) => {
      const command = variedCommand(type, { claim, line }, how);
      return { actor, type, decision: decide(claim, command, { actor, now, rules: s.rules, line }) };
    }),
  );
}

describe('any moment of any history', () => {
  const moment = fc.record({ at: fc.nat({ max: 999 }), how: variant, later: fc.integer({ min: 0, max: 60 * DAY }) });

  it('R8: whatever anybody asks is answered: refused with a known code, or accepted and never nothing', () => {
    alwaysWith(moment, (history, { at, how }) => {
      const { moments, s } = history;
      const chosen = moments[at % moments.length]!;
      for (const { actor, type, decision } of answers(chosen, history, how)) {
        if (decision.refused) expect(REFUSAL_CODES).toContain(decision.refused.code);
        else expect(decision.events.length).toBeGreaterThan(0);
        const { now, line, claim } = chosen;
        const { unavailable } = actionsOf(claim, { actor, now, rules: s.rules, line });
        if (unavailable.some(({ command }) => command === type)) expect(decision.refused).toBeDefined();
        expect(viewerStateOf(claim, actor)).toMatch(/^[a-z_]+$/);
      }
    });
  });

  it('R2: deadlines applied late leave the same events as those applied on time, however often somebody looks', () => {
    alwaysWith(moment, ({ s, moments }, { at, later }) => {
      const { claim, now } = moments[at % moments.length]!;
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
    alwaysWith(
      moment,
      (history, { at, how }) => {
        const { s, moments } = history;
        const { claim, line } = moments[at % moments.length]!;
        const due = nextDeadlineOf(claim, s.rules);
        if (!due) return;
        const early = catchUp(claim, due.at - 1, s.rules);
        expect(early.events).toEqual([]);
        const direct = catchUp(claim, due.at, s.rules);
        expect(direct.events.length).toBeGreaterThan(0);
        const afterLooking = catchUp(catchUp(claim, due.at, s.rules).claim, due.at + 1, s.rules);
        const now = due.at + 1;
        const straight = catchUp(claim, now, s.rules);
        expect(answers({ claim: afterLooking.claim, now, line }, history, how)).toEqual(
          answers({ claim: straight.claim, now, line }, history, how),
        );
      },
      25,
    );
  });
});

describe('the histories', () => {
  it('R4: stand in every position and tell of everything that can happen', () => {
    const positions = new Set<string>();
    const types = new Set<string>();
    always(({ s, moments }) => {
      for (const { claim } of moments) positions.add(positionOf(claim));
      for (const type of s.types) types.add(type);
    }, 500);
    expect([...positions].toSorted()).toEqual([...POSITIONS].toSorted());
    console.log(types.size, [...types].toSorted().join(' '));
  });
});
