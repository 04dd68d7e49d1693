import { type DestinationStream, type Logger, pino } from 'pino';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Names under which a secret or somebody's words could end up in a log line; a second net, for none is logged. */
const CENSORED = ['authorization', 'secret', 'token', 'headers', 'body', 'phone', 'address', 'words'];

/** JSON lines on standard output, without personal data and secrets. */
export function createLog(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
    redact: { paths: CENSORED.flatMap((name) => [name, `*.${name}`]), censor: '[removed]' },
  };
  return destination ? pino(options, destination) : pino(options);
}

interface Details {
  readonly code?: unknown;
  readonly table?: unknown;
  readonly constraint?: unknown;
  readonly cause?: unknown;
}

const QUOTE = /["'`]/;

/** A message up to its first quotation mark and from its last: what is quoted may hold such marks itself. */
function withoutQuotations(message: string): string {
  const from = message.search(QUOTE);
  if (from < 0) return message;
  const to = Math.max(...['"', "'", '`'].map((mark) => message.lastIndexOf(mark)));
  return `${message.slice(0, from)}…${message.slice(to + 1)}`;
}

/** What of an error may be logged: where it came from, not the values that PostgreSQL quotes in its messages. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, table, constraint, cause } = error as Error & Details;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message: withoutQuotations(error.message),
    ...(code === undefined ? {} : { code }),
    ...(table === undefined ? {} : { table }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(cause === undefined ? {} : { cause: describeError(cause) }),
    stack: frames.join('\n'),
  };
}
