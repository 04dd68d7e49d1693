import { type Queryable, query, type Statement, statement } from './database.ts';
import { type Entry, PARTS, type Part } from './entry.ts';
import { writeSql } from './write-sql.ts';

type Kind = 'open' | 'one' | 'many';

const statements = new Map<string, Statement>();

/** The statement that writes these parts; each combination is prepared once a connection. */
export function writeStatement(kind: Kind, parts: readonly Part[]): Statement {
  // A server tells names apart by their first 63 bytes, so the parts are a number.
  const name = `write_${kind}_${PARTS.reduce((sum, part, bit) => sum + (parts.includes(part) ? 1 << bit : 0), 0)}`;
  const known = statements.get(name);
  if (known) return known;
  const made = statement(name, writeSql(kind, parts));
  statements.set(name, made);
  return made;
}

async function write(db: Queryable, kind: Kind, entries: readonly Entry[]): Promise<ReadonlySet<string>> {
  const parts = PARTS.filter((part) => entries.some((entry) => entry.parts.includes(part)));
  const rows = entries.map(({ row }) => row);
  const written = await query<{ id: string }>(db, writeStatement(kind, parts), [
    JSON.stringify(kind === 'many' ? rows : rows[0]),
  ]);
  return new Set(written.map(({ id }) => id));
}

/**
 * Writes changed claims in one statement; returns the ids of those that still were at the version that was read.
 */
export async function writeChanges(db: Queryable, entries: readonly Entry[]): Promise<ReadonlySet<string>> {
  if (entries.length === 0) return new Set();
  return write(db, entries.length === 1 ? 'one' : 'many', entries);
}

/** Writes a new claim; false when its line has changed since it was read. */
export async function writeOpening(db: Queryable, entry: Entry): Promise<boolean> {
  return (await write(db, 'open', [entry])).size === 1;
}
