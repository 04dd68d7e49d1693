import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const ROOT: string = join(import.meta.dirname, '..', '..');

export interface TextFile {
  path: string;
  text: string;
}

const MADE_HERE = /^(?:node_modules|data|coverage|\.types|\.git)(?:\/|$)/;
const BINARY = /\.(?:png|jpe?g|gif|webp|ico|pdf|mp4|zip|gz|woff2?)$/;

/** Every file that git tracks or would; where git cannot say (an exported tree), every file but what is made here. */
function listPaths(): string[] {
  const git = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (git.status === 0) return git.stdout.split('\0').filter((path) => path !== '');
  return readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((path) => !MADE_HERE.test(path));
}

/** Every text file of the repository. Paths are relative to its root. */
export function repositoryFiles(): TextFile[] {
  return listPaths()
    .filter((path) => !BINARY.test(path) && statSync(join(ROOT, path), { throwIfNoEntry: false })?.isFile())
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/**
 * A source without its comments, so that a ban on code does not fall on a sentence about it. Line breaks stay, and so
 * do strings. Not a parser: a regular expression holding two slashes loses the rest of its line.
 */
export function withoutComments(source: string): string {
  const token = /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/.*/g;
  return source.replace(token, (match, literal: string | undefined) => literal ?? match.replace(/[^\n]/g, ' '));
}

/** The line, counted from 1, on which this index stands. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/**
 * Gives `use` a throw-away folder that is set up as the repository is (the named files copied, node_modules linked)
 * and also holds `fixtures`.
 */
export function withFixtures<T>(copied: readonly string[], fixtures: readonly TextFile[], use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'gongdao-tidy-'));
  try {
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    for (const path of copied) cpSync(join(ROOT, path), join(root, path));
    for (const { path, text } of fixtures) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}
