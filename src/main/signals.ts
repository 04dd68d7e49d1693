import type { Logger } from 'pino';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Waits until the process is told to stop. Told a second time, it ends at once. */
export function untilTold(log: Logger): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let told = false;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (told) process.exit(1);
      told = true;
      log.info({ signal }, 'stopping');
      resolve();
    });
  }
  return promise;
}
