import chineseDays from 'chinese-days';
import swiftDocument from '../../policies/swift.json' with { type: 'json' };
import classicDocument from '../../policies/taobao-classic.json' with { type: 'json' };
import { checkPolicy } from '../../src/contract/policy.ts';
import type { Notices } from '../../src/domain/calendar.ts';
import type { Policy, PolicyValues, Rules } from '../../src/domain/policy.ts';
import { dayNumber, dayOf } from '../../src/domain/time.ts';

function checked(document: unknown): Policy {
  const { policy, errors } = { policy: undefined, ...checkPolicy(document) };
  if (!policy) throw new Error(`a shipped policy is not valid: ${JSON.stringify(errors)}`);
  return policy;
}

/** The policies that are shipped, as they are. */
export const taobaoClassic: Policy = checked(classicDocument);
export const swift: Policy = checked(swiftDocument);

function noticesOf(years: readonly number[]): Notices {
  const [off, makeUp] = [new Set<string>(), new Set<string>()];
  for (const year of years) {
    for (let day = dayNumber(`${year}-01-01`); day < dayNumber(`${year + 1}-01-01`); day += 1) {
      const weekend = [0, 6].includes(new Date(dayOf(day)).getUTCDay());
      const works = chineseDays.isWorkday(dayOf(day));
      if (works && weekend) makeUp.add(dayOf(day));
      if (!works && !weekend) off.add(dayOf(day));
    }
  }
  return { years: new Set(years), off, makeUp };
}

/** The notices of the State Council that the tests know: 2027 is still unknown (R45). */
export const notices: Notices = noticesOf([2024, 2025, 2026]);

/** A policy with other values than it was shipped with. */
export function policyWith(values: Partial<PolicyValues>, policy: Policy = taobaoClassic): Policy {
  return { ...policy, values: { ...policy.values, ...values } };
}

/** What a decision is made by, under this policy. */
export function rulesOf(policy: Policy = taobaoClassic, known: Notices = notices): Rules {
  const { time_zone: timeZone, working_days: workingDays } = policy;
  return { policy, calendar: { timeZone, workingDays, notices: known } };
}
