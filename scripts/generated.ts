import swift from '../policies/swift.json' with { type: 'json' };
import taobaoClassic from '../policies/taobao-classic.json' with { type: 'json' };
import { checkPolicy } from '../src/contract/policy.ts';
import { policyGuide } from '../src/contract/policy-guide.ts';
import { PROBLEM_STATUS } from '../src/contract/problem.ts';
import type { Policy } from '../src/domain/policy.ts';
import { explore } from '../src/explorer/exploration.ts';
import { judge } from '../src/explorer/judgement.ts';
import { type Explored, processDocument } from '../src/explorer/process-document.ts';
import { authorizationDocument } from '../src/http/authorization-document.ts';
import { openApiOf } from '../src/http/openapi.ts';
import { ROUTES } from '../src/http/routes.ts';
import { libraryNotices } from '../src/main/holidays.ts';
import { generateSchema } from './dump-schema.ts';

/** A file of the repository that is made from code. */
interface Generated {
  /** Relative to the repository's root. */
  readonly path: string;
  readonly generate: () => string | Promise<string>;
}

function shippedPolicies(): Policy[] {
  return [taobaoClassic, swift].map((document) => {
    const { policy, errors } = checkPolicy(document);
    if (!policy) throw new Error(`a shipped policy is not valid: ${JSON.stringify(errors)}`);
    return policy;
  });
}

function exploreShipped(policy: Policy): Explored {
  const { time_zone: timeZone, working_days: workingDays, region } = policy;
  const calendar = { timeZone, workingDays, notices: libraryNotices(region) };
  const exploration = explore({ policy, calendar });
  return { name: policy.name, exploration, judgement: judge(exploration) };
}

/** Every generated file. Another one is another line here: the test then holds it to its generator. */
export const GENERATED: readonly Generated[] = [
  {
    path: 'docs/process.md',
    generate: () => processDocument(shippedPolicies().map(exploreShipped), (code) => PROBLEM_STATUS[code]),
  },
  { path: 'docs/policies.md', generate: () => policyGuide(shippedPolicies()) },
  { path: 'docs/authorization.md', generate: () => authorizationDocument(ROUTES) },
  { path: 'docs/openapi.json', generate: () => `${JSON.stringify(openApiOf(ROUTES), null, 2)}\n` },
  { path: 'db/schema.sql', generate: generateSchema },
];
