import { HttpProblem, type Problem, problem } from './problem.ts';

/** What Fastify, Node's HTTP parser and the multipart reader call their refusals, and which problem each is. */
const KNOWN: Readonly<Record<string, Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: problem('PAYLOAD_TOO_LARGE'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: problem('UNSUPPORTED_MEDIA_TYPE'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: problem('MALFORMED_REQUEST'),
  FST_ERR_CTP_INVALID_TYPE: problem('UNSUPPORTED_MEDIA_TYPE'),
  FST_ERR_CTP_EMPTY_TYPE: problem('UNSUPPORTED_MEDIA_TYPE'),
  FST_ERR_BAD_URL: problem('MALFORMED_REQUEST'),
  FST_ERR_MAX_PARAM_LENGTH: problem('URI_TOO_LONG'),
  FST_ERR_NOT_FOUND: problem('NOT_FOUND'),
  FST_PARTS_LIMIT: problem('UPLOAD_INCOMPLETE'),
  FST_FILES_LIMIT: problem('UPLOAD_INCOMPLETE'),
  FST_FIELDS_LIMIT: problem('UPLOAD_INCOMPLETE'),
  FST_PROTO_VIOLATION: problem('UPLOAD_INCOMPLETE'),
  FST_INVALID_MULTIPART_CONTENT_TYPE: problem('UNSUPPORTED_MEDIA_TYPE'),
  FST_REQ_FILE_TOO_LARGE: problem('FILE_TOO_LARGE'),
  HPE_HEADER_OVERFLOW: problem('HEADERS_TOO_LARGE'),
  ERR_HTTP_REQUEST_TIMEOUT: problem('REQUEST_TIMEOUT'),
};

/** SQLSTATEs of a database without room or about to stop, and what Node says of one that is not there. */
const UNREACHABLE = /^(?:08\w{3}|53\w{3}|57P0[1-3]|ECONN[A-Z]+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/;
/** The driver's own errors carry no code. */
const DRIVER = /^(?:timeout exceeded when trying to connect|Connection terminated)/;

/** The database cannot be reached at the moment, as while it fails over: worth trying again, and no fault of ours. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return DRIVER.test(error.message) || (code !== undefined && UNREACHABLE.test(String(code)));
}

/** The problem that an error is; null for one that nobody foresaw. */
export function problemOfError(error: unknown): Problem | null {
  if (error instanceof HttpProblem) return error.problem;
  if (!(error instanceof Error)) return null;
  const { code, statusCode } = error as Error & { code?: unknown; statusCode?: unknown };
  const known = typeof code === 'string' && Object.hasOwn(KNOWN, code) ? KNOWN[code] : undefined;
  if (known) return known;
  if (isUnreachable(error)) return problem('NOT_READY', { headers: { 'retry-after': '1' } });
  // Whatever else the framework blames on the sender is not the service's failure either.
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? problem('MALFORMED_REQUEST') : null;
}
