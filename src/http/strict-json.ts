import { isUtf8 } from 'node:buffer';
import { positionOfMistake } from './json-position.ts';

export const MAX_DEPTH = 32;

/** What is wrong with a JSON text that is to be trusted: read by everybody the same way, and storable as it is. */
export type JsonFault =
  | { readonly code: 'MALFORMED_JSON'; readonly position: number }
  | { readonly code: 'DUPLICATE_KEY' | 'INVALID_TEXT' | 'TOO_DEEP' | 'FORBIDDEN_KEY'; readonly pointer: string };

export type StrictJson = { readonly value: unknown } | { readonly fault: JsonFault };

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** An object or array that is still open: its keys so far, and where in it the scan is. */
interface Frame {
  keys: string[] | Set<string> | null;
  at: string | number;
}

/** Beyond this many keys a set is faster than a list. */
const FEW_KEYS = 12;

/** Parses JSON and refuses what JSON.parse lets pass: twice the same key, NUL, half characters, depth, `__proto__`. */
export function parseStrictJson(bytes: Uint8Array): StrictJson {
  if (!isUtf8(bytes)) return { fault: { code: 'MALFORMED_JSON', position: validPrefix(bytes) } };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: { code: 'MALFORMED_JSON', position: positionOfMistake(text) } };
  }
  const fault = scan(text);
  return fault ? { fault } : { value };
}

/** How many characters can be read before the bytes stop being UTF-8. */
function validPrefix(bytes: Uint8Array): number {
  return new TextDecoder().decode(bytes).indexOf('\uFFFD');
}

export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Walks over a text that is known to be JSON. Reads each character once; decodes a string only where it has escapes. */
function scan(text: string): JsonFault | null {
  const frames: Frame[] = [];
  let isKey = false;
  let nextSlash = nextEscape(text, 0);
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (char === QUOTE) {
      const end = endOfString(text, i);
      const escaped = nextSlash < end;
      if (isKey || escaped) {
        const word = escaped ? (JSON.parse(text.slice(i, end + 1)) as string) : text.slice(i + 1, end);
        const fault = isKey ? keyFault(word, frames) : textFault(word, frames);
        if (fault) return fault;
      }
      if (escaped) nextSlash = nextEscape(text, end);
      isKey = false;
      i = end;
    } else if (char === COMMA) {
      const frame = frames.at(-1);
      isKey = frame?.keys !== null;
      if (frame?.keys === null) frame.at = Number(frame.at) + 1;
    } else if (char === OPEN_OBJECT || char === OPEN_ARRAY) {
      if (frames.length === MAX_DEPTH) return faultAt('TOO_DEEP', frames);
      isKey = char === OPEN_OBJECT;
      frames.push(isKey ? { keys: [], at: '' } : { keys: null, at: 0 });
    } else if (char === CLOSE_OBJECT || char === CLOSE_ARRAY) {
      frames.pop();
      isKey = false;
    }
  }
  return null;
}

function faultAt(code: Exclude<JsonFault['code'], 'MALFORMED_JSON'>, frames: readonly Frame[]): JsonFault {
  return { code, pointer: pointerOf(frames.map(({ at }) => at)) };
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (at - first) % 2 === 1;
}

/** Without an escape there is neither NUL nor half a character: JSON forbids the one bare, UTF-8 the other. */
function nextEscape(text: string, from: number): number {
  const at = text.indexOf('\\', from);
  return at === -1 ? text.length : at;
}

function textFault(word: string, frames: readonly Frame[]): JsonFault | null {
  return isStorable(word) ? null : faultAt('INVALID_TEXT', frames);
}

/** Whether a text is one that PostgreSQL and every JSON reader can hold: no NUL, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function keyFault(key: string, frames: readonly Frame[]): JsonFault | null {
  const frame = frames.at(-1);
  if (!frame?.keys) return null;
  frame.at = key;
  if (!isStorable(key)) return faultAt('INVALID_TEXT', frames);
  if (key === '__proto__') return faultAt('FORBIDDEN_KEY', frames);
  if (has(frame.keys, key)) return faultAt('DUPLICATE_KEY', frames);
  frame.keys = withKey(frame.keys, key);
  return null;
}

function has(keys: string[] | Set<string>, key: string): boolean {
  return Array.isArray(keys) ? keys.includes(key) : keys.has(key);
}

function withKey(keys: string[] | Set<string>, key: string): string[] | Set<string> {
  if (!Array.isArray(keys)) return keys.add(key);
  if (keys.length >= FEW_KEYS) return new Set(keys).add(key);
  keys.push(key);
  return keys;
}
