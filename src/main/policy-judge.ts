import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Policy } from '../domain/policy.ts';
import { CHECKS, type Judgement } from '../explorer/judgement.ts';
import type { JudgePolicy, Unsound } from '../http/deps.ts';

async function walkApart(policy: Policy): Promise<readonly Unsound[]> {
  const thread = new Worker(new URL('./policy-judge-thread.ts', import.meta.url), { workerData: policy });
  const [judgement] = (await once(thread, 'message')) as [Judgement];
  return judgement.checks.flatMap(({ name, ok, story = [] }) => (ok ? [] : [{ check: CHECKS[name], story }]));
}

/** What the walk looks at: neither names nor dates. */
function substanceOf({ values, reasons, refusal_reasons, working_days, time_zone, region }: Policy): string {
  return JSON.stringify([values, reasons, refusal_reasons, working_days, time_zone, region]);
}

/** R4: judges policies before they are published; the last one judged is remembered, for it is checked, then published. */
export function createPolicyJudge(): JudgePolicy {
  let last: { substance: string; unsound: Promise<readonly Unsound[]> } | null = null;
  return (policy) => {
    const substance = substanceOf(policy);
    if (last?.substance !== substance) last = { substance, unsound: walkApart(policy) };
    return last.unsound;
  };
}
