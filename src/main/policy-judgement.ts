import type { Policy } from '../domain/policy.ts';
import { explore } from '../explorer/exploration.ts';
import { type Judgement, judge } from '../explorer/judgement.ts';
import { libraryNotices } from './holidays.ts';

/** Walks through every claim that a policy allows (R4), with the calendar that the library knows of its region. */
export function judgePolicy(policy: Policy): Judgement {
  const { time_zone: timeZone, working_days: workingDays, region } = policy;
  return judge(explore({ policy, calendar: { timeZone, workingDays, notices: libraryNotices(region) } }));
}
