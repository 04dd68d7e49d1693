import type { TSchema } from 'typebox';
import { PROBLEM_CODES, ProblemBody } from '../contract/problem.ts';
import type { Access, Route } from './route.ts';

type Json = Record<string, unknown>;

const COMPONENT = /^[A-Z][A-Za-z0-9]*$/;

/** The schemas with a name, each written once; the same name for two different schemas is a mistake in the contract. */
interface Components {
  readonly schemas: Map<string, string>;
}

/** A schema as the document has it: what has a title stands among the components, and here is a reference to it. */
function place(schema: unknown, components: Components): unknown {
  if (Array.isArray(schema)) return schema.map((item: unknown) => place(item, components));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { title } = schema as { title?: unknown };
  const body = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, place(value, components)]));
  if (typeof title !== 'string' || !COMPONENT.test(title)) return body;
  const text = JSON.stringify(body);
  const known = components.schemas.get(title);
  if (known !== undefined && known !== text) throw new Error(`two different schemas are called ${title}`);
  components.schemas.set(title, text);
  return { $ref: `#/components/schemas/${title}` };
}

function parametersOf(schema: TSchema | undefined, where: 'path' | 'query', components: Components): Json[] {
  const { properties = {}, required = [] } = (schema ?? {}) as { properties?: Json; required?: readonly string[] };
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: place(value, components),
  }));
}

function headersOf({ access, method, tag }: Route): Json[] {
  const names = [
    ...(access === 'public' ? [] : ['ActAs']),
    'AcceptLanguage',
    ...(method === 'POST' ? ['IdempotencyKey'] : []),
    ...(tag === 'commands' ? ['IfMatch'] : []),
  ];
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}

function requestBodyOf({ body, schema }: Route, components: Components): Json {
  if (body === 'ndjson') {
    const description = 'One JSON object a line';
    return {
      requestBody: { required: true, content: { 'application/x-ndjson': { schema: { type: 'string', description } } } },
    };
  }
  if (body === 'multipart') {
    const file = { type: 'string', contentMediaType: 'application/octet-stream' };
    const form = { type: 'object', properties: { file }, required: ['file'] };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema: form } } } };
  }
  if (!schema.body) return {};
  const { required = [] } = schema.body as { required?: readonly string[] };
  const content = { 'application/json': { schema: place(schema.body, components) } };
  return { requestBody: { required: required.length > 0, content } };
}

function responsesOf({ schema, body, endless }: Route, components: Components): Json {
  const type = endless ? 'text/event-stream' : body === 'ndjson' ? 'application/x-ndjson' : 'application/json';
  const described = Object.entries(schema.response ?? {}).map(([status, answer]): [string, Json] => {
    const hasBody = status !== '204';
    return [
      status,
      { description: 'Done', ...(hasBody ? { content: { [type]: { schema: place(answer, components) } } } : {}) },
    ];
  });
  const done: [string, Json][] = described.length > 0 ? described : [['200', { description: 'Done' }]];
  return { ...Object.fromEntries(done), default: { $ref: '#/components/responses/Problem' } };
}

function securityOf(access: Access): Json[] {
  if (access === 'public') return [];
  return [access.by === 'session' ? { session: [] } : { apiKey: [...access.scopes] }];
}

function operationOf(route: Route, components: Components): Json {
  const { name, summary, tag, access, schema } = route;
  return {
    operationId: name,
    summary,
    tags: [tag],
    security: securityOf(access),
    ...(access === 'public' ? {} : { 'x-roles': Object.keys(access.sees), 'x-sees': access.sees }),
    parameters: [
      ...parametersOf(schema.params, 'path', components),
      ...parametersOf(schema.querystring, 'query', components),
      ...headersOf(route),
    ],
    ...requestBodyOf(route, components),
    responses: responsesOf(route, components),
  };
}

function header(name: string, description: string, schema: Json): Json {
  return { name, in: 'header', required: false, description, schema };
}

const PARAMETERS = {
  ActAs: header(
    'Act-As',
    'For whom: `buyer:<id>`, `seller:<shop id>/<user id>`, `mediator:<id>`, `supervisor:<id>`, `operator:<id>`; ids percent-encoded (RFC 3986). Without it the marketplace itself. Who has signed in names one of their own roles: `supervisor`.',
    { type: 'string' },
  ),
  AcceptLanguage: header('Accept-Language', 'zh-CN, zh-TW or en', { type: 'string' }),
  IdempotencyKey: header(
    'Idempotency-Key',
    'The same key and body get the stored answer; another body is refused with IDEMPOTENCY_KEY_REUSED.',
    { type: 'string', pattern: '^[ -~]{1,255}$' },
  ),
  IfMatch: header('If-Match', "The claim's version, as its ETag gave it; VERSION_MISMATCH when it has changed.", {
    type: 'string',
  }),
};

/** The OpenAPI 3.1 description of these routes, from the very schemas that check their input. */
export function openApiOf(routes: readonly Route[]): Json {
  const components: Components = { schemas: new Map() };
  const paths = new Map<string, Json>();
  for (const route of routes) {
    const path = route.url.replace(/:(\w+)/g, '{$1}');
    paths.set(path, { ...paths.get(path), [route.method.toLowerCase()]: operationOf(route, components) });
  }
  const problem = place(ProblemBody, components);
  const named = [...components.schemas].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    openapi: '3.1.1',
    info: {
      title: 'Gongdao 公道',
      version: '1',
      description: 'A resolution centre for online marketplaces: claims from application to ruling and refund.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: Object.fromEntries(paths),
    components: {
      schemas: Object.fromEntries(named.map(([name, text]) => [name, JSON.parse(text)])),
      parameters: PARAMETERS,
      responses: {
        Problem: {
          description: `Refused, or failed; \`code\` is one of ${PROBLEM_CODES.join(', ')}.`,
          content: { 'application/problem+json': { schema: problem } },
        },
      },
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description:
            'An API key, or the token of a portal session: `Authorization: Bearer sk_…` or `pt_…`. Staff who have signed in call the same with their session and need no key',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-gongdao-session',
          description:
            'The session of somebody of the staff. Each request also carries `X-Requested-With: gongdao`, and comes from a page of the same origin',
        },
      },
    },
  };
}
