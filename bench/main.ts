// `npm run bench`: what the door, the HTTP service and the deadline worker do, beside what the database alone does.
// See docs/benchmark.md.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../src/store/database.ts';
import { captureWrites, type Written } from './capture.ts';
import { findPgbench, mustHaveWritten, PGBENCH_HINT, runPgbench } from './ceiling.ts';
import { type Child, startChild } from './child.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { runDriver } from './driver-ceiling.ts';
import { runHttp } from './http-load.ts';
import { describeMachine } from './machine.ts';
import { cpuOf, cpuOfFamily, peakMemoryOf } from './process-cost.ts';
import { profileLines, topStatements } from './profile.ts';
import { type Program, startProgram } from './program.ts';
import { type Contestant, type Round, table, waveLines } from './report.ts';
import { prepareWave, runWave } from './wave.ts';
import { CLAIMS, CONNECTIONS, cloneSet, createWork, type Measured, prepareTemplates } from './workload.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '5' },
    pending: { type: 'string', default: '1000000' },
    due: { type: 'string', default: '100000' },
    profile: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const HELP = `npm run bench -- [--rounds 2] [--seconds 5] [--pending 1000000] [--due 100000] [--profile]

  --pending 0   leaves the deadline worker out
  --profile     also says where the time goes (and takes some itself)
  BENCH_DIR     a folder on the disk to measure; the system's temporary folder unless told`;

const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
const WARM_UP_SECONDS = 3;

/** Says on standard error what is going on; the results alone go to standard output. */
function say(text: string): void {
  console.error(`… ${text}`);
}

interface Bench {
  readonly cluster: Cluster;
  readonly profiles: string | null;
}

function flagsFor({ profiles }: Bench, name: string): string[] {
  return profiles === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${join(profiles, name)}`];
}

/** Runs something with the processor time of PostgreSQL, and of one Node process, before and after. */
async function measure({ cluster }: Bench, pid: number | null, run: () => Promise<Measured>): Promise<Round> {
  const spent = async () => [pid === null ? 0 : await cpuOf(pid), await cpuOfFamily(cluster.postmaster())] as const;
  const [node, postgres] = await spent();
  const measured = await run();
  const [nodeAfter, postgresAfter] = await spent();
  return {
    measured,
    nodeMicroseconds: pid === null ? null : (nodeAfter - node) / measured.count,
    postgresMicroseconds: (postgresAfter - postgres) / measured.count,
    peakMemory: pid === null ? null : await peakMemoryOf(pid),
  };
}

interface Ceiling {
  readonly name: string;
  readonly run: (set: string) => Promise<Measured>;
}

async function chooseCeiling({ url }: Cluster, written: readonly Written[]): Promise<Ceiling> {
  const pgbench = await findPgbench();
  if (pgbench)
    return {
      name: 'ceiling: pgbench, one statement',
      run: (set) => runPgbench({ pgbench, url, written, set, seconds }),
    };
  say(`${PGBENCH_HINT}; the driver takes its place, and the shares below flatter`);
  return {
    name: 'in place of pgbench: the driver, one statement',
    run: (set) => runDriver(url, written, { set, seconds }),
  };
}

/** Letters of the sets of claims: one for each round of the ceiling, one for the door, one for HTTP. */
const ceilingSets = Array.from({ length: rounds }, (_, round) => String.fromCharCode('a'.charCodeAt(0) + round));
const DOOR = 'y';
const HTTP = 'z';

async function prepare({ cluster }: Bench): Promise<readonly Written[]> {
  const pool = openDatabase({ url: cluster.url, max: CONNECTIONS });
  const written = await captureWrites(pool);
  await prepareTemplates(pool);
  await pool.end();
  for (const set of [...ceilingSets, DOOR, HTTP]) await cloneSet(cluster.admin, set);
  await cluster.admin.query('vacuum analyze');
  await cluster.admin.query('checkpoint');
  return written;
}

interface Contest {
  readonly ceiling: Ceiling;
  readonly door: Child;
  readonly service: Program;
}

/** The three by turns, so that whatever else the machine does meets them alike. */
async function compete(bench: Bench, { ceiling, door, service }: Contest): Promise<Contestant[]> {
  const work = createWork(HTTP);
  const [alone, through, over]: [Round[], Round[], Round[]] = [[], [], []];
  await door.ask<Measured>(WARM_UP_SECONDS);
  await runHttp(service.url, work, WARM_UP_SECONDS);
  for (const [round, set] of ceilingSets.entries()) {
    say(`round ${round + 1} of ${rounds}`);
    const first = await measure(bench, null, () => ceiling.run(set));
    await mustHaveWritten(bench.cluster.admin, set, first.measured.count);
    alone.push(first);
    through.push(await measure(bench, door.pid, () => door.ask<Measured>(seconds)));
    over.push(await measure(bench, service.pid, () => runHttp(service.url, work, seconds)));
  }
  return [
    { name: ceiling.name, aim: null, rounds: alone },
    { name: 'the door, in process', aim: 0.5, rounds: through },
    { name: 'HTTP', aim: 0.35, rounds: over },
  ];
}

async function benchCommands(bench: Bench): Promise<void> {
  const { cluster } = bench;
  say(`making ${CLAIMS} open claims for each of ${rounds + 2} runs`);
  const written = await prepare(bench);
  if (bench.profiles !== null) await cluster.admin.query('create extension pg_stat_statements');
  const ceiling = await chooseCeiling(cluster, written);
  const door = startChild('door-child.ts', [cluster.url, DOOR], flagsFor(bench, 'door'));
  const service = await startProgram('serve', cluster.url, flagsFor(bench, 'http'));
  try {
    console.log(`\n${table(await compete(bench, { ceiling, door, service }))}\n`);
  } finally {
    await door.stop();
    await service.stop();
  }
}

async function benchDeadlines(bench: Bench): Promise<void> {
  const size = { pending: Number(options.pending), due: Number(options.due) };
  if (size.pending === 0) return;
  const { cluster } = bench;
  const pool = openDatabase({ url: cluster.url, max: 4 });
  try {
    say(`making ${size.pending} pending deadlines, ${size.due} of them due; this takes minutes`);
    const making = { pool, admin: cluster.admin };
    await prepareWave(making, size);
    say('starting the worker');
    const wave = await runWave(
      { ...making, url: cluster.url, postmaster: cluster.postmaster() },
      flagsFor(bench, 'worker'),
    );
    console.log(`${waveLines(size.pending, wave).join('\n')}\n`);
  } finally {
    await pool.end();
  }
}

async function main(): Promise<void> {
  const profiles = options.profile ? await mkdtemp(join(tmpdir(), 'gongdao-profile-')) : null;
  const statements = { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track': 'all' };
  // Pools of 32 for the door and for HTTP stay open while pgbench has its own.
  const cluster = await startCluster({ max_connections: '150', ...(profiles === null ? {} : statements) });
  const bench = { cluster, profiles };
  try {
    console.log((await describeMachine(cluster.admin)).join('\n'));
    await benchCommands(bench);
    await benchDeadlines(bench);
    if (profiles !== null) {
      console.log((await topStatements(cluster.admin)).join('\n'));
      for (const name of ['door', 'http', 'worker']) console.log((await profileLines(profiles, name)).join('\n'));
    }
  } finally {
    await cluster.stop();
    if (profiles !== null) await rm(profiles, { recursive: true });
  }
}

if (options.help) console.log(HELP);
else await main();
