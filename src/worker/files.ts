import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { FileDecoding } from '../files/file-decoding.ts';
import type { FileStorage } from '../files/storage.ts';
import { leaseFile, returnFile, updateDecoded, type WaitingFile } from '../store/file-decoding.ts';
import { sweepUploads } from './upload-sweep.ts';
import type { WorkerLog } from './worker.ts';

export interface FileWorkerOptions {
  readonly pool: Pool;
  readonly log: WorkerLog;
  readonly decoding: FileDecoding;
  readonly storage: FileStorage;
  /** Between two looks when nothing waits, in milliseconds. */
  readonly pollMs?: number;
  /** How many are decoded at once. */
  readonly atOnce?: number;
}

const POLL_MS = 500;
const AGAIN_SECONDS = 15;
const SWEEP_MS = 60_000;

async function decode(file: WaitingFile, { pool, log, decoding }: FileWorkerOptions): Promise<void> {
  try {
    const outcome = await decoding.decode(file);
    await updateDecoded(pool, file.id, outcome);
    if (outcome.rejection) log.warn({ file: file.id, reason: outcome.rejection }, 'a file was rejected');
  } catch (error) {
    log.error({ err: error, file: file.id }, 'a file could not be decoded just now');
    await returnFile(pool, file.id, AGAIN_SECONDS);
  }
}

/** Decodes the files that wait for it, uploaded to whichever process, until stopped. */
export function startFileWorker(options: FileWorkerOptions): { readonly stop: () => Promise<void> } {
  const { pool, log, pollMs = POLL_MS, atOnce = 2 } = options;
  const ending = new AbortController();
  const lane = async () => {
    while (!ending.signal.aborted) {
      try {
        const file = await leaseFile(pool);
        if (file) await decode(file, options);
        else await pause(pollMs, undefined, { signal: ending.signal }).catch(() => undefined);
      } catch (error) {
        log.error({ err: error }, 'waiting files could not be read');
        await pause(pollMs, undefined, { signal: ending.signal }).catch(() => undefined);
      }
    }
  };
  const sweep = async () => {
    while (!ending.signal.aborted) {
      await sweepUploads(pool, options.storage).catch((error: unknown) => {
        log.error({ err: error }, 'expired uploads could not be removed');
      });
      await pause(SWEEP_MS, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };
  const ended = Promise.all([sweep(), ...Array.from({ length: atOnce }, lane)]);
  return {
    stop: async () => {
      ending.abort();
      await ended;
    },
  };
}
