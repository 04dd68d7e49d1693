import { readFile } from 'node:fs/promises';
import { checkPolicy } from '../../contract/policy.ts';
import type { Policy } from '../../domain/policy.ts';
import { DAY } from '../../domain/time.ts';
import { CHECKS, type CheckResult } from '../../explorer/judgement.ts';
import { judgePolicy } from '../policy-judgement.ts';
import { CommandError } from './remote.ts';

export interface Checked {
  readonly ok: boolean;
  /** For people: what was checked and what does not hold, with the shortest story of each. */
  readonly report: string;
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CommandError(`${file} cannot be read.`);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const told = (story: readonly string[] = []) => story.map((step) => `      ${step}`);

function checkLines({ name, ok, story }: CheckResult): string[] {
  return [`  ${ok ? '✓' : '✗'} ${CHECKS[name]}`, ...told(story)];
}

const days = (ms: number) => `${Math.ceil(ms / DAY)} days`;

function reportOf(policy: Policy): Checked {
  const { checks, warnings, lives } = judgePolicy(policy);
  const ok = checks.every((check) => check.ok);
  const lines = [
    `${policy.name} ${policy.version}`,
    ...checks.flatMap(checkLines),
    ...warnings.flatMap(({ detail, story }) => [`  ! ${detail}`, ...told(story)]),
    `  Once nobody acts any more, a claim ends within ${days(lives.unattended)}.`,
    ok ? 'This policy may be published.' : 'This policy must not be published.',
  ];
  return { ok, report: lines.join('\n') };
}

/** `gongdao policy check`: the schema, then a walk through every claim that the policy allows. */
export async function checkPolicyFile(file: string): Promise<Checked> {
  const { policy, errors } = checkPolicy(await readJson(file));
  if (policy) return reportOf(policy);
  const lines = errors.map(({ pointer, detail }) => `  ✗ ${pointer || '/'}: ${detail}`);
  return { ok: false, report: [`${file} is not a policy:`, ...lines].join('\n') };
}
