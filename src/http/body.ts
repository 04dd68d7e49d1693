import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpProblem, problem, problemOfJson } from './problem.ts';
import { parseStrictJson } from './strict-json.ts';

/** A JSON body: its bytes, by which the same request is known again, and what they say. */
export interface JsonBody {
  readonly bytes: Buffer;
  readonly value: unknown;
}

const NOTHING = Buffer.alloc(0);

/** A body that is not there says `{}`; whether that is enough is up to the schema. */
export const ABSENT_BODY: JsonBody = { bytes: NOTHING, value: {} };

function readJson(_request: FastifyRequest, bytes: Buffer): Promise<JsonBody> {
  return Promise.resolve().then(() => {
    if (bytes.byteLength === 0) return ABSENT_BODY;
    const json = parseStrictJson(bytes);
    if ('fault' in json) throw new HttpProblem(problemOfJson(json.fault));
    return { bytes, value: json.value };
  });
}

/** In this scope bodies are JSON, and nothing but JSON. */
export function acceptJson(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, readJson);
}

/** In this scope bodies are JSON lines, handed on as they arrive. */
export function acceptNdjson(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(['application/x-ndjson', 'application/ndjson'], (_request, payload, done) => {
    done(null, payload);
  });
}

/** In this scope bodies continue an upload, as the tus protocol has it. */
export function acceptUploadBytes(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/offset+octet-stream', (_request, payload, done) => {
    done(null, payload);
  });
}

/** A compressed body would have to be unpacked before anything could be said about its size. */
export function refuseEncodedBody(request: FastifyRequest): void {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new HttpProblem(problem('UNSUPPORTED_MEDIA_TYPE', { headers: { 'accept-encoding': 'identity' } }));
  }
}
