import { describe, expect, it } from 'vitest';
import { catchUp } from '../../src/domain/catch-up.ts';
import type { Claim } from '../../src/domain/claim.ts';
import type { CommandType } from '../../src/domain/command.ts';
import type { Context } from '../../src/domain/context.ts';
import { nextDeadlineOf } from '../../src/domain/deadline.ts';
import { decide } from '../../src/domain/decide.ts';
import type { Happening } from '../../src/domain/event.ts';
import { termsAgreed } from '../../src/domain/execution.ts';
import { record } from '../../src/domain/record.ts';
import { refused } from '../../src/domain/refusals.ts';
import type { CheckName } from '../../src/explorer/judgement.ts';
import { judge } from '../../src/explorer/judgement.ts';
import type { Process } from '../../src/explorer/process.ts';
import { EVERY_BEGINNING, exploreBroken, failedChecks, smallRules, storyOfCheck } from './small.ts';

type Decide = Process['decide'];

/** The real decision, but for one command. */
function except(type: CommandType, instead: (claim: Claim, context: Context) => ReturnType<Decide> | null): Decide {
  return (claim, command, context) =>
    (command.type === type ? instead(claim, context) : null) ?? decide(claim, command, context);
}

function happens(claim: Claim, { now, actor }: Context, ...happenings: Happening[]): ReturnType<Decide> {
  return record(claim, happenings, { at: now, actor });
}

/** The real decision, its claim changed afterwards. */
function altered(type: CommandType, alter: (claim: Claim, before: Claim) => Claim): Decide {
  return (claim, command, context) => {
    const decision = decide(claim, command, context);
    if (decision.refused || command.type !== type) return decision;
    return { ...decision, claim: alter(decision.claim, claim) };
  };
}

const never = (type: CommandType): Decide => except(type, () => ({ refused: refused('WRONG_STATE') }));

const restarted = (claim: Claim): Claim =>
  'waiting' in claim.state
    ? { ...claim, state: { ...claim.state, waiting: { since: claim.updatedAt, paused: 0 } } }
    : claim;

const forgetful: Process['nextDeadlineOf'] = (claim, rules) =>
  claim.state.status === 'refused' ? null : nextDeadlineOf(claim, rules);

interface Broken {
  readonly what: string;
  readonly process: Partial<Process>;
  readonly check: CheckName;
  readonly story: string;
}

const OPENS = 'the buyer opens a claim (refund_only, virtual_not_delivered; virtual goods)';

/** Each breaks the process in one way, on virtual goods. */
const BROKEN: readonly Broken[] = [
  {
    what: 'R3: a state without a deadline',
    process: { nextDeadlineOf: forgetful },
    check: 'one_deadline',
    story: `${OPENS}; the seller refuses at once`,
  },
  {
    what: 'R4: a state that never ends',
    process: { nextDeadlineOf: forgetful },
    check: 'ends_by_itself',
    story: `${OPENS}; the seller refuses at once; nobody acts, and it never ends`,
  },
  {
    what: 'R2: a deadline that takes effect a millisecond late',
    process: { catchUp: (claim, now, rules) => catchUp(claim, now - 1, rules) },
    check: 'exact_deadlines',
    story: OPENS,
  },
  {
    what: 'R15: a number of modifications that nobody looks at',
    process: {
      decide: (claim, command, context) => decide({ ...claim, modifications: 0 }, command, context),
    },
    check: 'bounded',
    story: `${OPENS}; the buyer modifies the terms`,
  },
  {
    what: 'R4: a buyer who puts the deadline off by asking for a call',
    process: { decide: altered('request_call', restarted) },
    check: 'buyer_cannot_block',
    story: 'the buyer asks for a call just before 3 d are over; and so on for ever',
  },
  {
    what: 'R4: a seller who puts the deadline off by proposing',
    process: { decide: altered('propose', restarted) },
    check: 'seller_cannot_block',
    story: 'the seller proposes (refund_only) just before 3 d are over; and so on for ever',
  },
  {
    what: 'R3: a seller who cannot answer',
    process: {
      decide: (claim, command, context) =>
        (command.type === 'agree' ? never('agree') : never('refuse'))(claim, command, context),
    },
    check: 'silence',
    story: `${OPENS}; nobody acts for 3 d: the terms count as agreed; the seller had nothing to answer with`,
  },
  {
    what: 'R30: a buyer who can never ask',
    process: { decide: never('request_intervention') },
    check: 'buyer_can_ask',
    story: `${OPENS}; the seller refuses at once, every time, and the right to ask for intervention never opens`,
  },
  {
    what: 'R5: a refund of more than was paid',
    process: {
      decide: altered('agree', (claim) => ({
        ...claim,
        refunds: claim.refunds.map((one) => ({ ...one, amount: 1e9 })),
      })),
    },
    check: 'money',
    story: `${OPENS}; the seller agrees`,
  },
  {
    what: 'R13: a claim that holds another amount than it asks for',
    process: {
      decide: altered('refuse', (claim) => ({
        ...claim,
        settlement: { by: 'seller', remedy: 'refund_only', amount: 1, freight: 'seller' },
      })),
    },
    check: 'held_as_asked',
    story: `${OPENS}; the seller refuses`,
  },
  {
    what: 'R56: a second ruling without an appeal',
    process: {
      decide: except('rule', (claim, context) =>
        claim.ruling && claim.state.status === 'refunding'
          ? happens(claim, context, { type: 'ruling.issued', data: { ruling: claim.ruling } })
          : null,
      ),
    },
    check: 'one_ruling',
    story: 'the supervisor rules (refund_only',
  },
  {
    what: 'R56: a party that appeals again and again',
    process: {
      decide: except('appeal', (claim, context) =>
        claim.appeals?.filed.some(({ outcome }) => outcome !== null) && context.actor.role === 'buyer'
          ? happens(claim, context, { type: 'appeal.filed', data: { by: 'buyer', words: 'again', files: [] } })
          : null,
      ),
    },
    check: 'one_appeal_a_party',
    story: 'the supervisor decides the appeal',
  },
  {
    what: 'R56: an appeal that grants the same and pays it once more',
    process: {
      decide: except('decide_appeal', (claim, context) =>
        claim.ruling &&
        claim.state.status === 'succeeded' &&
        claim.appeals?.filed.some(({ outcome }) => outcome === null)
          ? happens(
              claim,
              context,
              { type: 'appeal.decided', data: { outcome: 'overturned', ruling: claim.ruling, words: 'words' } },
              { type: 'refund.requested', data: { refundId: 'rfd_again', amount: 1, attempt: 1 } },
            )
          : null,
      ),
    },
    check: 'appeal_pays_once',
    story: 'the supervisor decides the appeal',
  },
  {
    what: 'R56: an end that a call still changes',
    process: {
      decide: except('log_call', (claim, context) =>
        claim.state.status === 'closed'
          ? happens(claim, context, { type: 'call.logged', data: { party: 'buyer', words: 'words' } })
          : null,
      ),
    },
    check: 'terminal_is_final',
    story: `${OPENS}; the buyer withdraws the claim at once; the supervisor logs a call`,
  },
  {
    what: 'R16: a payout that is let go too early',
    process: { decide: altered('refuse', (claim) => ({ ...claim, held: false })) },
    check: 'hold_and_release',
    story: `${OPENS}; the seller refuses`,
  },
  {
    what: 'R6: a version that is left out',
    process: { decide: altered('refuse', (claim) => ({ ...claim, version: claim.version + 1 })) },
    check: 'gapless',
    story: `${OPENS}; the seller refuses`,
  },
];

describe('a process that is broken', () => {
  it.each(BROKEN)('$what is found', ({ process, check, story }) => {
    const judgement = judge(exploreBroken(process));
    expect(failedChecks(judgement)).toContain(check);
    expect(storyOfCheck(judgement, check)).toContain(story);
  });

  it('none of it is found where nothing is broken', () => {
    expect(failedChecks(judge(exploreBroken({})))).toEqual([]);
  });
});

describe('a process that is broken for goods that are sent back', { timeout: 60_000 }, () => {
  const everything = smallRules({}, EVERY_BEGINNING);

  it('R4, R34: a seller who asks, agrees, and has the inspection begin again is found', () => {
    const again = except('agree', (claim, context) => {
      if (claim.state.status !== 'in_intervention' || claim.goodsAt !== 'in_transit') return null;
      const agreed = termsAgreed('seller', { terms: claim.terms, policy: context.rules.policy });
      return happens(claim, context, agreed, { type: 'inspection.requested', data: {} });
    });
    const judgement = judge(exploreBroken({ decide: again }, everything));
    expect(failedChecks(judgement)).toEqual(expect.arrayContaining(['bounded', 'seller_cannot_block']));
    expect(storyOfCheck(judgement, 'seller_cannot_block')).toMatch(
      /the seller asks for intervention at once; the seller agrees at once; (?:.*; )?and so on for ever$/,
    );
  });

  it('positions, commands and deadlines that are never met are found', () => {
    const unused: Decide = (claim, command, context) =>
      ['require_evidence', 'ship_replacement', 'escalate'].includes(command.type)
        ? { refused: refused('WRONG_STATE') }
        : decide(claim, command, context);
    const judgement = judge(exploreBroken({ decide: unused }, everything));
    expect(failedChecks(judgement)).toEqual(['positions', 'commands', 'deadlines', 'silence']);
    expect(storyOfCheck(judgement, 'positions')).toBe('never met: awaiting_acceptance; never met: required');
    expect(storyOfCheck(judgement, 'commands')).toContain('never met: escalate evidence; never met: escalate required');
    expect(storyOfCheck(judgement, 'deadlines')).toBe('never met: acceptance_assumed');
  });
});
