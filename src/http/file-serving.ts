import { type FileType, isFileType } from '../contract/file.ts';
import type { Actor } from '../domain/claim.ts';
import { findFile, type StoredFile } from '../store/file.ts';
import { type Derivative, findDerivative } from '../store/file-decoding.ts';
import { nameOfActor } from './act-as.ts';
import { streamed } from './answer.ts';
import type { HttpDeps } from './deps.ts';
import { contentDisposition } from './file-name.ts';
import { openWords, type WordsReader } from './opened-words.ts';
import { type Problem, problem } from './problem.ts';
import type { CallerActor, Reply } from './route.ts';

const RETRY_SECONDS = '2';

function isSame(one: Actor, other: CallerActor): boolean {
  return one.role !== 'system' && nameOfActor(one) === nameOfActor(other);
}

/** Whether somebody may have a file as it was handed in: who did so, and those who are nobody's side. */
export function mayHaveOriginal({ uploadedBy }: StoredFile, actor: CallerActor): boolean {
  return isSame(uploadedBy, actor) || (actor.role !== 'buyer' && actor.role !== 'seller');
}

interface Content {
  readonly contentType: FileType;
  readonly size: number;
  readonly sha256: string;
}

function reply(
  name: string,
  { contentType, size, sha256 }: Content,
  open: () => ReturnType<HttpDeps['storage']['openOriginal']>,
): Reply {
  return streamed(200, open, {
    'content-type': contentType,
    'content-length': String(size),
    'content-disposition': contentDisposition(name, contentType),
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private, no-cache',
    etag: `"${sha256}"`,
  });
}

export async function serveOriginal(deps: HttpDeps, file: StoredFile, reader: WordsReader): Promise<Reply> {
  const { name, contentType, size, sha256 } = file;
  if (!isFileType(contentType)) return problem('NOT_FOUND');
  const opened = await openWords(name, reader, deps);
  return reply(opened, { contentType, size, sha256 }, () => deps.storage.openOriginal(sha256));
}

function unready({ state }: StoredFile): Problem | null {
  if (state === 'processing') return problem('FILE_PROCESSING', { headers: { 'retry-after': RETRY_SECONDS } });
  return state === 'rejected' ? problem('FILE_REJECTED') : null;
}

/** What was made of a file to be shown, where it has been decoded. */
export async function serveDerivative(
  deps: HttpDeps,
  file: StoredFile,
  { kind, number = 0, reader }: { kind: Derivative['kind']; number?: number; reader: WordsReader },
): Promise<Reply> {
  const wait = unready(file);
  if (wait) return wait;
  const { store, storage } = deps;
  const found = await findDerivative(store.pool, { fileId: file.id, kind, number });
  if (!found || !isFileType(found.contentType)) return problem('NOT_FOUND');
  const { contentType, size, sha256 } = found;
  return reply(await openWords(file.name, reader, deps), { contentType, size, sha256 }, () =>
    storage.openDerivative(sha256),
  );
}

/** As it was handed in for who did so, what was made of it for everybody else. */
export async function serveFile(deps: HttpDeps, id: string, reader: WordsReader): Promise<Reply> {
  const file = await findFile(deps.store.pool, id);
  if (!file) return problem('NOT_FOUND');
  return isSame(file.uploadedBy, reader.actor)
    ? serveOriginal(deps, file, reader)
    : serveDerivative(deps, file, { kind: 'view', reader });
}
