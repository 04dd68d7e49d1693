import { isFileType, MAX_FILE_BYTES, UploadedFile } from '../../contract/file.ts';
import { Id, record } from '../../contract/primitive.ts';
import { scratchDirectory } from '../../files/disk-storage.ts';
import { createFile, findFile } from '../../store/file.ts';
import { answer, streamed } from '../answer.ts';
import { THEIRS } from '../authorization.ts';
import type { HttpDeps } from '../deps.ts';
import { contentDisposition, sanitizeName } from '../file-name.ts';
import { type ReceivedFile, receiveFile } from '../file-receiving.ts';
import { withIdempotency } from '../idempotency.ts';
import { openWords } from '../opened-words.ts';
import { type Problem, problem } from '../problem.ts';
import { type Access, type Caller, type Reply, type Route, route, type Upload } from '../route.ts';
import { sealWords, writerOf } from '../sealed-words.ts';

const access = {
  scopes: ['claims'],
  of: 'file',
  sees: { ...THEIRS, buyer: 'shown', seller: 'shown' },
} as const satisfies Access;

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
  { caller, deps }: { caller: Caller; deps: HttpDeps },
): Promise<Reply> {
  const { type, size, sha256, path } = received;
  const name = sanitizeName(upload.name);
  // The content is in place before the row that points to it. A row that then fails leaves content nobody points to,
  // which the same upload, tried again, takes up.
  await deps.storage.put({ area: 'original', key: sha256, path, size });
  const id = deps.newId('fil');
  const sealed = await sealWords(deps, { name }, { person: writerOf(caller.actor, id), mayWrite: async () => true });
  if (!sealed) return problem('NOT_FOUND');
  return withIdempotency(deps.store.pool, upload.identify(`${sha256} ${name}`), async (tx) => {
    await createFile(tx, { id, uploader: caller.actor, ...sealed, contentType: type, size, sha256 });
    return answer(201, { id, ...sealed, content_type: type, size, sha256, state: 'ready' });
  });
}

export const FILE_ROUTES: readonly Route[] = [
  route({
    method: 'POST',
    idempotency: 'stored',
    url: '/v1/files',
    name: 'uploadFile',
    costly: { burst: 200, perSecond: 10 },
    summary: 'One file in the multipart field `file`: jpeg, png, webp, gif, pdf to 20 MB, mp4 to 200 MB',
    tag: 'files',
    access,
    body: 'multipart',
    maxBytes: MAX_BODY_BYTES,
    schema: { response: { 201: UploadedFile } },
    handler: async (call, deps) => {
      const upload = await call.upload();
      if ('code' in upload) return upload;
      const received = await receive(upload, deps);
      return 'code' in received ? received : keep(received, upload, { caller: call.caller, deps });
    },
  }),
  route({
    method: 'GET',
    url: '/v1/files/:id',
    name: 'getFile',
    summary: 'A file, for who uploaded it, the parties of a claim it belongs to, staff and the marketplace',
    tag: 'files',
    access,
    schema: { params: record({ id: Id }) },
    handler: async (call, deps) => {
      const { pool } = deps.store;
      const file = await findFile(pool, call.params.id);
      if (!file || !isFileType(file.contentType)) return problem('NOT_FOUND');
      const name = await openWords(file.name, { actor: call.caller.actor, locale: call.locale }, deps);
      return streamed(200, () => deps.storage.openOriginal(file.sha256), {
        'content-type': file.contentType,
        'content-length': String(file.size),
        'content-disposition': contentDisposition(name, file.contentType),
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': 'private, no-cache',
        etag: `"${file.sha256}"`,
      });
    },
  }),
];
