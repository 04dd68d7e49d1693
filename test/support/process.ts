import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const ENTRY = join(import.meta.dirname, '..', '..', 'src', 'main', 'start.ts');

export interface Started {
  readonly url: string;
  readonly output: () => string;
  readonly log: () => string;
  /** Resolves to the exit code. */
  readonly stop: (signal: NodeJS.Signals) => Promise<number | null>;
}

const children: ChildProcess[] = [];
const folders: string[] = [];

/** A data folder that goes with the tests of the file. */
export async function makeDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gongdao-start-'));
  folders.push(folder);
  return folder;
}

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** Runs `npm start` without npm, until it says where it listens; without the demo marketplace unless told. */
export async function start(env: Record<string, string>): Promise<Started> {
  const child = spawn(process.execPath, [ENTRY], {
    env: { ...process.env, PORT: '0', DEMO: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let [output, log] = ['', ''];
  child.stderr.on('data', (text: Buffer) => {
    log += text.toString();
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString();
      if (output.includes('Ctrl-C stops it.')) resolve();
    });
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${log}`)));
  });
  await ready;
  const stop = async (signal: NodeJS.Signals) => {
    const exit = once(child, 'exit');
    child.kill(signal);
    return (await exit)[0] as number | null;
  };
  return { url: /http:\/\/\S+(?=\/v1\b)/.exec(output)?.[0] ?? '', output: () => output, log: () => log, stop };
}
