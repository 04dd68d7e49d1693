import type { Static } from 'typebox';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { WORDS } from '../../locales/locale.ts';
import { FIELDS } from '../../locales/words.ts';
import swift from '../../policies/swift.json' with { type: 'json' };
import classic from '../../policies/taobao-classic.json' with { type: 'json' };
import { checkPolicy, POLICY_SENTENCES, type PolicySchema, policyWarnings } from '../../src/contract/policy.ts';
import { policyGuide } from '../../src/contract/policy-guide.ts';
import { neverLater } from '../../src/contract/policy-sense.ts';
import type { Policy } from '../../src/domain/policy.ts';

type Json = Record<string, unknown>;

/** The default policy with the value at a JSON Pointer replaced; without a value, removed. */
function changed(pointer: string, ...value: unknown[]): unknown {
  const document: unknown = structuredClone(classic);
  const path = pointer.split('/').slice(1);
  const last = path.pop() ?? '';
  const parent = path.reduce((node, key) => (node as Json)[key], document) as Json;
  if (value.length > 0) parent[last] = value[0];
  else delete parent[last];
  return document;
}

/** A reason of the default policy, changed: index 0 `not_shipped`, 2 `empty_or_missing`, 10 `virtual_not_delivered`. */
function withReason(index: number, change: Json): unknown {
  return changed(`/reasons/${index}`, { ...classic.reasons[index], ...change });
}

function errorsOf(document: unknown): string[] {
  return (checkPolicy(document).errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
}

function valid(document: unknown): Policy {
  const { policy } = checkPolicy(document);
  if (!policy) throw new Error('not a valid policy');
  return policy;
}

describe('shipped policies', () => {
  it.each([classic, swift])('R7: $name is valid', (document) => {
    expect(checkPolicy(document)).toEqual({ policy: document });
  });

  it('R14: the default policy has the reasons of the rulebook, in its order', () => {
    expect(valid(classic).reasons.map(({ code }) => code)).toEqual([
      'not_shipped',
      'not_received',
      'empty_or_missing',
      'damaged',
      'not_as_described',
      'quality_visible',
      'quality_hidden',
      'counterfeit',
      'wrong_item',
      'no_reason_7d',
      'virtual_not_delivered',
      'agreed',
      'unwanted',
      'other',
    ]);
  });

  it('R7: the schema and the domain describe the same documents', () => {
    expectTypeOf<Static<typeof PolicySchema>>().toExtend<Policy>();
    expectTypeOf<Policy>().toExtend<Static<typeof PolicySchema>>();
  });
});

describe('what a policy may not be', () => {
  it.each([
    ['nothing', null, ' type'],
    ['a list', [], ' type'],
    ['without a name', changed('/name'), '/name required'],
    ['with an unknown field', changed('/extra', 1), '/extra unknown_field'],
    [
      'with an unknown value',
      changed('/values/seller.answer.drones', 'P1D'),
      '/values/seller.answer.drones unknown_field',
    ],
    ['with a field whose name needs escaping', changed('/values/a', 1), '/values/a unknown_field'],
    ['without a value', changed('/values/return.ship'), '/values/return.ship required'],
    ['with a name in capitals', changed('/name', 'Classic'), '/name pattern'],
    ['with a long name', changed('/name', 'a'.repeat(65)), '/name max_length'],
    ['with version nought', changed('/version', 0), '/version minimum'],
    ['with half a version', changed('/version', 1.5), '/version type'],
    ['without a zone in its date', changed('/effective_from', '2026-01-01T00:00:00'), '/effective_from pattern'],
    ['from a day that does not exist', changed('/effective_from', '2026-02-30T00:00:00Z'), '/effective_from instant'],
    ['from an hour that does not exist', changed('/effective_from', '2026-02-20T25:00:00Z'), '/effective_from instant'],
    ['for a region in small letters', changed('/region', 'cn'), '/region pattern'],
    ['in an unknown time zone', changed('/time_zone', 'Asia/Atlantis'), '/time_zone time_zone'],
    ['in an offset for a time zone', changed('/time_zone', '+08:00'), '/time_zone pattern'],
    ['counting other working days', changed('/working_days', 'never'), '/working_days enum'],
    ['with a number as text', changed('/values/claim.max_applications', '3'), '/values/claim.max_applications type'],
    ['with no applications', changed('/values/claim.max_applications', 0), '/values/claim.max_applications minimum'],
    [
      'with boundless modifications',
      changed('/values/claim.max_modifications', 1e9),
      '/values/claim.max_modifications maximum',
    ],
    ['with half a minor unit', changed('/values/ruling.low_value_limit', 1.5), '/values/ruling.low_value_limit type'],
    [
      'with a negative amount',
      changed('/values/ruling.second_review_from', -1),
      '/values/ruling.second_review_from minimum',
    ],
    ['with a length in words', changed('/values/evidence.window', '3 days'), '/values/evidence.window exact_length'],
    [
      'with working days for evidence',
      changed('/values/evidence.window', '3WD'),
      '/values/evidence.window exact_length',
    ],
    ['with months for the backstop', changed('/values/review.backstop', 'P1M'), '/values/review.backstop exact_length'],
    ['with weeks for the review', changed('/values/review.due', 'P1W'), '/values/review.due length'],
    [
      'with a restriction in working days',
      changed('/values/standing.restriction', '5WD'),
      '/values/standing.restriction restriction',
    ],
    [
      'with a length of nought',
      changed('/values/evidence.window', 'PT0S'),
      '/values/evidence.window length_out_of_range',
    ],
    [
      'with a length over a year',
      changed('/values/return.confirm', 'P366D'),
      '/values/return.confirm length_out_of_range',
    ],
    [
      'with months over a year',
      changed('/values/suspension.police', 'P13M'),
      '/values/suspension.police length_out_of_range',
    ],
    ['with working days over a year', changed('/values/appeal.due', '261WD'), '/values/appeal.due length_out_of_range'],
    [
      'expecting rulings after they are due',
      changed('/values/review.expected', '7WD'),
      '/values/review.expected expected_after_due',
    ],
    ['without reasons', changed('/reasons', []), '/reasons min_items'],
    ['with the same reason twice', changed('/reasons/3/code', 'not_shipped'), '/reasons/3/code duplicate_code'],
    [
      'with the same refusal reason twice',
      changed('/refusal_reasons/1/code', 'goods_fine'),
      '/refusal_reasons/1/code duplicate_code',
    ],
    [
      'with the same evidence twice',
      changed('/reasons/3/evidence/buyer/1/code', 'damage_photos'),
      '/reasons/3/evidence/buyer/1/code duplicate_code',
    ],
    ['without a language', changed('/reasons/0/labels/zh-TW'), '/reasons/0/labels/zh-TW required'],
    ['with an empty label', changed('/reasons/0/labels/en', ''), '/reasons/0/labels/en pattern'],
    ['with a NUL in a label', changed('/reasons/0/labels/en', 'a\u0000b'), '/reasons/0/labels/en pattern'],
    ['with half a character in a label', changed('/reasons/0/labels/en', 'a\ud800'), '/reasons/0/labels/en pattern'],
    ['with a reason without remedies', withReason(0, { remedies: [] }), '/reasons/0/remedies min_items'],
    [
      'with a remedy named twice',
      withReason(0, { remedies: ['refund_only', 'refund_only'] }),
      '/reasons/0/remedies unique_items',
    ],
    ['with an unknown remedy', withReason(0, { remedies: ['magic'] }), '/reasons/0/remedies/0 enum'],
    [
      'with a return of goods not received',
      withReason(1, { remedies: ['return_refund'] }),
      '/reasons/1/remedies/0 remedy_without_goods',
    ],
    [
      'with a reship of virtual goods',
      withReason(10, { remedies: ['refund_only', 'reship'] }),
      '/reasons/10/remedies/1 remedy_without_goods',
    ],
    [
      'with a repair in sale alone',
      withReason(2, { remedies: ['repair'], phases: ['in_sale'] }),
      '/reasons/2/remedies/0 remedy_not_in_phase',
    ],
    [
      'without refund of virtual goods',
      withReason(13, { remedies: ['exchange'] }),
      '/reasons/13/remedies refund_needed',
    ],
    [
      'with unshipped orders after sale',
      withReason(0, { phases: ['after_sale'] }),
      '/reasons/0/phases phase_without_goods',
    ],
    [
      'asking a buyer first who need not prove',
      withReason(2, { burden: ['seller'] }),
      '/reasons/2/buyer_track track_without_burden',
    ],
    [
      'counting days from a receipt that never was',
      withReason(0, { days_from_receipt: 7 }),
      '/reasons/0/days_from_receipt days_without_receipt',
    ],
  ])('R7: %s', (_what, document, error) => {
    expect(errorsOf(document)).toEqual([error]);
    expect(checkPolicy(document).errors?.[0]?.detail).toMatch(/^[A-Z].*\.$/);
  });

  it('R7: all mistakes are told at once, each with a sentence', () => {
    const document = { ...classic, name: '', version: '1', working_days: 'x' };
    const { errors = [] } = checkPolicy(document);
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/name', '/version', '/working_days']);
    expect(errors[2]?.detail).toBe('The value is not one of those allowed: statutory, literal.');
    expect(errors.every(({ detail }) => !detail.includes('{'))).toBe(true);
  });

  it('R7: never more than a hundred mistakes are told', () => {
    const strange = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`x${index}`, 1]));
    expect(errorsOf({ ...classic, ...strange })).toHaveLength(100);
  });

  it('R7: every code of a check has the same English sentence here and among the words, and is told in all languages', () => {
    for (const [code, sentence] of Object.entries(POLICY_SENTENCES)) {
      expect(Object.keys(FIELDS)).toContain(code);
      expect(WORDS.en.fields[code as keyof typeof FIELDS]).toBe(sentence);
    }
  });
});

describe('the expected date of a review', () => {
  it.each([
    ['4WD', '6WD', true],
    ['6WD', '6WD', true],
    ['7WD', '6WD', false],
    ['P1M', 'P2M', true],
    ['P3M', 'P2M', false],
    ['PT48H', 'P2D', true],
    ['P4D', '4WD', true],
    ['P5D', '4WD', false],
    ['4WD', 'P30D', true],
    ['4WD', 'P6D', false],
    ['P28D', 'P1M', true],
    ['P29D', 'P1M', false],
    ['P1M', '31WD', true],
  ])('R44: %s never ends after %s: %s', (expected, due, answer) => {
    expect(neverLater(expected, due)).toBe(answer);
  });
});

describe('warnings', () => {
  it('R33: the default policy has the trap, which waits as long as the claim lives after a refusal', () => {
    const [warning, ...others] = policyWarnings(valid(classic));
    expect(warning).toMatchObject({ pointer: '/values/buyer.after_refusal_virtual', code: 'virtual_trap' });
    expect(warning?.detail).toContain('closes P3D after the refusal');
    expect(others).toEqual([]);
  });

  it('R33: there is no trap where the buyer has longer than the wait', () => {
    expect(policyWarnings(valid(swift))).toEqual([]);
    expect(policyWarnings(valid(changed('/values/buyer.after_refusal_virtual', 'PT72H1S')))).toEqual([]);
    expect(policyWarnings(valid(changed('/values/buyer.after_refusal_virtual', 'PT72H')))).toHaveLength(1);
  });
});

describe('the guide', () => {
  it('R7: it has a row for every value, with its rule and what it changes', () => {
    const guide = policyGuide([valid(classic), valid(swift)]);
    for (const name of Object.keys(classic.values)) {
      expect(guide).toMatch(
        new RegExp(
          `^\\| \`${name.replaceAll('.', '\\.')}\` \\|(?: \`[^\`|]+\` \\|){2} .+ \\| R\\d+ \\| [A-Z].+\\. \\|$`,
          'm',
        ),
      );
    }
    expect(guide).toContain('| `evidence.window` | `P3D` | `P2D` | exact length | R40 |');
  });
});
