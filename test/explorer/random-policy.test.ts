import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { checkPolicy } from '../../src/contract/policy.ts';
import type { PolicyValues } from '../../src/domain/policy.ts';
import { exact } from '../../src/domain/time.ts';
import { explore } from '../../src/explorer/exploration.ts';
import { judge } from '../../src/explorer/judgement.ts';
import { EVERY_BEGINNING, failedChecks, smallRules, VIRTUAL } from './small.ts';

const SEED = 20_261_108;

const hours = fc.integer({ min: 6, max: 240 }).map((count) => `PT${count}H`);
const days = fc.integer({ min: 1, max: 60 }).map((count) => `P${count}D`);
const workingDays = fc.integer({ min: 2, max: 20 }).map((count) => `${count}WD`);
const months = fc.integer({ min: 1, max: 12 }).map((count) => `P${count}M`);
const anyLength = fc.oneof(days, workingDays, months);

const EXACT = [
  'after_sale.window',
  'seller.answer.unshipped',
  'seller.answer.virtual',
  'seller.answer.shipped',
  'buyer.after_refusal',
  'buyer.after_refusal_virtual',
  'proposal.expires',
  'intervention.virtual_wait',
  'evidence.window',
  'evidence.seller_reply',
  'evidence.late_reply',
  'evidence.required',
  'review.backstop',
  'appeal.window',
  'return.ship',
  'return.confirm',
  'replacement.ship',
  'replacement.accept',
] as const satisfies readonly (keyof PolicyValues)[];
const ANY = ['review.due', 'suspension.settlement', 'suspension.court', 'suspension.police', 'appeal.due'] as const;

function lengthsOf<K extends string>(
  names: readonly K[],
  value: fc.Arbitrary<string>,
): fc.Arbitrary<Record<K, string>> {
  const drawn = fc.tuple(...names.map(() => value));
  return drawn.map(
    (lengths) => Object.fromEntries(names.map((name, index) => [name, lengths[index]])) as Record<K, string>,
  );
}

const values: fc.Arbitrary<Partial<PolicyValues>> = fc
  .tuple(
    lengthsOf(EXACT, fc.oneof(hours, days)),
    lengthsOf(ANY, anyLength),
    fc.record({
      'claim.max_modifications': fc.integer({ min: 0, max: 30 }),
      'intervention.max_withdrawals': fc.integer({ min: 0, max: 3 }),
      'ruling.second_review_from': fc.integer({ min: 0, max: 1_000_000 }),
      'ruling.low_value_limit': fc.option(fc.integer({ min: 1, max: 100_000 })),
    }),
  )
  .map(([lengths, spans, numbers]) => ({ ...lengths, ...spans, ...numbers, 'review.expected': 'PT1H' }));

/** By reckoning alone: how many modifications it takes, each at the last millisecond, until the right to ask opens. */
function modificationsNeeded({ policy }: ReturnType<typeof smallRules>): number {
  const wait = exact(policy.values['intervention.virtual_wait']);
  const window = exact(policy.values['buyer.after_refusal_virtual']) - 1;
  return Math.ceil(wait / window) - 1;
}

/** What a policy may get wrong by its numbers alone; everything else holds whatever they are. */
function expectedFailures(rules: ReturnType<typeof smallRules>): string[] {
  const allowed = rules.policy.values['claim.max_modifications'];
  const needed = modificationsNeeded(rules);
  return [...(allowed === 0 && needed > 0 ? ['silence'] : []), ...(needed > allowed ? ['buyer_can_ask'] : [])];
}

/** How many states each random policy had. */
const states: number[] = [];

function checkRandom(codes: readonly string[]) {
  return fc.property(values, (chosen) => {
    const rules = smallRules(chosen, codes);
    expect(checkPolicy(rules.policy)).not.toHaveProperty('errors');
    const exploration = explore(rules);
    states.push(exploration.graph.nodes.length);
    const judgement = judge(exploration);
    expect(failedChecks(judgement)).toEqual(expectedFailures(rules));
    expect(judgement.lives.whole?.whole).toBeGreaterThanOrEqual(judgement.lives.unattended);
    expect(judgement.lives.whole?.whole).toBeGreaterThanOrEqual(judgement.lives.whole?.plain ?? 0);
  });
}

describe('random valid policies', () => {
  afterAll(() => console.log(`states of the random policies: ${states.join(', ')}`));

  it('R4: every check holds on virtual goods, but where the right to ask opens too late', () => {
    fc.assert(checkRandom(VIRTUAL), { seed: SEED, numRuns: 12, endOnFailure: true });
  }, 60_000);

  it('R4: every check holds on goods of every kind', () => {
    fc.assert(checkRandom(EVERY_BEGINNING), { seed: SEED, numRuns: 1, endOnFailure: true });
  }, 60_000);
});
