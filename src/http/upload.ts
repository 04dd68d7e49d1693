import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { Idempotency } from '../store/idempotency.ts';
import { HttpProblem, type Problem, problem } from './problem.ts';
import type { Upload } from './route.ts';

const FIELD = 'file';

/** Reads a multipart body up to its one file. The rest of the body must be nothing. */
export async function readUpload(
  request: FastifyRequest,
  maxBytes: number,
  identify: (content: string) => Idempotency | undefined,
): Promise<Upload | Problem> {
  const parts = request.parts({ limits: { fileSize: maxBytes, files: 1, fields: 0, parts: 2, headerPairs: 20 } });
  const first = await nextPart(parts);
  if (first === null || first.type !== 'file' || first.fieldname !== FIELD || first.filename === undefined) {
    if (first?.type === 'file') first.file.resume();
    return problem('UPLOAD_INCOMPLETE');
  }
  const source = first.file[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  return {
    name: first.filename,
    bytes: whole(source),
    finish: () => finish(first, parts),
    discard: () => void drain(source),
    identify,
  };
}

/**
 * The bytes of a part; one that breaks off is the sender's mistake and not ours. Who stops reading early does not end
 * the part, as ending a stream's own iterator would: nothing after it could be read, and the connection would hang.
 */
async function* whole(source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (;;) {
    const next = await source.next().catch(() => {
      throw new HttpProblem(problem('UPLOAD_INCOMPLETE'));
    });
    if (next.done) return;
    yield next.value;
  }
}

async function drain(source: AsyncIterator<Uint8Array>): Promise<void> {
  try {
    while (!(await source.next()).done);
  } catch {
    // What breaks off needs no reading.
  }
}

/** The next part, or null when there is none or the body is no longer multipart. */
async function nextPart(parts: AsyncIterableIterator<Multipart>): Promise<Multipart | null> {
  try {
    const { value, done } = await parts.next();
    return done ? null : value;
  } catch {
    return null;
  }
}

async function finish({ file }: MultipartFile, parts: AsyncIterableIterator<Multipart>): Promise<Problem | null> {
  if (file.truncated) return problem('FILE_TOO_LARGE');
  try {
    const { value, done } = await parts.next();
    if (done) return null;
    if (value.type === 'file') value.file.resume();
  } catch {
    // A second part, or a body that ends before its last boundary: either way not the one file it should be.
  }
  return problem('UPLOAD_INCOMPLETE');
}
