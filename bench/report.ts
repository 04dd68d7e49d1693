import type { WaveResult } from './wave.ts';
import type { Measured } from './workload.ts';

/** One round of one contestant. Processor time in microseconds per command, memory in bytes. */
export interface Round {
  readonly measured: Measured;
  readonly nodeMicroseconds: number | null;
  readonly postgresMicroseconds: number;
  readonly peakMemory: number | null;
}

export interface Contestant {
  readonly name: string;
  /** The least share of the ceiling aimed at; null for the ceiling itself. */
  readonly aim: number | null;
  readonly rounds: readonly Round[];
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

export function rateOf({ rounds }: Contestant): number {
  return mean(rounds.map(({ measured: { count, seconds } }) => count / seconds));
}

function spreadOf({ rounds }: Contestant): string {
  const rates = rounds.map(({ measured: { count, seconds } }) => count / seconds);
  return `${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)}`;
}

function meanOf(
  { rounds }: Contestant,
  field: 'nodeMicroseconds' | 'postgresMicroseconds' | 'peakMemory',
): number | null {
  const values = rounds.flatMap((round) => round[field] ?? []);
  return values.length === 0 ? null : mean(values);
}

const whole = (value: number | null) => (value === null || Number.isNaN(value) ? '–' : value.toFixed(0));
const megabytes = (bytes: number | null) => (bytes === null ? '–' : (bytes / 1e6).toFixed(0));
const verdict = (ok: boolean) => (ok ? 'met' : 'MISSED');

const COLUMNS = [
  '',
  'per second',
  'rounds',
  'of the ceiling',
  'aim',
  'median ms',
  'p99 ms',
  'Node µs',
  'PostgreSQL µs',
  'Node MB',
];

function rowOf(contestant: Contestant, ceiling: number): string[] {
  const { name, aim, rounds } = contestant;
  const share = rateOf(contestant) / ceiling;
  const peak = meanOf(contestant, 'peakMemory');
  return [
    name,
    whole(rateOf(contestant)),
    spreadOf(contestant),
    aim === null ? '1.00' : share.toFixed(2),
    aim === null ? '' : `≥ ${aim} ${verdict(share >= aim)}`,
    mean(rounds.map(({ measured }) => measured.medianMs)).toFixed(1),
    whole(mean(rounds.map(({ measured }) => measured.slowMs))),
    whole(meanOf(contestant, 'nodeMicroseconds')),
    whole(meanOf(contestant, 'postgresMicroseconds')),
    peak === null ? '–' : `${megabytes(peak)} ${verdict(peak < MEMORY_AIM)}`,
  ];
}

/** Bytes a process of Gongdao may take. */
const MEMORY_AIM = 300e6;
const WAVE_AIM_SECONDS = 60;
const LATENESS_AIM_MS = 1000;

/** A table in Markdown; the first contestant is the ceiling. */
export function table(contestants: readonly Contestant[]): string {
  const [first] = contestants;
  const ceiling = first ? rateOf(first) : Number.NaN;
  const lines = [COLUMNS, COLUMNS.map(() => '---'), ...contestants.map((one) => rowOf(one, ceiling))];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`)
    .join('\n');
}

export function waveLines(pending: number, wave: WaveResult): string[] {
  const { fired, seconds, peakMemory, latenessMs, nodeMicroseconds, postgresMicroseconds } = wave;
  const most = latenessMs.at(-1) ?? Number.NaN;
  const median = latenessMs[Math.floor(latenessMs.length / 2)] ?? Number.NaN;
  // The aim is for 100,000; fewer are measured against their share of it.
  const aim = WAVE_AIM_SECONDS * Math.max(1, fired / 100_000);
  return [
    `${fired} deadlines of ${pending} pending fell due at once: fired in ${seconds.toFixed(1)} s, ` +
      `${(fired / seconds).toFixed(0)} a second (aim: within ${aim.toFixed(0)} s, ${verdict(seconds <= aim)}); ` +
      `per deadline Node ${whole(nodeMicroseconds)} µs, PostgreSQL ${whole(postgresMicroseconds)} µs; ` +
      `memory of the worker ${megabytes(peakMemory)} MB (${verdict(peakMemory < MEMORY_AIM)}).`,
    `At rest a deadline was fired ${median.toFixed(0)} ms late (median), ${most.toFixed(0)} ms at most, ` +
      `of ${latenessMs.length} (aim: 1 s, ${verdict(most <= LATENESS_AIM_MS)}).`,
  ];
}
