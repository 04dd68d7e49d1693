import type { PolicyValues, Rules } from '../../src/domain/policy.ts';
import { type Exploration, explore } from '../../src/explorer/exploration.ts';
import { type CheckName, type Judgement, judge } from '../../src/explorer/judgement.ts';
import { type Process, REAL_PROCESS } from '../../src/explorer/process.ts';
import { policyWith, rulesOf } from '../support/policies.ts';

/** Reasons enough for a claim to begin in every way, and no more. */
export const EVERY_BEGINNING: readonly string[] = ['not_shipped', 'quality_hidden', 'virtual_not_delivered'];

/** Claims on virtual goods alone: two hundred states, with nearly all that can go wrong. */
export const VIRTUAL: readonly string[] = ['virtual_not_delivered'];

/** The shipped policy with few reasons and other values. */
export function smallRules(values: Partial<PolicyValues> = {}, codes: readonly string[] = VIRTUAL): Rules {
  const policy = policyWith(values);
  return rulesOf({ ...policy, reasons: policy.reasons.filter(({ code }) => codes.includes(code)) });
}

/** Walks the small policy with part of the process replaced. */
export function exploreBroken(broken: Partial<Process>, rules: Rules = smallRules()): Exploration {
  return explore(rules, { process: { ...REAL_PROCESS, ...broken } });
}

/** The story of a check that does not hold; null where it holds. */
export function storyOfCheck({ checks }: Judgement, name: CheckName): string | null {
  return checks.find((check) => check.name === name)?.story?.join('; ') ?? null;
}

export function failedChecks({ checks }: Judgement): CheckName[] {
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

export function judgeRules(rules: Rules): Judgement {
  return judge(explore(rules));
}
