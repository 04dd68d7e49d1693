import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly pid: number;
  /** Sends a message and waits for the one that answers it. */
  readonly ask: <Answer>(message: unknown) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

/** Starts a program of this folder in a process of its own; `flags` are for Node. */
export function startChild(file: string, args: readonly string[], flags: readonly string[] = []): Child {
  const path = fileURLToPath(new URL(file, import.meta.url));
  // As this process was started, so that memory is bounded as the product's is.
  const child = fork(path, [...args], {
    execArgv: [...process.execArgv, ...flags],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit').then(() => {
    throw new Error(`${file} ended by itself`);
  });
  gone.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    ask: async <Answer>(message: unknown) => {
      child.send(message as never);
      const [answer] = (await Promise.race([once(child, 'message'), gone])) as [Answer];
      return answer;
    },
    stop: () => stopChild(child, gone),
  };
}

async function stopChild(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  if (child.connected) child.disconnect();
  await gone.catch(() => undefined);
}
