import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCALES, type Locale } from '../locales/locale.ts';
import { ROOT } from './run-tool.ts';

/** What Vite writes of a chunk. */
export interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}
export type Manifest = Readonly<Record<string, Chunk>>;

/** What a page needs, so that the server can name it in the page's head and the browser asks for all of it at once. */
export interface PagePreload {
  /** `/claims/:id` */
  readonly path: string;
  readonly styles: readonly string[];
  readonly scripts: { readonly [L in Locale]: readonly string[] };
}

/** A row of a `pages.ts`, as far as its text tells. */
export interface Row {
  readonly path: string;
  /** Keys of the manifest: the page and its layout. */
  readonly modules: readonly string[];
  readonly words: readonly string[];
}

const PAGES = join(ROOT, 'src', 'web', 'pages');
/** In a row, or in the constant that the rows of a file share. */
const ENTRY =
  /\b(?:layout: '(?<layout>\w+)'|words: \[(?<words>[^\]]*)\]|path: '(?<path>[^']+)'|import\('\.\/(?<file>[^']+)'\))/g;

function rowsIn(area: string, text: string): Row[] {
  const rows: Row[] = [];
  const seen = { layout: '', words: '', path: '' };
  for (const { groups = {} } of text.matchAll(ENTRY)) {
    seen.layout = groups.layout ?? seen.layout;
    seen.words = groups.words ?? seen.words;
    seen.path = groups.path ?? seen.path;
    if (groups.file === undefined) continue;
    rows.push({
      path: seen.path,
      modules: [`pages/${area}/${groups.file}`, `layouts/${seen.layout}-layout.tsx`],
      words: [...seen.words.matchAll(/'(\w+)'/g)].map(([, word = '']) => word),
    });
  }
  return rows;
}

/** The rows of every table of pages. They are read as text, because what they name only runs in a browser. */
export function readRows(): Row[] {
  const areas = readdirSync(PAGES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return areas.flatMap(({ name }) => rowsIn(name, readFileSync(join(PAGES, name, 'pages.ts'), 'utf8')));
}

/** The chunks of these modules with all that they import, without what every page has from its frame. */
export function chunksOf(manifest: Manifest, modules: readonly string[], known: Iterable<Chunk> = []): Set<Chunk> {
  const found = new Set(known);
  const already = found.size;
  const visit = (key: string) => {
    const chunk = manifest[key];
    // A module that was put into another's chunk is named there; what is not named is fetched a little later.
    if (!chunk || found.has(chunk)) return;
    found.add(chunk);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const module of modules) visit(module);
  return new Set([...found].slice(already));
}

function wordModules(groups: readonly string[], locale: Locale): string[] {
  return ['common', ...groups].map((group) => `words/${group}/${locale}.ts`).concat(`../../locales/${locale}.ts`);
}

export function pagePreloads(manifest: Manifest, rows: readonly Row[] = readRows()): PagePreload[] {
  const frame = chunksOf(manifest, ['index.html']);
  return rows.map(({ path, modules, words }) => {
    const code = chunksOf(manifest, modules, frame);
    const filesIn = (locale: Locale) => [
      ...code,
      ...chunksOf(manifest, wordModules(words, locale), [...frame, ...code]),
    ];
    const scripts = Object.fromEntries(
      LOCALES.map((locale) => [locale, filesIn(locale).map(({ file }) => `/${file}`)]),
    ) as { [L in Locale]: string[] };
    return { path, styles: [...new Set([...code].flatMap(({ css = [] }) => css.map((file) => `/${file}`)))], scripts };
  });
}
