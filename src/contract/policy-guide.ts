import type { Policy, PolicyValues } from '../domain/policy.ts';
import { ANY_LENGTH, EXACT_LENGTH, PolicyValuesSchema, RESTRICTION } from './policy-values.ts';

const LENGTH_UNITS: Record<string, string> = {
  [EXACT_LENGTH]: 'exact length',
  [ANY_LENGTH]: 'any length',
  [RESTRICTION]: '`until_month_end` or exact length',
};

interface Described {
  readonly description?: string;
  readonly pattern?: string;
}

function unitOf(name: string, { pattern }: Described): string {
  if (pattern !== undefined) return LENGTH_UNITS[pattern] ?? 'text';
  return name === 'ruling.low_value_limit' || name === 'ruling.second_review_from' ? 'minor units' : 'count';
}

function rowOf(name: keyof PolicyValues, policies: readonly Policy[]): string {
  const schema = PolicyValuesSchema.properties[name] as Described;
  const [, rule = '', effect = ''] = /^(R\w+): (.*)$/.exec(schema.description ?? '') ?? [];
  const values = policies.map(({ values }) => `\`${values[name]}\``);
  const sentence = effect.charAt(0).toUpperCase() + effect.slice(1);
  return `| \`${name}\` | ${values.join(' | ')} | ${unitOf(name, schema)} | ${rule} | ${sentence} |`;
}

/** The guide to every policy value, in Markdown: made from the schema, with the values of these policies beside it. */
export function policyGuide(policies: readonly Policy[]): string {
  const names = Object.keys(PolicyValuesSchema.properties) as (keyof PolicyValues)[];
  const heads = policies.map(({ name }) => `\`${name}\``);
  return `# Policy values

Generated from \`src/contract/policy-values.ts\`; do not edit by hand.

A policy is dated data: every number that a marketplace may change, and the reasons a buyer or a seller may give. A
claim keeps the version under which it was opened. Check a document of your own with \`gongdao policy check FILE\`; it
names every mistake by its place, then walks all that can happen under the policy.

An **exact length** is ISO 8601 in days, hours, minutes and seconds (\`P3D\`, \`PT48H\`): always the same time. **Any
length** may also be calendar months (\`P6M\`) or working days (\`6WD\`). No length may be nought or longer than a year.
Amounts are in **minor units** of the order's currency. R-numbers are those of the rules, which the refusals name too.

| value | ${heads.join(' | ')} | unit | rule | what it changes |
|---|${heads.map(() => '---|').join('')}---|---|---|
${names.map((name) => rowOf(name, policies)).join('\n')}
`;
}
