import type { Readable } from 'node:stream';
import type { Answer } from '../store/idempotency.ts';

export type Headers = Readonly<Record<string, string>>;

/** An answer whose body is not text, and so is never stored for an idempotency key. */
export interface StreamAnswer {
  readonly status: number;
  /** Called when the body is wanted: not when the sender has it already (304). */
  readonly open: () => Promise<Readable>;
  readonly headers: Headers;
}

/** An answer in JSON, as text: the same text is sent, and stored for the idempotency key. */
export function answer(status: number, value: unknown, headers?: Headers): Answer {
  const body = JSON.stringify(value);
  return headers ? { status, body, headers } : { status, body };
}

/** 204: done, and there is nothing to say about it. */
export function noContent(): Answer {
  return { status: 204, body: '' };
}

export function streamed(status: number, open: () => Promise<Readable>, headers: Headers): StreamAnswer {
  return { status, open, headers };
}

/** The strong entity tag of a version: `"7"`. */
export function etagOf(version: number): string {
  return `"${version}"`;
}
