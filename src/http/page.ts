import { type TSchema, Type } from 'typebox';
import type { Answer } from '../store/idempotency.ts';
import { answer } from './answer.ts';
import { HttpProblem, problem } from './problem.ts';

const DEFAULT_LIMIT = 20;

/** The query parameters of every list; spread into the route's own. */
export const PAGE_QUERY = {
  limit: Type.Optional(Type.String({ pattern: '^(?:[1-9]\\d?|100)$', description: '1 to 100; 20 unless told' })),
  cursor: Type.Optional(
    Type.String({ pattern: '^[A-Za-z0-9_-]{1,1024}$', description: '`next_cursor` of the page before' }),
  ),
} satisfies Record<string, TSchema>;

export interface Page<T> {
  readonly limit: number;
  /** Where the page before ended; null for the first. */
  readonly after: T | null;
}

type CursorValue = string | number | null;

/**
 * Reads limit and cursor. `read` turns a cursor's values into what the store continues from, and gives null for values
 * that are none of this list's: a cursor is opaque to its holder, and so not to be trusted.
 */
export function pageOf<T>(
  query: { readonly limit?: string; readonly cursor?: string },
  read: (values: readonly CursorValue[]) => T | null,
): Page<T> {
  const limit = query.limit === undefined ? DEFAULT_LIMIT : Number(query.limit);
  if (query.cursor === undefined) return { limit, after: null };
  const values = decodeCursor(query.cursor);
  const after = values && read(values);
  if (after === null) throw new HttpProblem(problem('INVALID_CURSOR'));
  return { limit, after };
}

export function encodeCursor(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

function decodeCursor(cursor: string): readonly CursorValue[] | null {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(values) && values.every(isCursorValue) ? values : null;
  } catch {
    return null;
  }
}

function isCursorValue(value: unknown): value is CursorValue {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  return value === null || Number.isSafeInteger(value);
}

/** The answer of a list. `rows`: one more than `page.limit` where there is more, which is how the end is known. */
export function listAnswer<Row>(
  rows: readonly Row[],
  page: Page<unknown>,
  { toWire, cursorOf }: { toWire: (row: Row) => unknown; cursorOf: (row: Row) => readonly CursorValue[] },
): Answer {
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const next = rows.length > page.limit && last !== undefined ? encodeCursor(cursorOf(last)) : null;
  return answer(200, { data: shown.map(toWire), next_cursor: next });
}
