import { DetailedError, Upload } from 'tus-js-client';
import { commonHeaders } from './client.ts';
import { problemOfText, type UploadOptions } from './files.ts';
import { type ApiProblem, offline } from './problem.ts';

/** Small enough to lose little when a connection breaks, large enough to keep it busy. */
const CHUNK_BYTES = 4 * 1024 * 1024;
const RETRY_DELAYS = [500, 2000, 5000];

export interface ResumableOptions extends Omit<UploadOptions, 'idempotencyKey'> {
  /** The connection is gone, and it goes on by itself once there is one; false when it has gone on. */
  readonly onWaiting: (waiting: boolean) => void;
}

export interface Resumable {
  /** Resolves to the file's id; rejects with `ApiProblem`. */
  readonly done: Promise<string>;
  readonly pause: () => void;
  readonly resume: () => void;
}

function problemOf(error: Error): ApiProblem {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  return response ? problemOfText(response.getStatus(), response.getBody()) : offline();
}

function isBroken(error: Error): boolean {
  const status = error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
  return status === 0 || status >= 500;
}

/**
 * Uploads a file in pieces by the tus protocol. What has arrived stays there: the same file chosen again, also after the
 * page was loaded anew, goes on from where it was.
 */
export function uploadResumably(
  file: File,
  { onProgress, onWaiting, signal, captureCode }: ResumableOptions,
): Resumable {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const upload = new Upload(file, {
    endpoint: '/v1/files/tus',
    chunkSize: CHUNK_BYTES,
    retryDelays: RETRY_DELAYS,
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name },
    onBeforeRequest: (request) => {
      const headers = { ...commonHeaders(), ...(captureCode ? { 'gongdao-capture-code': captureCode } : {}) };
      for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
    },
    onShouldRetry: (error) => navigator.onLine && isBroken(error),
    onProgress: (sent, total) => {
      onWaiting(false);
      onProgress(total > 0 ? sent / total : 0);
    },
    onError: (error) => {
      if (!isBroken(error)) return reject(problemOf(error));
      onWaiting(true);
      // Where the browser thinks it is online, the server is away: asked again after a while.
      if (navigator.onLine) setTimeout(() => !signal.aborted && upload.start(), RETRY_DELAYS.at(-1));
      else addEventListener('online', () => !signal.aborted && upload.start(), { once: true });
    },
    onSuccess: () => resolve(upload.url?.split('/').at(-1) ?? ''),
  });
  signal.addEventListener('abort', () => void upload.abort());
  void upload.findPreviousUploads().then(([previous]) => {
    if (previous) upload.resumeFromPreviousUpload(previous);
    if (!signal.aborted) upload.start();
  });
  return { done: promise, pause: () => void upload.abort(), resume: () => upload.start() };
}
