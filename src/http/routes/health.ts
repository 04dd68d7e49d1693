import { Type } from 'typebox';
import { nullable, record } from '../../contract/primitive.ts';
import { answer } from '../answer.ts';
import type { ServiceStatus } from '../deps.ts';
import { problem } from '../problem.ts';
import { type Route, route } from '../route.ts';

/** A worker this far behind is broken, and somebody has to look. */
const MAX_LAG_SECONDS = 60;

const Health = record({ status: Type.Literal('ok') }, { title: 'Health' });

const Readiness = record(
  {
    status: Type.Literal('ready'),
    worker: nullable(record({ lag_seconds: Type.Number(), parked: Type.Integer(), alarm: nullable(Type.String()) })),
  },
  { title: 'Readiness' },
);

function isReady({ database, migrated, worker }: ServiceStatus): boolean {
  return database && migrated && (worker === null || (worker.alarm === null && worker.lagSeconds <= MAX_LAG_SECONDS));
}

/** What is not as it should be, as the pointers of `errors[]`. */
function troubles({ database, migrated, worker }: ServiceStatus): string[] {
  return [
    ...(database ? [] : ['/database']),
    ...(migrated ? [] : ['/migrations']),
    ...(worker && worker.alarm !== null ? ['/worker/alarm'] : []),
    ...(worker && worker.lagSeconds > MAX_LAG_SECONDS ? ['/worker/lag_seconds'] : []),
  ];
}

function wireOf({ worker }: ServiceStatus) {
  return {
    status: 'ready',
    worker: worker && { lag_seconds: worker.lagSeconds, parked: worker.parked, alarm: worker.alarm },
  };
}

export const HEALTH_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/healthz',
    name: 'getHealth',
    summary: 'Whether the process runs',
    tag: 'service',
    access: 'public',
    internal: true,
    schema: { response: { 200: Health } },
    handler: async () => answer(200, { status: 'ok' }),
  }),
  route({
    method: 'GET',
    url: '/readyz',
    name: 'getReadiness',
    summary: 'Whether the database answers, its schema is current and the worker keeps up',
    tag: 'service',
    access: 'public',
    internal: true,
    schema: { response: { 200: Readiness } },
    handler: async (_call, deps) => {
      const status = await deps.status();
      if (isReady(status)) return answer(200, wireOf(status));
      const errors = troubles(status).map((pointer) => ({ pointer, code: 'invalid' }));
      return problem('NOT_READY', { errors, headers: { 'retry-after': '5' } });
    },
  }),
  route({
    method: 'GET',
    url: '/metrics',
    name: 'getMetrics',
    summary: 'Counts and gauges in the Prometheus text format',
    tag: 'service',
    access: 'public',
    internal: true,
    schema: {},
    handler: async (_call, deps) => {
      const { pool } = deps.store;
      const connections = { total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount };
      const body = deps.metrics.write(await deps.status(), connections);
      return { status: 200, body, headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } };
    },
  }),
];
