import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { API_KEY } from './cluster.ts';
import { CONNECTIONS } from './workload.ts';

/** The product itself, in a process of its own. */
export interface Program {
  readonly pid: number;
  /** Where it answers, if it does. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const LAUNCHER = fileURLToPath(new URL('../scripts/gongdao.mjs', import.meta.url));
const START_MS = 30_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

/** The process that a launcher hands over to. */
async function handedOver(launcher: number): Promise<number> {
  for (const end = Date.now() + START_MS; Date.now() < end; await pause(5)) {
    const [child] = (await readFile(`/proc/${launcher}/task/${launcher}/children`, 'latin1').catch(() => '')).split(
      ' ',
    );
    if (child) return Number(child);
  }
  throw new Error('the launcher started nothing');
}

/** `gongdao serve` or `gongdao work` over this database, as an operator starts it; `flags` are for Node. */
export async function startProgram(
  command: 'serve' | 'work',
  databaseUrl: string,
  flags: readonly string[] = [],
): Promise<Program> {
  const port = await freePort();
  const child = spawn(process.execPath, [LAUNCHER, command], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_OPTIONS: flags.join(' '),
      DATABASE_URL: databaseUrl,
      DATABASE_CONNECTIONS: String(CONNECTIONS),
      MASTER_KEY: '0'.repeat(64),
      PORT: String(port),
      LOG_LEVEL: 'warn',
      BOOTSTRAP_API_KEY: API_KEY,
    },
  });
  const gone = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill('SIGTERM');
    await gone;
  };
  const failed = gone.then(() => Promise.reject(new Error(`gongdao ${command} ended by itself`)));
  failed.catch(() => undefined);
  const pid = await Promise.race([handedOver(child.pid ?? 0), failed]);
  if (command === 'serve') await Promise.race([untilReady(url), failed]);
  return { pid, url, stop };
}

async function untilReady(url: string): Promise<void> {
  for (const end = Date.now() + START_MS; Date.now() < end; await pause(50)) {
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.ok) return;
  }
  throw new Error(`nothing answers at ${url}`);
}
