// The database as SQL text, to be read in diffs. It is put together from the catalog and not by pg_dump, which the
// embedded package lacks, and so comes out the same on every PostgreSQL from 15 on (but for the text of views, which
// newer servers write with fewer qualifiers). It is not meant to be loaded: the migrations make the database.

import type { Pool } from 'pg';
import { transaction } from './database.ts';
import {
  type Catalog,
  type ColumnRow,
  type FunctionRow,
  type PartRow,
  readCatalog,
  type TableRow,
} from './schema-dump-catalog.ts';

const header =
  '-- The schema after all migrations. Generated (npm run docs:generate): read it, do not edit or load it.';

/** The text of db/schema.sql for this database: all schemas but PostgreSQL's own. */
export async function dumpSchema(db: Pool): Promise<string> {
  const catalog = await transaction(
    db,
    async (client) => {
      // Decides which names the server qualifies, and how it writes the times in expressions.
      await client.query("set local search_path = public; set local timezone = 'UTC'; set local datestyle = 'ISO'");
      return readCatalog(client);
    },
    'repeatable read',
  );
  return `${[header, ...blocksOf(catalog)].join('\n\n')}\n`;
}

function blocksOf(catalog: Catalog): string[] {
  const together = (rows: { ddl: string }[]) => rows.map(({ ddl }) => ddl).join('\n');
  return [
    together(catalog.extensions),
    together(catalog.schemas),
    together(catalog.types),
    together(catalog.sequences),
    ...catalog.functions.map(renderFunction),
    ...catalog.tables.map((table) => renderTable(table, catalog)),
    ...catalog.views.map(({ ddl }) => ddl),
    catalog.comments.map(({ object, comment }) => `comment on ${object} is ${literal(comment)};`).join('\n'),
    catalog.grants
      .map(({ object, grantee, privileges }) => `grant ${privileges} on ${object} to ${grantee};`)
      .join('\n'),
  ].filter((block) => block !== '');
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function renderFunction({ ddl, kind, signature, public: isPublic }: FunctionRow): string {
  const revoke = isPublic ? '' : `\nrevoke execute on ${kind} ${signature} from public;`;
  return `${ddl.trimEnd()};${revoke}`;
}

function renderTable(table: TableRow, catalog: Catalog): string {
  const create = [renderHead(table), renderBody(table, catalog), renderTail(table)].filter((part) => part !== '');
  return [`${create.join(' ')};`, ...partsOf(table, catalog.additions)].join('\n');
}

function renderHead({ name, unlogged, parent, bound }: TableRow): string {
  const head = `create ${unlogged ? 'unlogged ' : ''}table ${name}`;
  return parent === null ? head : `${head} partition of ${parent} ${bound}`;
}

/** A partition has its parent's columns, and only the constraints that are its own. */
function renderBody(table: TableRow, catalog: Catalog): string {
  const columns = table.parent === null ? catalog.columns.filter(({ id }) => id === table.id).map(renderColumn) : [];
  const lines = [...columns, ...partsOf(table, catalog.constraints)];
  if (lines.length === 0) return table.parent === null ? '()' : '';
  return `(\n${lines.map((line) => `  ${line}`).join(',\n')}\n)`;
}

function partsOf(table: TableRow, parts: PartRow[]): string[] {
  return parts.filter(({ id }) => id === table.id).map(({ ddl }) => ddl);
}

function renderTail({ partition_key, options }: TableRow): string {
  const partition = partition_key === null ? [] : [`partition by ${partition_key}`];
  const storage = options === null ? [] : [`with (${[...options].sort().join(', ')})`];
  return [...partition, ...storage].join(' ');
}

function renderColumn(column: ColumnRow): string {
  return [
    column.name,
    column.type,
    column.collation === null ? '' : `collate ${column.collation}`,
    column.not_null ? 'not null' : '',
    renderValue(column),
  ]
    .filter((word) => word !== '')
    .join(' ');
}

function renderValue({ expression, identity, generated }: ColumnRow): string {
  if (identity !== '') return `generated ${identity === 'a' ? 'always' : 'by default'} as identity`;
  if (expression === null) return '';
  if (generated !== '') return `generated always as (${expression}) ${generated === 's' ? 'stored' : 'virtual'}`;
  return `default ${expression}`;
}
