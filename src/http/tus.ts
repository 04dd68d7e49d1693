import { Readable } from 'node:stream';
import { DataStore, MemoryLocker, Server, Upload } from '@tus/server';
import { MAX_FILE_BYTES } from '../contract/file.ts';
import { scratchReady } from '../files/disk-storage.ts';
import { createUpload, findUpload, forgetUpload, readUpload, type StoredUpload } from '../store/upload.ts';
import { readCaptured } from './capture.ts';
import type { HttpDeps } from './deps.ts';
import { sanitizeName } from './file-name.ts';
import { HttpProblem, type Problem, problem } from './problem.ts';
import { appendBytes, finishUpload, removeParts } from './resumable-upload.ts';
import type { Call, CallerActor, Reply } from './route.ts';
import { sealWords, writerOf } from './sealed-words.ts';
import { quotaProblem } from './upload-quota.ts';

export const TUS_PATH = '/v1/files/tus';
/** How long an upload may take from its beginning. */
const HOURS = 24;

/** Two requests for the same upload wait for each other in this process; between processes the database decides. */
const LOCKER = new MemoryLocker();

interface Asked {
  readonly deps: HttpDeps;
  readonly actor: CallerActor;
  readonly captureCode: string | string[] | undefined;
}

async function mine({ deps, actor }: Asked, id: string): Promise<StoredUpload> {
  const upload = await findUpload(deps.store.pool, { id, actor });
  if (!upload) throw new HttpProblem(problem('NOT_FOUND'));
  return upload;
}

/** What the library asks of whoever keeps the bytes. It wants an instance of its class, so its methods are replaced. */
function dataStore({ deps }: Asked): DataStore {
  const { store } = deps;
  const find = async (id: string) => {
    const upload = await readUpload(store.pool, id);
    if (!upload) throw new HttpProblem(problem('NOT_FOUND'));
    return upload;
  };
  return Object.assign(new DataStore(), {
    extensions: ['creation', 'creation-with-upload', 'termination'],
    create: async (upload: Upload) => upload,
    getUpload: async (id: string) => {
      const { size, received } = await find(id);
      return new Upload({ id, size, offset: received });
    },
    write: async (bytes: Readable, id: string, offset: number) => {
      await scratchReady(deps.settings.filesDirectory);
      return appendBytes(deps, await find(id), { bytes, offset });
    },
    remove: async (id: string) => {
      const { parts } = await find(id);
      await forgetUpload(store.pool, id);
      await removeParts(deps, id, parts);
    },
  });
}

async function begin({ deps, actor, captureCode }: Asked, { id, size = 0, metadata }: Upload): Promise<void> {
  const { store, settings } = deps;
  if (!Number.isSafeInteger(size) || size < 1) throw new HttpProblem(problem('UPLOAD_INCOMPLETE'));
  const tooMuch = await quotaProblem(store, { actor, size, quotas: settings.quotas });
  if (tooMuch) throw new HttpProblem(tooMuch);
  const captured = await readCaptured(store, { code: captureCode, actor });
  if (captured && !('claimId' in captured)) throw new HttpProblem(captured);
  const name = sanitizeName(metadata?.filename ?? '');
  const sealed = await sealWords(deps, { name }, { person: writerOf(actor, id), mayWrite: async () => true });
  if (!sealed) throw new HttpProblem(problem('NOT_FOUND'));
  await createUpload(store.pool, { id, ...sealed, size, captured, uploader: actor, hours: HOURS });
}

function serverFor(asked: Asked, onFailure: (error: unknown) => void): Server {
  const { deps, actor } = asked;
  return new Server({
    path: TUS_PATH,
    relativeLocation: true,
    maxSize: MAX_FILE_BYTES,
    datastore: dataStore(asked),
    locker: LOCKER,
    namingFunction: () => deps.newId('fil'),
    onIncomingRequest: async (request, id) => {
      if (request.method === 'POST') return;
      const upload = await mine(asked, id);
      // The process that took the last byte may have ended before it was done with it.
      if (request.method === 'HEAD' && upload.received === upload.size) await finishUpload(deps, upload, actor);
    },
    onUploadCreate: async (_request, upload) => {
      await begin(asked, upload);
      return {};
    },
    onUploadFinish: async (_request, { id }) => {
      await finishUpload(deps, await mine(asked, id), actor);
      return {};
    },
    onResponseError: (_request, error) => {
      onFailure(error);
      return undefined;
    },
  });
}

/** What the library's own refusals are here. */
const BY_STATUS: Readonly<Record<number, Problem>> = {
  403: problem('NOT_FOUND'),
  404: problem('NOT_FOUND'),
  409: problem('UPLOAD_OFFSET_MISMATCH'),
  410: problem('NOT_FOUND'),
  413: problem('FILE_TOO_LARGE'),
};

function problemOf(failure: unknown, status: number): Problem {
  if (failure instanceof HttpProblem) return failure.problem;
  if (failure !== null && !(failure as { status_code?: number }).status_code) throw failure;
  return BY_STATUS[status] ?? problem('MALFORMED_REQUEST');
}

/** A sender that does not stop is cut off: the connection ends with the answer. */
const CUT = { connection: 'close' };

/** Speaks the tus protocol, version 1.0.0, with one request. */
export async function speakTus({ caller, wire, origin, url }: Call, deps: HttpDeps): Promise<Reply> {
  const { headers, bytes } = wire;
  // The protocol asks with HEAD, which the service answers wherever it answers GET.
  const method = wire.method === 'GET' ? 'HEAD' : wire.method;
  let failure: unknown = null;
  const asked = { deps, actor: caller.actor, captureCode: headers['gongdao-capture-code'] };
  const server = serverFor(asked, (error) => {
    failure = error;
  });
  const sent = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || name === 'connection' ? [] : [[name, String(value)]],
  );
  const body =
    bytes === null ? {} : { body: Readable.toWeb(bytes) as ReadableStream<Uint8Array>, duplex: 'half' as const };
  const answer = await server.handleWeb(new Request(`${origin}${url}`, { method, headers: sent, ...body }));
  if (answer.status >= 400) {
    const refusal = problemOf(failure, answer.status);
    return { ...refusal, headers: { ...refusal.headers, 'tus-resumable': '1.0.0', ...(bytes ? CUT : {}) } };
  }
  const told = [...answer.headers].filter(([name]) => /^(?:tus-|upload-|location$)/.test(name));
  return { status: answer.status, body: '', headers: Object.fromEntries(told) };
}
