import type { ServiceStatus } from './deps.ts';

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

type Labels = Readonly<Record<string, string | number>>;

interface Histogram {
  readonly counts: number[];
  sum: number;
  count: number;
}

export interface RequestFacts {
  readonly method: string;
  /** The pattern, not the path: `/v1/claims/:id`. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

export interface Metrics {
  readonly countRequest: (facts: RequestFacts) => void;
  readonly countCommand: (command: string, outcome: 'done' | 'refused') => void;
  readonly countProblem: (code: string) => void;
  /** The Prometheus text format 0.0.4. */
  readonly write: (status: ServiceStatus, pool: { total: number; idle: number; waiting: number }) => string;
}

/** Counts in this process since it started. */
export function createMetrics(): Metrics {
  const requests = new Map<string, number>();
  const durations = new Map<string, Histogram>();
  const commands = new Map<string, number>();
  const problems = new Map<string, number>();
  return {
    countRequest: ({ method, route, status, seconds }) => {
      add(requests, { method, route, status });
      observe(durations, { method, route }, seconds);
    },
    countCommand: (command, outcome) => add(commands, { command, outcome }),
    countProblem: (code) => add(problems, { code }),
    write: (status, pool) =>
      [
        counter('gongdao_http_requests_total', 'Requests answered.', requests),
        histogram('gongdao_http_request_duration_seconds', 'Time from request to answer.', durations),
        counter('gongdao_commands_total', 'Commands given to claims.', commands),
        counter('gongdao_problems_total', 'Requests refused, by code.', problems),
        ...gauges(status, pool),
      ].join(''),
  };
}

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(
      ([name, value]) =>
        `${name}="${String(value).replace(/[\\"\n]/g, (char) => (char === '\n' ? '\\n' : `\\${char}`))}"`,
    )
    .join(',');
}

function add(counts: Map<string, number>, labels: Labels): void {
  const name = labelText(labels);
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function observe(histograms: Map<string, Histogram>, labels: Labels, value: number): void {
  const name = labelText(labels);
  const found = histograms.get(name) ?? { counts: BUCKETS_SECONDS.map(() => 0), sum: 0, count: 0 };
  const bucket = BUCKETS_SECONDS.findIndex((limit) => value <= limit);
  if (bucket >= 0) found.counts[bucket] = (found.counts[bucket] ?? 0) + 1;
  found.sum += value;
  found.count += 1;
  histograms.set(name, found);
}

function head(name: string, help: string, type: 'counter' | 'gauge' | 'histogram'): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

function counter(name: string, help: string, counts: ReadonlyMap<string, number>): string {
  return head(name, help, 'counter') + [...counts].map(([labels, value]) => `${name}{${labels}} ${value}\n`).join('');
}

function histogram(name: string, help: string, histograms: ReadonlyMap<string, Histogram>): string {
  return head(name, help, 'histogram') + [...histograms].map(([labels, found]) => series(name, labels, found)).join('');
}

function series(name: string, labels: string, { counts, sum, count }: Histogram): string {
  let below = 0;
  const buckets = BUCKETS_SECONDS.map((limit, index) => {
    below += counts[index] ?? 0;
    return `${name}_bucket{${labels},le="${limit}"} ${below}\n`;
  });
  return `${buckets.join('')}${name}_bucket{${labels},le="+Inf"} ${count}\n${name}_sum{${labels}} ${sum}\n${name}_count{${labels}} ${count}\n`;
}

function gauge(name: string, help: string, value: number): string {
  return `${head(name, help, 'gauge')}${name} ${value}\n`;
}

function gauges(
  { database, migrated, worker }: ServiceStatus,
  pool: { total: number; idle: number; waiting: number },
): string[] {
  const ofWorker = worker && [
    gauge('gongdao_worker_lag_seconds', 'How long the earliest due deadline has waited.', worker.lagSeconds),
    gauge('gongdao_worker_parked_claims', 'Claims set aside by the worker.', worker.parked),
    gauge('gongdao_worker_alarm', '1 while the worker has stopped itself.', worker.alarm === null ? 0 : 1),
  ];
  return [
    gauge('gongdao_database_up', '1 while the database answers.', database ? 1 : 0),
    gauge('gongdao_migrations_current', '1 when the schema is the one this code needs.', migrated ? 1 : 0),
    ...(ofWorker ?? []),
    gauge('gongdao_database_connections', 'Connections open in the pool.', pool.total),
    gauge('gongdao_database_connections_idle', 'Connections idle in the pool.', pool.idle),
    gauge('gongdao_database_waiting', 'Requests waiting for a connection.', pool.waiting),
    gauge('gongdao_memory_bytes', 'Resident memory of the process.', process.memoryUsage.rss()),
  ];
}
