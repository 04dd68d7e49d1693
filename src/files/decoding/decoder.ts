import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FileType } from '../../contract/file.ts';
import type { DecodeJob, DecodeResult } from './decoded.ts';

export interface DecoderLimits {
  /** Most memory that may be written to, in bytes; where the system cannot hold it, that of JavaScript alone. */
  readonly memory: number;
  /** How long one file may take, in milliseconds. */
  readonly time: Readonly<Record<FileType, number>>;
  /** How many files are decoded at once. */
  readonly atOnce: number;
}

export const DECODER_LIMITS: DecoderLimits = {
  memory: 1536 * 1024 * 1024,
  time: {
    'image/jpeg': 20_000,
    'image/png': 30_000,
    'image/webp': 30_000,
    'image/gif': 60_000,
    'application/pdf': 90_000,
    'video/mp4': 120_000,
  },
  atOnce: 2,
};

export interface Decoder {
  readonly decode: (job: DecodeJob) => Promise<DecodeResult>;
  /** How many files are being decoded or wait for it. */
  readonly load: () => number;
  /** Kills whatever is running. */
  readonly stop: () => void;
}

const ROOT = join(import.meta.dirname, '..', '..', '..');
const ENTRY = join(import.meta.dirname, 'decoder-process.ts');
/** Sets limits of the system's on the process it becomes; part of every Linux. */
const PRLIMIT = '/usr/bin/prlimit';
const HEAP_MEGABYTES = 512;

function commandOf({ path, type, folder }: DecodeJob, { memory, time }: DecoderLimits): [string, string[]] {
  const node = [
    '--permission',
    `--allow-fs-read=${join(ROOT, '*')}`,
    `--allow-fs-read=${path}`,
    `--allow-fs-read=${join(folder, '*')}`,
    `--allow-fs-write=${join(folder, '*')}`,
    '--allow-addons',
    `--max-old-space-size=${HEAP_MEGABYTES}`,
    ENTRY,
  ];
  if (!existsSync(PRLIMIT)) return [process.execPath, node];
  // The processor's time runs for each thread; the clock's is held from outside.
  const seconds = Math.ceil((time[type] * 4) / 1000);
  return [PRLIMIT, [`--data=${memory}`, `--cpu=${seconds}`, '--core=0', '--nofile=128', process.execPath, ...node]];
}

function start(job: DecodeJob, limits: DecoderLimits): ChildProcess {
  const [command, args] = commandOf(job, limits);
  return spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Whatever the server's environment holds, such as the database's password, stays there.
    env: { NODE_NO_WARNINGS: '1', VIPS_CONCURRENCY: '1' },
    cwd: job.folder,
  });
}

/** What a process said that ended without a result: it was killed by a limit, or crashed. */
function run(child: ChildProcess, job: DecodeJob, { limits, onCrash, isStopped }: Running): Promise<DecodeResult> {
  return new Promise((resolve, reject) => {
    let errors = '';
    let result: DecodeResult | null = null;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, limits.time[job.type]);
    child.stderr?.on('data', (chunk: Buffer) => {
      if (errors.length < 4000) errors += chunk.toString('utf8');
    });
    child.once('message', (message) => {
      result = message as DecodeResult;
    });
    child.once('error', (error) => {
      errors += String(error);
    });
    child.once('close', (_code, signal) => {
      clearTimeout(timer);
      if (errors !== '') onCrash(errors.slice(0, 4000));
      if (result === null && isStopped()) return reject(new Error('the decoder was stopped'));
      const isSlow = late || signal === 'SIGXCPU';
      resolve(result ?? { rejected: isSlow ? 'too_slow' : 'damaged' });
    });
    child.send(job, (error) => {
      if (error) errors += String(error);
    });
  });
}

interface Running {
  readonly limits: DecoderLimits;
  /** Told what a decoder that failed unexpectedly wrote before it ended. */
  readonly onCrash: (errors: string) => void;
  readonly isStopped: () => boolean;
}

/** Decodes files in processes of their own, a few at once; the others wait. */
export function createDecoder({
  limits = DECODER_LIMITS,
  onCrash = () => undefined,
}: Partial<Omit<Running, 'isStopped'>> = {}): Decoder {
  const waiting: (() => void)[] = [];
  const children = new Set<ChildProcess>();
  let running = 0;
  let stopped = false;
  const turn = async (): Promise<void> => {
    if (running >= limits.atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
  };
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  const decodeNow = async (job: DecodeJob): Promise<DecodeResult> => {
    const child = start(job, limits);
    children.add(child);
    try {
      return await run(child, job, { limits, onCrash, isStopped: () => stopped });
    } finally {
      children.delete(child);
    }
  };
  return {
    decode: async (job) => {
      await turn();
      try {
        if (stopped) throw new Error('the decoder was stopped');
        return await decodeNow(job);
      } finally {
        leave();
      }
    },
    load: () => running + waiting.length,
    stop: () => {
      stopped = true;
      for (const child of children) child.kill('SIGKILL');
    },
  };
}
