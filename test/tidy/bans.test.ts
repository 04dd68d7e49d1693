import { describe, expect, it } from 'vitest';
import { lineAt, repositoryFiles, type TextFile, withoutComments } from './repository.ts';

/** What neither the compiler nor the linter sees. Every ban is shown to bite on `bites`, and to leave `spares` alone. */
interface Ban {
  name: string;
  in: RegExp;
  except?: RegExp;
  pattern: RegExp;
  readsComments?: true;
  bites: readonly string[];
  spares: readonly string[];
}

const SOURCE = /^(?:src|locales|scripts|bench)\/.*\.tsx?$/;
const TEST = /^test\/.*\.tsx?$/;

const BANS: readonly Ban[] = [
  {
    name: 'R1: the domain reads no clock',
    in: /^src\/(?:domain|explorer|contract)\//,
    pattern: /\bnew\s+Date\b|\bDate\s*\(|\bDate\s*\.\s*now\b|\bTemporal\b/g,
    bites: ['const now = new Date();', 'at ?? Date.now()', 'const text = Date();', 'return new Date'],
    spares: ['Date.UTC(2026, 0, 1)', 'Date.parse(text)', 'const newDate = (day: Day) => day;', '// not new Date()'],
  },
  {
    name: 'the domain rolls no dice',
    in: /^src\/(?:domain|explorer|contract)\//,
    pattern: /\bMath\s*\.\s*random\b|\brandomUUID\b|\bgetRandomValues\b/g,
    bites: ['Math.random()', 'const { random } = { random: Math.random };', 'globalThis.crypto.randomUUID()'],
    spares: ['Math.round(1.5)', 'ids.next()'],
  },
  {
    name: 'the only classes are errors',
    in: SOURCE,
    pattern: /\bclass\b(?!\s+\w+(?:<[^>{]*>)?\s+extends\s+\w*Error\b)[\w\s<>,.]*\{/g,
    bites: [
      'class ClaimService {',
      'export class Queue<T> {',
      'class Store extends Base {',
      'class A implements B {',
      'const A = class {',
    ],
    spares: [
      'class StoreError extends Error {',
      'class Gone extends StoreError {',
      "'first class goods'",
      'className={row}',
    ],
  },
  {
    // The linter follows promises through our own types but not into `pg` and `node:fs`.
    name: 'no promise of a library is left floating',
    in: SOURCE,
    pattern: /(?<=[;{}]\s*)(?:(?:\w+\.)+query|(?:fs\.)?(?:writeFile|appendFile|copyFile|mkdir|rename|rm|unlink))\(/g,
    bites: ["{ pool.query('select 1'); }", "run();\n  this.client.query('commit');", '{\n  // why\n  mkdir(folder);'],
    spares: ["{ await pool.query('select 1'); }", 'const a =\n  pool.query(text);', '() =>\n  pool.query(text)'],
  },
  {
    name: 'nothing is left for later',
    in: /\.(?:[cm]?[jt]sx?|sql|json|sh|ya?ml|css)$/,
    except: /^(?:package-lock\.json|test\/tidy\/bans\.test\.ts)$/,
    readsComments: true,
    pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/g,
    bites: ['// TODO: money', '/* FIXME */', '-- XXX'],
    spares: ['// what is to do', 'const todoCount = 0;'],
  },
  {
    name: 'no test waits for time to pass',
    in: TEST,
    // Support code starts real processes and has to wait for them.
    except: /^test\/(?:support\/|tidy\/)/,
    pattern: /\b(?:setTimeout|setInterval|sleep|delay)\s*\(|timers\/promises/g,
    bites: [
      'await new Promise((resolve) => setTimeout(resolve, 10));',
      "from 'node:timers/promises'",
      'await sleep(5)',
    ],
    spares: ['vi.useFakeTimers()', 'expect(delays).toEqual([1])'],
  },
  {
    name: 'no test replaces our own code',
    in: TEST,
    except: /^test\/tidy\//,
    pattern: /\b(?:vi|vitest|jest)\s*\.\s*(?:mock|doMock|hoisted)\b/g,
    bites: ["vi.mock('../../src/domain/decide.ts')", 'vi.doMock(path)'],
    spares: ['const calls = vi.fn();', 'mock.reset()'],
  },
];

function offences(ban: Ban, { path, text }: TextFile): string[] {
  if (!ban.in.test(path) || ban.except?.test(path)) return [];
  const searched = ban.readsComments ? text : withoutComments(text);
  return [...searched.matchAll(ban.pattern)].map((match) => `${path}:${lineAt(text, match.index)} ${match[0]}`);
}

describe.each(BANS)('$name', (ban) => {
  const path = ['src/domain/a.ts', 'test/domain/a.test.ts'].find((candidate) => ban.in.test(candidate)) ?? '';

  it.each(ban.bites)('bites: %s', (text) => {
    expect(offences(ban, { path, text })).not.toEqual([]);
  });

  it.each(ban.spares)('spares: %s', (text) => {
    expect(offences(ban, { path, text })).toEqual([]);
  });

  it('holds in every file', () => {
    expect(repositoryFiles().flatMap((file) => offences(ban, file))).toEqual([]);
  });
});
