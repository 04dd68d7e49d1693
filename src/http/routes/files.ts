import { Type } from 'typebox';
import { CaptureCode, FileDetails, FileSignals, MAX_FILE_BYTES, UploadedFile } from '../../contract/file.ts';
import { Empty, Id, record } from '../../contract/primitive.ts';
import { scratchDirectory } from '../../files/disk-storage.ts';
import { type Captured, findFile } from '../../store/file.ts';
import { countDerivatives } from '../../store/file-decoding.ts';
import { answer } from '../answer.ts';
import { THEIRS } from '../authorization.ts';
import { CAPTURE_HEADER, giveCaptureCode, readCaptured } from '../capture.ts';
import { ClaimParams } from '../claim-answer.ts';
import type { HttpDeps } from '../deps.ts';
import { decodeAtOnce, enterFile, fileView } from '../file-intake.ts';
import { sanitizeName } from '../file-name.ts';
import { type ReceivedFile, receiveFile } from '../file-receiving.ts';
import { mayHaveOriginal, serveDerivative, serveFile, serveOriginal } from '../file-serving.ts';
import { fileSignals } from '../file-signals.ts';
import { replayOf, withIdempotency } from '../idempotency.ts';
import type { WordsReader } from '../opened-words.ts';
import { type Problem, problem } from '../problem.ts';
import { type Access, type Call, type Caller, type Reply, type Route, route, type Upload } from '../route.ts';
import { sealWords, writerOf } from '../sealed-words.ts';
import { quotaProblem } from '../upload-quota.ts';

const access = {
  scopes: ['claims'],
  of: 'file',
  sees: { ...THEIRS, buyer: 'shown', seller: 'shown' },
} as const satisfies Access;

/** Those who take neither side. */
const IMPARTIAL = { marketplace: 'all', mediator: 'all', supervisor: 'all', operator: 'all' } as const;

/** The largest file, and what multipart puts around it. */
const MAX_BODY_BYTES = MAX_FILE_BYTES + 64 * 1024;

/** A file that has arrived whole; nothing of it is left when it has not. */
async function receive(upload: Upload, deps: HttpDeps): Promise<ReceivedFile | Problem> {
  const received = await receiveFile(
    upload.bytes,
    scratchDirectory(deps.settings.filesDirectory),
    deps.newId('upload'),
  );
  if ('code' in received) {
    upload.discard();
    return received;
  }
  const incomplete = await upload.finish();
  if (!incomplete) return received;
  await received.discard();
  return incomplete;
}

async function keep(
  received: ReceivedFile,
  upload: Upload,
  { caller, captured, deps }: { caller: Caller; captured: Captured | null; deps: HttpDeps },
): Promise<Reply> {
  const { type, size, sha256, path } = received;
  const name = sanitizeName(upload.name);
  const idempotency = upload.identify(`${sha256} ${name}`);
  const earlier = await replayOf(deps.store.pool, idempotency);
  if (earlier) {
    await received.discard();
    return earlier;
  }
  // The content is in place before the row that points to it. A row that then fails leaves content nobody points to,
  // which the same upload, tried again, takes up.
  await deps.storage.put({ area: 'original', key: sha256, path, size });
  const outcome = await decodeAtOnce({ type, size, sha256 }, deps);
  const id = deps.newId('fil');
  const sealed = await sealWords(deps, { name }, { person: writerOf(caller.actor, id), mayWrite: async () => true });
  if (!sealed) return problem('NOT_FOUND');
  return withIdempotency(deps.store.pool, idempotency, async (tx) => {
    const intake = { id, ...sealed, type, size, sha256, uploader: caller.actor, captured };
    return answer(201, fileView(await enterFile(tx, intake, outcome)));
  });
}

async function upload(call: Call, deps: HttpDeps): Promise<Reply> {
  const { actor } = call.caller;
  const captured = await readCaptured(deps.store, { code: call.wire.headers[CAPTURE_HEADER], actor });
  if (captured && !('claimId' in captured)) return captured;
  const uploaded = await call.upload();
  if ('code' in uploaded) return uploaded;
  const received = await receive(uploaded, deps);
  if ('code' in received) return received;
  const tooMuch = await quotaProblem(deps.store, { actor, size: received.size, quotas: deps.settings.quotas });
  if (!tooMuch) return keep(received, uploaded, { caller: call.caller, captured, deps });
  await received.discard();
  return tooMuch;
}

function readerOf({ caller, locale }: Pick<Call, 'caller' | 'locale'>): WordsReader {
  return { actor: caller.actor, locale };
}

const FileParams = record({ id: Id });

export const FILE_ROUTES: readonly Route[] = [
  route({
    method: 'POST',
    idempotency: 'stored',
    url: '/v1/files',
    name: 'uploadFile',
    costly: { burst: 200, perSecond: 10 },
    summary:
      'One file in the multipart field `file`: jpeg, png, webp, gif, pdf to 20 MB, mp4 to 200 MB; `Gongdao-Capture-Code` where it was taken live',
    tag: 'files',
    access,
    body: 'multipart',
    maxBytes: MAX_BODY_BYTES,
    schema: { response: { 201: UploadedFile } },
    handler: upload,
  }),
  route({
    method: 'GET',
    url: '/v1/files/:id',
    name: 'getFile',
    summary: 'For who uploaded it as it was; for everybody else encoded anew, upright and without metadata',
    tag: 'files',
    access,
    schema: { params: FileParams },
    handler: (call, deps) => serveFile(deps, call.params.id, readerOf(call)),
  }),
  route({
    method: 'GET',
    url: '/v1/files/:id/thumbnail',
    name: 'getFileThumbnail',
    summary: 'A picture of at most 320 pixels; videos have none',
    tag: 'files',
    access,
    schema: { params: FileParams },
    handler: async (call, deps) => {
      const file = await findFile(deps.store.pool, call.params.id);
      return file ? serveDerivative(deps, file, { kind: 'thumbnail', reader: readerOf(call) }) : problem('NOT_FOUND');
    },
  }),
  route({
    method: 'GET',
    url: '/v1/files/:id/pages/:number',
    name: 'getFilePage',
    summary: 'A picture of one page of a document, counted from 1',
    tag: 'files',
    access,
    schema: { params: record({ id: Id, number: Type.String({ pattern: '^[1-9]\\d{0,3}$' }) }) },
    handler: async (call, deps) => {
      const { id, number } = call.params;
      const file = await findFile(deps.store.pool, id);
      if (!file) return problem('NOT_FOUND');
      return serveDerivative(deps, file, { kind: 'page', number: Number(number), reader: readerOf(call) });
    },
  }),
  route({
    method: 'GET',
    url: '/v1/files/:id/details',
    name: 'getFileDetails',
    summary: 'What is known of a file, and what has become of it',
    tag: 'files',
    access,
    schema: { params: FileParams, response: { 200: FileDetails } },
    handler: async ({ params, caller }, { store: { pool } }) => {
      const file = await findFile(pool, params.id);
      if (!file) return problem('NOT_FOUND');
      const made = await countDerivatives(pool, file.id);
      return answer(200, {
        ...fileView(file),
        pages: file.pages,
        pictured_pages: made.pages,
        thumbnail: made.thumbnails > 0,
        original: mayHaveOriginal(file, caller.actor),
      });
    },
  }),
  route({
    method: 'GET',
    url: '/v1/files/:id/original',
    name: 'getOriginalFile',
    summary: 'As it was handed in, unchecked: open it only where it can do no harm',
    tag: 'files',
    access: { scopes: ['claims'], of: 'file', sees: IMPARTIAL },
    schema: { params: FileParams },
    handler: async (call, deps) => {
      const file = await findFile(deps.store.pool, call.params.id);
      return file ? serveOriginal(deps, file, readerOf(call)) : problem('NOT_FOUND');
    },
  }),
  route({
    method: 'GET',
    url: '/v1/files/:id/signals',
    name: 'getFileSignals',
    summary: 'Capture against delivery, the same picture elsewhere, traces of editing: signals, never verdicts',
    tag: 'files',
    access: { scopes: ['claims'], of: 'file', sees: IMPARTIAL },
    schema: {
      params: FileParams,
      querystring: record({ claim_id: Type.Optional(Id) }),
      response: { 200: FileSignals },
    },
    handler: async ({ params, query }, { store }) => {
      const signals = await fileSignals(store, { id: params.id, claimId: query.claim_id ?? null });
      return signals ? answer(200, signals) : problem('NOT_FOUND');
    },
  }),
  route({
    method: 'POST',
    idempotency: 'none',
    url: '/v1/claims/:id/capture-code',
    name: 'giveCaptureCode',
    summary: 'A short code that is shown in a picture taken now, so that it is known to be new',
    tag: 'files',
    access: { scopes: ['claims'], of: 'claim', sees: { buyer: 'own', seller: 'shop' } },
    schema: { body: Empty, params: ClaimParams, response: { 201: CaptureCode } },
    handler: async ({ params, caller: { actor } }, { store, random }) => {
      const code = await giveCaptureCode({ store, random, claimId: params.id, actor });
      return code ? answer(201, code) : problem('NOT_FOUND');
    },
  }),
];
