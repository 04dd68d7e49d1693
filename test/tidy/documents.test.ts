import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lineAt, ROOT, repositoryFiles, type TextFile } from './repository.ts';

const DOCUMENT = /^(?:[A-Z]+\.md|(?:docs|sdk)\/.*\.md)$/;
const BACKTICKED = /`((?:\.ci|bench|db|docs|locales|policies|scripts|sdk|src|test)\/[\w./-]*|[A-Z]+\.md)`/g;
const LINK = /\]\((?![a-z]+:|#|\/)([^)#\s]+)(?:#[^)]*)?\)/g;

/** The paths a document names that are not there. `NNNN` stands for any number and names no file. */
function missingPaths({ path, text }: TextFile): string[] {
  if (!DOCUMENT.test(path)) return [];
  const named = [...text.matchAll(BACKTICKED)].map(([, target = '']) => ({ target, full: target }));
  const linked = [...text.matchAll(LINK)].map(([, target = '']) => ({ target, full: join(dirname(path), target) }));
  return [...named, ...linked]
    .filter(({ target, full }) => !target.includes('NNNN') && !existsSync(join(ROOT, full)))
    .map(({ target }) => `${path} names ${target}`);
}

const MACHINE_PATH = /(?<![\w.~$}-])\/(?:work|root|home)\/[\w.-]/g;
const REGISTRY = /\bregistry\.[\w-]+\.(?:org|com|net|cn)\b|\bnpmmirror\.com\b/g;

/** Places that exist on one machine only. */
function machinePlaces({ path, text }: TextFile): string[] {
  return [...text.matchAll(MACHINE_PATH), ...text.matchAll(REGISTRY)].map(
    (match) => `${path}:${lineAt(text, match.index)} ${match[0]}`,
  );
}

describe('documents', () => {
  it('every path a document names is there', () => {
    expect(repositoryFiles().flatMap(missingPaths)).toEqual([]);
  });

  it.each([
    ['see `src/domain/nowhere.ts`', 1],
    ['see `MISSING.md`', 1],
    ['see [the guide](nowhere.md#part)', 1],
    ['see `src/domain/`, `package.json`, `docs/adr/NNNN-title.md`, [style](STYLE.md), [site](https://example.com)', 0],
  ])('the check of paths reads %s as %d missing', (text, count) => {
    expect(missingPaths({ path: 'README.md', text })).toHaveLength(count);
  });

  it('no file names a place of one machine, or a registry', () => {
    expect(repositoryFiles().flatMap(machinePlaces)).toEqual([]);
  });

  it.each([
    [`cd ${['', 'home', 'ada', 'gongdao'].join('/')}`, 1],
    [`"${['', 'root', '.npmrc'].join('/')}"`, 1],
    [`https://${['registry', 'npmjs', 'org'].join('.')}/pg`, 1],
    ['src/work/a.ts, https://example.com/home/page, ~/work/gongdao', 0],
  ])('the check of places reads %s as %d', (text, count) => {
    expect(machinePlaces({ path: 'README.md', text })).toHaveLength(count);
  });
});
