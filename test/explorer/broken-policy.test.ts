import { describe, expect, it } from 'vitest';
import { DAY } from '../../src/domain/time.ts';
import { explore } from '../../src/explorer/exploration.ts';
import { judge } from '../../src/explorer/judgement.ts';
import { failedChecks, judgeRules, smallRules, storyOfCheck } from './small.ts';

describe('policies that break a check', () => {
  it('R30, R32: the right to ask that opens after more modifications than are allowed is found', () => {
    const judgement = judgeRules(
      smallRules({
        'buyer.after_refusal_virtual': 'P2D',
        'intervention.virtual_wait': 'P9D',
        'claim.max_modifications': 3,
      }),
    );
    expect(failedChecks(judgement)).toEqual(['buyer_can_ask']);
    expect(storyOfCheck(judgement, 'buyer_can_ask')).toBe(
      'the buyer opens a claim (refund_only, virtual_not_delivered; virtual goods); the seller refuses at once, every ' +
        'time: the right to ask opens after 4 modifications, and 3 are allowed',
    );
  });

  it('R30, R32: the same policy with one modification more holds', () => {
    const judgement = judgeRules(
      smallRules({
        'buyer.after_refusal_virtual': 'P2D',
        'intervention.virtual_wait': 'P9D',
        'claim.max_modifications': 4,
      }),
    );
    expect(failedChecks(judgement)).toEqual([]);
  });

  it('R33: without modifications the trap leaves the buyer nothing to answer with', () => {
    const judgement = judgeRules(smallRules({ 'claim.max_modifications': 0 }));
    expect(failedChecks(judgement)).toEqual(['silence', 'buyer_can_ask']);
    expect(storyOfCheck(judgement, 'silence')).toBe(
      'the buyer opens a claim (refund_only, virtual_not_delivered; virtual goods); the seller refuses at once; nobody ' +
        'acts for 3 d: the claim closes as expired; the buyer had nothing to answer with',
    );
    expect(storyOfCheck(judgement, 'buyer_can_ask')).toContain('the right to ask for intervention never opens');
  });

  it('R33: a refusal that closes the claim later than the right to ask opens is no trap', () => {
    const { warnings } = judgeRules(smallRules({ 'buyer.after_refusal_virtual': 'P5D' }));
    expect(warnings.map(({ name }) => name)).toEqual(['late_right', 'not_met']);
    expect(warnings[0]?.detail).toContain('opens 3 d into the 5 d');
  });

  it.each([
    { value: 'seller.answer.virtual', party: 'seller', then: 'the terms count as agreed' },
    { value: 'buyer.after_refusal_virtual', party: 'buyer', then: 'the claim closes as expired' },
    { value: 'appeal.window', party: 'buyer', then: 'the ruling stands' },
  ] as const)('R3: no time at all for $value is found', ({ value, party, then }) => {
    const story = storyOfCheck(judgeRules(smallRules({ [value]: 'PT0S' })), 'silence');
    expect(story).toContain(`nobody acts for 0 s: ${then}; the ${party} had nothing to answer with`);
  });

  it('R4: modifications without end are found', () => {
    const judgement = judgeRules(smallRules({ 'claim.max_modifications': Number.POSITIVE_INFINITY }));
    expect(failedChecks(judgement)).toEqual(['bounded', 'buyer_cannot_block']);
    expect(storyOfCheck(judgement, 'buyer_cannot_block')).toMatch(
      /the buyer modifies the terms .*; and so on for ever$/,
    );
    expect(judgement.lives.whole).toBeNull();
  });

  it('R4, R6: modifications and withdrawals in great number make a life longer than any record', () => {
    const { warnings, lives } = judgeRules(
      smallRules({ 'claim.max_modifications': 10_000, 'intervention.max_withdrawals': 4 }),
    );
    expect(lives.whole?.whole).toBeGreaterThan(10_000 * 6 * DAY);
    expect(warnings.map(({ detail }) => detail).join()).toContain('longer than records must be kept (R6)');
  });

  it('R4: a life found by counting on is the life found by walking on', () => {
    const lifeOf = (modifications: number) =>
      judgeRules(smallRules({ 'claim.max_modifications': modifications })).lives.whole;
    const [three, four, nine] = [lifeOf(3), lifeOf(4), lifeOf(9)];
    expect((four?.whole ?? 0) - (three?.whole ?? 0)).toBe(four?.adds.modification);
    expect((nine?.whole ?? 0) - (four?.whole ?? 0)).toBe(5 * (four?.adds.modification ?? 0));
    // A seller's answer and a buyer's after a refusal, each at the last millisecond.
    expect(Math.round((four?.adds.modification ?? 0) / DAY)).toBe(6);
  });

  it('R48: a suspension of years is a warning', () => {
    const { warnings, lives } = judgeRules(smallRules({ 'suspension.settlement': 'P1500D' }));
    expect(lives.unattended).toBeGreaterThan(1500 * DAY);
    expect(warnings[0]).toMatchObject({ name: 'virtual_trap' });
    expect(warnings.filter(({ name }) => name === 'long_life')).toHaveLength(2);
  });

  it('R4: lengths too far apart to be walked are found, not passed over', () => {
    const rules = smallRules({ 'seller.answer.virtual': 'PT1S', 'buyer.after_refusal_virtual': 'PT1S' });
    const judgement = judge(explore(rules, { limit: 300 }));
    expect(storyOfCheck(judgement, 'complete')).toMatch(/^more than 30\d states: the lengths lie too far apart$/);
    expect(judgement.lives.whole).toBeNull();
  });

  it('a policy for virtual goods alone need not meet all of the process', () => {
    const judgement = judgeRules(smallRules());
    expect(failedChecks(judgement)).toEqual([]);
    const { detail } = judgement.warnings.find(({ name }) => name === 'not_met') ?? {};
    expect(detail).toContain('awaiting_return, awaiting_inspection, awaiting_replacement, awaiting_acceptance');
  });

  it('R51, R52: a second line is walked where no one amount is both large and of low value', () => {
    const worlds = (limit: number | null) => {
      const { graph } = explore(smallRules({ 'ruling.low_value_limit': limit }, ['wrong_item']), { limit: 1 });
      return graph.beginnings.length;
    };
    expect(worlds(60_000)).toBe(worlds(null));
    expect(worlds(2_000)).toBeGreaterThan(worlds(null));
  });
});
