import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** What is hashed begins with a byte that says what it is, so that one thing is never taken for another. */
const PREFIX = {
  /** RFC 6962: a leaf and a node of a tree. */
  leaf: 0x00,
  node: 0x01,
  /** What an event says, and its place after the one before. */
  content: 0x02,
  link: 0x03,
  /** A day's tree and its place after the day before. */
  day: 0x04,
  /** A value that may be kept from a reader. */
  commitment: 0x05,
} as const;

export function sha256(bytes: Uint8Array | string): Buffer {
  return hash('sha256', bytes, 'buffer');
}

export function tagged(kind: keyof typeof PREFIX, ...parts: readonly (Uint8Array | string)[]): Buffer {
  return sha256(Buffer.concat([Buffer.of(PREFIX[kind]), ...parts.map((part) => Buffer.from(part as string))]));
}

/** RFC 8785; what has no JSON form is a bug. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('this has no JSON form');
  return text;
}
