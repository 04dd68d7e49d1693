import { answer } from './answer.ts';
import { openApiOf } from './openapi.ts';
import { type Route, route } from './route.ts';

/** `/openapi.json`: the description of the other routes. */
export function openApiRoute(routes: readonly Route[]): Route {
  const document = answer(200, openApiOf(routes));
  return route({
    method: 'GET',
    url: '/openapi.json',
    name: 'getOpenApi',
    summary: 'This document',
    tag: 'service',
    access: 'public',
    internal: true,
    schema: {},
    handler: async () => document,
  });
}
