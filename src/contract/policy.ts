import { type Static, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { REMEDIES } from '../domain/claim.ts';
import type { Policy } from '../domain/policy.ts';
import { exact } from '../domain/time.ts';
import { senseFindings } from './policy-sense.ts';
import { PolicyValuesSchema } from './policy-values.ts';
import { type Finding, schemaFindings, type Violation } from './violation.ts';

function shape<P extends Record<string, TSchema>>(fields: P) {
  return Type.Object(fields, { additionalProperties: false });
}

function list<S extends TSchema>(items: S, limits: { minItems?: number; maxItems: number; uniqueItems?: boolean }) {
  return Type.Immutable(Type.Array(items, limits));
}

function setOf<const T extends string>(words: readonly T[], minItems: number, description: string) {
  const items = Type.Enum([...words]);
  return Type.Immutable(Type.Array(items, { minItems, maxItems: words.length, uniqueItems: true, description }));
}

const PARTIES = ['buyer', 'seller'] as const;

const Code = Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 64 });
/** Text for a screen: begins with something to see, holds no control characters and no half characters. */
const Label = Type.String({ pattern: '^[^\\p{Cc}\\p{Cs}\\s][^\\p{Cc}\\p{Cs}]*$', maxLength: 120 });
const Labels = shape({ 'zh-CN': Label, 'zh-TW': Label, en: Label });

const ChecklistItem = shape({ code: Code, labels: Labels, required: Type.Boolean() });
const Checklist = list(ChecklistItem, { maxItems: 20 });

const Reason = shape({
  code: Code,
  labels: Labels,
  phases: setOf(['in_sale', 'after_sale'], 1, 'R11: the phases in which the reason may be given.'),
  fits: setOf(['unshipped', 'not_received', 'received', 'virtual'], 1, 'R14: what the buyer holds when asking.'),
  remedies: setOf(REMEDIES, 1, 'R12: what may be asked for this reason, where the order allows it.'),
  burden: setOf(PARTIES, 0, 'R53: who must prove, in order; the first bears the risk of an unclear case.'),
  buyer_track: Type.Boolean({ description: 'R41: the buyer shows evidence first, then the seller answers.' }),
  evidence: shape({ buyer: Checklist, seller: Checklist }),
  freight: Type.Enum([...PARTIES], { description: 'R54: who pays return freight where the terms are silent.' }),
  seller_may_refuse: Type.Boolean({ description: 'R22: false where only the returned goods may be contested.' }),
  refunds_shipping: Type.Boolean({ description: "R13: whether the line's shipping may be refunded too." }),
  days_from_receipt: Type.Unsafe<number | null>({
    type: ['integer', 'null'],
    minimum: 1,
    maximum: 365,
    description: 'R14: until the end of which day from the day after receipt the reason may be given; null: no limit.',
  }),
});

const RefusalReason = shape({
  code: Code,
  labels: Labels,
  needs_proof: Type.Boolean({ description: 'R22: whether a refusal for this reason needs at least one file.' }),
});

/** The shape of a policy document (R7). What it cannot say, `checkPolicy` checks beside it. */
export const PolicySchema = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 64 }),
    version: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    effective_from: Type.String({
      pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,3})?Z$',
      maxLength: 24,
      description: 'R7: claims opened from this instant (UTC) on use this version.',
    }),
    region: Type.String({
      pattern: '^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$',
      maxLength: 6,
      description: 'R45: whose public holidays count; ISO 3166.',
    }),
    time_zone: Type.String({
      pattern: '^[A-Z][A-Za-z0-9_+-]*(?:/[A-Z][A-Za-z0-9_+-]*)*$',
      maxLength: 64,
      description: 'R1: in which months and working days are counted; a name of the IANA database.',
    }),
    working_days: Type.Enum(['statutory', 'literal'], {
      description: 'R45: `statutory` counts make-up days (调休) on weekends, `literal` never counts a weekend.',
    }),
    values: PolicyValuesSchema,
    reasons: list(Reason, { minItems: 1, maxItems: 100 }),
    refusal_reasons: list(RefusalReason, { minItems: 1, maxItems: 50 }),
  },
  { title: 'Policy', additionalProperties: false },
);

type Within<A extends B, B> = A;
/** A document that passes the schema. It does not compile when the schema or the domain gains or loses a field alone. */
export type PolicyDocument = Within<Policy, Within<Static<typeof PolicySchema>, Policy>>;

const validator = Compile(PolicySchema);

/** The English sentence of each code; placeholders in braces. The other languages are with the words of the product. */
export const POLICY_SENTENCES: Readonly<Record<string, string>> = {
  invalid: 'This value is not valid: check it.',
  required: 'This field is missing: add it.',
  unknown_field: 'This field is not known: remove it, or check its spelling.',
  type: 'The type is wrong: give {type}.',
  enum: 'The value is not one of those allowed: {values}.',
  minimum: 'The number is too small: give at least {limit}.',
  maximum: 'The number is too large: give at most {limit}.',
  min_length: 'The text is too short: give at least {limit} characters.',
  max_length: 'The text is too long: give at most {limit} characters.',
  min_items: 'The list is too short: give at least {limit} entries.',
  max_items: 'The list is too long: give at most {limit} entries.',
  unique_items: 'The list names something twice: remove the repetition.',
  pattern: 'The text does not have the form required: {pattern}.',
  exact_length: 'Give an exact length such as P3D or PT48H: months and working days do not fit here.',
  length: 'Give a length such as P3D, PT48H, P6M (calendar months) or 6WD (working days).',
  restriction: 'Give until_month_end, or an exact length such as P30D.',
  length_out_of_range: 'The length must be longer than nothing and at most a year.',
  instant: 'This instant does not exist: give an existing date and time in UTC, such as 2026-01-01T00:00:00Z.',
  time_zone: 'This time zone is not known: give a name of the IANA database, such as Asia/Shanghai.',
  expected_after_due: 'A ruling could be due before it is expected: make review.expected shorter than review.due.',
  duplicate_code: 'This code is used twice in its list: give each entry a code of its own.',
  remedy_without_goods:
    'The buyer holds no goods here that this remedy needs: remove it, or let the reason fit received goods.',
  remedy_not_in_phase: 'This remedy is offered only after sale: remove it, or add the phase after_sale.',
  refund_needed:
    'Unshipped orders and virtual goods can only be refunded: add refund_only, or let the reason not fit them.',
  phase_without_goods: 'An order that is not shipped is always in sale: add the phase in_sale.',
  track_without_burden:
    'The buyer can only be asked to show evidence first where the buyer must prove: name the buyer in burden.',
  days_without_receipt: 'Days from receipt need a reason that fits received goods: set null, or add received to fits.',
  virtual_trap:
    'A claim on virtual goods that is refused at once closes {after_refusal} after the refusal, but the buyer may ask ' +
    'for intervention only {wait} after the application: the buyer must modify the claim in between to keep it open. ' +
    'Make buyer.after_refusal_virtual longer than intervention.virtual_wait.',
};

function explain({ pointer, code, params }: Finding): Violation {
  const sentence = POLICY_SENTENCES[code] ?? code;
  const detail = sentence.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(params[name] ?? placeholder));
  return { pointer, code, detail, params };
}

/** Checks a policy document: its shape first, then its sense. At most a hundred mistakes of shape are told at once. */
export function checkPolicy(
  document: unknown,
): { policy: PolicyDocument; errors?: never } | { errors: readonly Violation[]; policy?: never } {
  if (!validator.Check(document)) return { errors: schemaFindings(validator, document).map(explain) };
  const findings = senseFindings(document);
  return findings.length === 0 ? { policy: document } : { errors: findings.map(explain) };
}

/**
 * What a valid policy will make people stumble over. R33: virtual goods refused at once, where the claim expires no
 * later than the right to ask for intervention opens.
 */
export function policyWarnings({ values }: Policy): Violation[] {
  const params = {
    after_refusal: values['buyer.after_refusal_virtual'],
    wait: values['intervention.virtual_wait'],
  };
  if (exact(params.after_refusal) > exact(params.wait)) return [];
  return [explain({ pointer: '/values/buyer.after_refusal_virtual', code: 'virtual_trap', params })];
}
