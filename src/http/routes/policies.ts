import { Type } from 'typebox';
import type { Locale } from '../../../locales/locale.ts';
import { fieldSentence } from '../../../locales/sentences.ts';
import { checkPolicy, PolicySchema, policyWarnings } from '../../contract/policy.ts';
import { Id, listOf, record } from '../../contract/primitive.ts';
import type { Violation } from '../../contract/violation.ts';
import { recordAudit } from '../../store/audit.ts';
import { addPolicy, findPolicy, listPolicies } from '../../store/policy.ts';
import { answer } from '../answer.ts';
import { auditedBy } from '../audited.ts';
import { ALIKE } from '../authorization.ts';
import type { Unsound } from '../deps.ts';
import { withIdempotency } from '../idempotency.ts';
import { listAnswer, PAGE_QUERY, pageOf } from '../page.ts';
import { problem } from '../problem.ts';
import { type Access, type Route, route } from '../route.ts';

/** Everybody may read by what their claims are decided. */
const readAccess = { scopes: ['claims'], sees: ALIKE } as const satisfies Access;
const checkAccess = {
  scopes: ['config'],
  sees: { marketplace: 'common', mediator: 'common', supervisor: 'common', operator: 'common' },
} as const satisfies Access;
const writeAccess = {
  scopes: ['config'],
  sees: { marketplace: 'common', operator: 'common' },
} as const satisfies Access;

/** A policy is walked through all its states: seconds of work, one after the other. */
const WALK = { burst: 10, perSecond: 0.2 };

const ViolationView = record(
  { pointer: Type.String(), code: Type.String(), detail: Type.String() },
  { title: 'Violation' },
);
const PolicyCheck = record(
  { valid: Type.Boolean(), errors: Type.Array(ViolationView), warnings: Type.Array(ViolationView) },
  { title: 'PolicyCheck' },
);

/** R4: a policy that is well formed, and under which a claim could get stuck or a party be wronged. */
function unsoundViolation({ check, story }: Unsound): Violation {
  const detail = `${check}: ${story.join('; ')}`;
  return { pointer: '', code: 'unsound', detail, params: { story: detail } };
}

function told({ pointer, code, params }: Violation, locale: Locale) {
  return { pointer, code, detail: fieldSentence(locale, code, params) };
}

export const POLICY_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/policies',
    name: 'listPolicies',
    summary: 'Every version of every policy, the one that takes effect last first (R7)',
    tag: 'policy',
    access: readAccess,
    schema: { querystring: record({ ...PAGE_QUERY }), response: { 200: listOf(PolicySchema) } },
    handler: async ({ query }, { store }) => {
      const page = pageOf(query, ([count]) => (typeof count === 'number' && count >= 0 ? count : null));
      const policies = (await listPolicies(store.pool)).map(({ policy }, index) => ({ policy, count: index + 1 }));
      return listAnswer(policies.slice(page.after ?? 0), page, {
        toWire: ({ policy }) => policy,
        cursorOf: ({ count }) => [count],
      });
    },
  }),
  route({
    method: 'GET',
    url: '/v1/policies/:name/:version',
    name: 'getPolicy',
    summary: 'One version of a policy, which never changes',
    tag: 'policy',
    access: readAccess,
    schema: {
      params: record({ name: Id, version: Type.String({ pattern: '^[1-9]\\d{0,8}$' }) }),
      response: { 200: PolicySchema },
    },
    handler: async ({ params }, { store }) => {
      const found = await findPolicy(store.pool, { name: params.name, version: Number(params.version) });
      return found ? answer(200, found.policy) : problem('NOT_FOUND');
    },
  }),
  route({
    method: 'POST',
    idempotency: 'stored',
    url: '/v1/policies',
    name: 'publishPolicy',
    costly: WALK,
    summary: 'Publishes a version, which never changes again; claims keep the version they were opened under (R7)',
    tag: 'policy',
    access: writeAccess,
    schema: { body: PolicySchema, response: { 200: PolicySchema, 201: PolicySchema } },
    handler: async ({ body, idempotency, caller }, { store, judgePolicy }) => {
      const { policy, errors } = checkPolicy(body);
      if (errors) return problem('POLICY_INVALID', { errors });
      const unsound = (await judgePolicy(policy)).map(unsoundViolation);
      if (unsound.length > 0) return problem('POLICY_INVALID', { errors: unsound });
      return withIdempotency(store.pool, idempotency, async (tx) => {
        const added = await addPolicy(tx, policy);
        if (added === 'exists') return problem('POLICY_EXISTS');
        if (added === 'same') return answer(200, policy);
        const { name, version, effective_from } = policy;
        const subject = `${name}/${version}`;
        const details = { effective_from };
        await recordAudit(tx, store, { ...auditedBy(caller), action: 'policy.published', subject, details });
        return answer(201, policy);
      });
    },
  }),
  route({
    method: 'POST',
    idempotency: 'none',
    url: '/v1/policies/check',
    name: 'checkPolicy',
    costly: WALK,
    summary: 'Whether a policy could be published, and what it would make people stumble over (R33)',
    tag: 'policy',
    access: checkAccess,
    schema: {
      body: Type.Unknown({ description: 'a policy document, right or wrong' }),
      response: { 200: PolicyCheck },
    },
    handler: async ({ body, locale }, { judgePolicy }) => {
      const { policy, errors: misshapen = [] } = checkPolicy(body);
      const errors = policy ? (await judgePolicy(policy)).map(unsoundViolation) : misshapen;
      const warnings = policy ? policyWarnings(policy) : [];
      return answer(200, {
        valid: errors.length === 0,
        errors: errors.map((error) => told(error, locale)),
        warnings: warnings.map((warning) => told(warning, locale)),
      });
    },
  }),
];
