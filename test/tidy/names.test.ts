import { describe, expect, it } from 'vitest';
import { repositoryFiles, type TextFile, withoutComments } from './repository.ts';

/** The rulebook's numbers. Each must be the subject of at least one test. */
const RULES: readonly string[] = [
  ...numbers(1, 16),
  ...numbers(20, 25),
  ...numbers(30, 36),
  ...numbers(40, 48),
  ...numbers(50, 59),
  'R59a',
  ...numbers(60, 65),
];

function numbers(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `R${first + index}`);
}

const VAGUE =
  /(?:^|\/)(?:index|utils?|helpers?|common|misc)\.[cm]?[jt]sx?$|\.(?:service|controller|repository|manager)\.tsx?$/;

function vagueNames(paths: readonly string[]): string[] {
  return paths.filter((path) => VAGUE.test(path));
}

const NAMED_TEST = /\b(?:it|test)(?:\.(?:only|skip|fails|concurrent|sequential))*\(\s*(['"`])([\s\S]*?)\1\s*,/g;
const TABLE_TEST = /\b(?:it|test)\.(?:each|for)\b[\s\S]*?\)\(\s*(['"`])([\s\S]*?)\1\s*,/g;
const STARTS_WITH_RULE = /^R\d+a?(?:(?:, |–| and )R\d+a?)*: /;

/** The names of the tests in a file, as written. */
function testNames({ path, text }: TextFile): string[] {
  if (!path.endsWith('.test.ts')) return [];
  const code = withoutComments(text);
  return [...code.matchAll(NAMED_TEST), ...code.matchAll(TABLE_TEST)].map(([, , name = '']) => name);
}

function unnumbered(file: TextFile): string[] {
  if (!file.path.startsWith('test/domain/')) return [];
  return testNames(file)
    .filter((name) => !STARTS_WITH_RULE.test(name))
    .map((name) => `${file.path}: ${name}`);
}

/** Every rule that the string literals of a test file begin with: `'R31: …'`, `'R60, R61: …'`, `'R45–R47: …'`. */
function citedRules({ path, text }: TextFile): string[] {
  if (!path.endsWith('.test.ts') || path === 'test/tidy/names.test.ts') return [];
  const heads = [...withoutComments(text).matchAll(/['"`](R\d+a?(?:(?:, |–| and )R\d+a?)*): /g)].map(
    ([, head]) => head ?? '',
  );
  return heads.flatMap((head) => {
    const [, from, to] = /^R(\d+)–R(\d+)$/.exec(head) ?? [];
    return from && to ? numbers(Number(from), Number(to)) : head.split(/, | and |–/);
  });
}

describe('names', () => {
  it('no file has a name that says nothing', () => {
    expect(vagueNames(repositoryFiles().map(({ path }) => path))).toEqual([]);
    const bad = ['src/http/index.ts', 'src/utils.ts', 'src/domain/return.service.ts', 'test/helpers.ts'];
    expect(vagueNames([...bad, 'src/domain/goods-return.ts', 'docs/index.md'])).toEqual(bad);
  });

  it('every test of the domain names its rule', () => {
    expect(repositoryFiles().flatMap(unnumbered)).toEqual([]);
  });

  it.each([
    ["it('a new refusal is needed', () => {});", 1],
    ["it('R31 a new refusal is needed', () => {});", 1],
    ["it.each([1, 2])('refuses %d', () => {});", 1],
    ['test.only(\n  `after a modification`,\n  () => {});', 1],
    ["it('R31: a new refusal is needed', () => {});", 0],
    ["it.each([[1, 'x']])('R32, R33: refuses %d', () => {});", 0],
    ["it('R60–R63: counts', () => {});", 0],
    ["describe('intervention', () => {});", 0],
  ])('the check of test names reads %s as %d offences', (text, count) => {
    expect(unnumbered({ path: 'test/domain/fixture.test.ts', text })).toHaveLength(count);
  });

  it('rules are read from test names', () => {
    const text = "it('R31: a', f); it.each(rows)('R45–R47: b', f); it('R60, R59a: c', f); // it('R99: d', f)";
    expect(citedRules({ path: 'test/a.test.ts', text })).toEqual(['R31', 'R45', 'R46', 'R47', 'R60', 'R59a']);
  });

  it('every rule of the rulebook has a test', () => {
    const cited = new Set(repositoryFiles().flatMap(citedRules));
    expect(RULES.filter((rule) => !cited.has(rule))).toEqual([]);
  });
});
