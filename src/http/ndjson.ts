import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HttpProblem, problem } from './problem.ts';
import type { Line } from './route.ts';
import { parseStrictJson } from './strict-json.ts';

/** One line may be as large as any other JSON body. */
const MAX_LINE_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;

type Bytes = AsyncIterable<Uint8Array>;

/** The bytes as they come, until there are more than allowed. */
export async function* bounded(source: Bytes, maxBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new HttpProblem(problem('PAYLOAD_TOO_LARGE'));
    yield chunk;
  }
}

/** Cuts bytes at newlines, whatever the pieces they arrive in. */
async function* splitLines(source: Bytes): AsyncGenerator<Buffer> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...pieces, chunk.subarray(start, end)]);
      pieces = [];
      size = 0;
      start = end + 1;
    }
    size += chunk.byteLength - start;
    if (size > MAX_LINE_BYTES) throw new HttpProblem(problem('PAYLOAD_TOO_LARGE'));
    pieces.push(chunk.subarray(start));
  }
  if (size > 0) yield Buffer.concat(pieces);
}

/** The lines of an NDJSON body. A line that is no JSON is passed on as such, so that one bad order spoils no other. */
export async function* readLines(source: Bytes, maxLines: number): AsyncGenerator<Line> {
  let number = 0;
  for await (const bytes of splitLines(source)) {
    number += 1;
    if (number > maxLines) throw new HttpProblem(problem('PAYLOAD_TOO_LARGE'));
    if (bytes.byteLength > MAX_LINE_BYTES) yield { number, problem: 'PAYLOAD_TOO_LARGE' };
    else if (!isBlank(bytes)) yield readLine(number, bytes);
  }
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

function readLine(number: number, bytes: Uint8Array): Line {
  const json = parseStrictJson(bytes);
  if (!('fault' in json)) return { number, value: json.value };
  return { number, problem: json.fault.code === 'FORBIDDEN_KEY' ? 'INVALID_REQUEST' : json.fault.code };
}

export interface Spool {
  readonly sha256: string;
  readonly bytes: () => Bytes;
  readonly remove: () => Promise<void>;
}

/** Puts a body aside on disk: its hash must be known before the first line is acted upon. */
export async function spool(source: Bytes, directory: string, name: string): Promise<Spool> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, name);
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  const remove = () => rm(path, { force: true });
  try {
    for await (const chunk of source) {
      hash.update(chunk);
      await file.writeFile(chunk);
    }
  } catch (error) {
    await remove();
    throw error;
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), bytes: () => createReadStream(path), remove };
}
