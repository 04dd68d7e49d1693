import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lineAt, ROOT, repositoryFiles, type TextFile, withFixtures, withoutComments } from './repository.ts';

/** Each folder of the product, and what it may import besides itself. `packages` are npm packages and `node:`. */
const BORDERS: Record<string, { folders: readonly string[]; packages: readonly string[] | 'any' }> = {
  'src/domain': { folders: [], packages: [] },
  'src/contract': { folders: ['src/domain'], packages: ['typebox'] },
  locales: { folders: ['src/domain'], packages: [] },
  'src/explorer': { folders: ['src/domain'], packages: [] },
  'src/proof': { folders: [], packages: ['canonicalize', 'node:crypto'] },
  'src/casefile': { folders: ['src/domain', 'src/contract', 'locales', 'src/proof', 'src/store'], packages: 'any' },
  'src/store': { folders: ['src/domain', 'src/proof'], packages: 'any' },
  'src/files': { folders: ['src/domain', 'src/contract'], packages: 'any' },
  'src/http': {
    folders: ['src/domain', 'src/contract', 'locales', 'src/proof', 'src/casefile', 'src/store', 'src/files'],
    packages: 'any',
  },
  'src/worker': {
    folders: ['src/domain', 'src/contract', 'locales', 'src/proof', 'src/store', 'src/files'],
    packages: 'any',
  },
  'src/web': {
    folders: ['src/domain', 'src/contract', 'locales'],
    packages: [
      'react',
      'react-dom',
      'react-error-boundary',
      '@tanstack/react-query',
      'wouter',
      'antd',
      '@ant-design/icons',
      'dayjs',
      'recharts',
      'tus-js-client',
      'typebox',
    ],
  },
  'src/main': {
    folders: [
      'src/domain',
      'src/contract',
      'locales',
      'src/explorer',
      'src/proof',
      'src/casefile',
      'src/store',
      'src/files',
      'src/http',
      'src/worker',
    ],
    packages: 'any',
  },
};
const FOLDERS = Object.keys(BORDERS);

// No specifier holds a comma or a space; a list of words in which `from` stands does.
const IMPORT = /\b(?:from\s*|import\s*\(?\s*)(['"])([^'",\s]+)\1/g;

function folderOf(path: string): string | undefined {
  return FOLDERS.find((folder) => path.startsWith(`${folder}/`));
}

function isAllowed(from: string, specifier: string, path: string): boolean {
  const border = BORDERS[from];
  if (border === undefined) return true;
  if (!specifier.startsWith('.')) {
    if (border.packages === 'any') return true;
    return border.packages.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  }
  const target = folderOf(join(path, '..', specifier));
  // Outside the folders stands only data, such as `policies/`, which the compiler lets `main` alone include.
  if (target === undefined) return from === 'src/main';
  return target === from || border.folders.includes(target);
}

function forbiddenImports({ path, text }: TextFile): string[] {
  const from = folderOf(path);
  if (from === undefined || !/\.tsx?$/.test(path)) return [];
  return [...withoutComments(text).matchAll(IMPORT)]
    .filter(([, , specifier = '']) => !isAllowed(from, specifier, path))
    .map((match) => `${path}:${lineAt(text, match.index)} imports ${match[2]}`);
}

interface Pair {
  from: string;
  to: string;
  allowed: boolean;
}

const PAIRS: Pair[] = FOLDERS.flatMap((from) =>
  FOLDERS.filter((to) => to !== from).map((to) => ({
    from,
    to,
    allowed: BORDERS[from]?.folders.includes(to) ?? false,
  })),
);

function pathOf({ from, to }: Pair): string {
  return `${from}/uses-${to.replace('/', '-')}.ts`;
}

function fixtureOf(pair: Pair): TextFile {
  const up = '../'.repeat(pair.from.split('/').length);
  return {
    path: pathOf(pair),
    text: `import { here } from '${up}${pair.to}/here.ts';\n\nexport const there = here;\n`,
  };
}

function compile(fixtures: readonly TextFile[]): string {
  const configs = repositoryFiles().filter(({ path }) => /(?:^|\/)tsconfig[\w.]*\.json$/.test(path));
  return withFixtures([], [...configs, ...fixtures], (root) => {
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    return spawnSync(process.execPath, [tsc, '-b', '--pretty', 'false', ...FOLDERS], { cwd: root, encoding: 'utf8' })
      .stdout;
  });
}

describe('borders between folders', () => {
  it('no folder imports what it may not', () => {
    expect(repositoryFiles().flatMap(forbiddenImports)).toEqual([]);
  });

  it.each(PAIRS)('the import check reads $from → $to as allowed: $allowed', (pair) => {
    expect(forbiddenImports(fixtureOf(pair))).toHaveLength(pair.allowed ? 0 : 1);
  });

  it.each([
    { path: 'src/domain/clock.ts', text: "import { hrtime } from 'node:process';" },
    { path: 'src/domain/claim.ts', text: "import type { Pool } from 'pg';" },
    { path: 'src/domain/claim.ts', text: "const later = await import('../store/claim.ts');" },
    { path: 'src/domain/claim.ts', text: "export { claim } from '../store/claim.ts';" },
    { path: 'src/domain/deep/claim.ts', text: "import '../../store/claim.ts';" },
    {
      path: 'src/domain/policy.ts',
      text: "import preset from '../../policies/taobao-classic.json' with { type: 'json' };",
    },
    { path: 'src/contract/claim.ts', text: "import { readFile } from 'node:fs/promises';" },
    { path: 'locales/en.ts', text: "import { format } from 'some-library';" },
    { path: 'src/web/api/client.ts', text: "import { readFile } from 'node:fs/promises';" },
    { path: 'src/web/api/client.ts', text: "import axios from 'axios';" },
  ])('the import check bites: $path with $text', (fixture) => {
    expect(forbiddenImports(fixture)).toHaveLength(1);
  });

  it('the compiler refuses every forbidden import, and only those', () => {
    const here = FOLDERS.map((folder) => ({ path: `${folder}/here.ts`, text: 'export const here = 1;\n' }));
    const output = compile([...here, ...PAIRS.map(fixtureOf)]);
    const refused = PAIRS.filter((pair) => output.includes(`${pathOf(pair)}(1,22): error TS6307`));
    expect(refused).toEqual(PAIRS.filter((pair) => !pair.allowed));
  });

  it('the compiler knows no clock, process, timer or network in the domain', () => {
    const globals = ['process', 'performance', 'crypto', 'setTimeout', 'fetch', 'console', 'window', 'Temporal'];
    const text = globals.map((name) => `export const ${name}Here = ${name};\n`).join('');
    const output = compile([{ path: 'src/domain/globals.ts', text }]);
    const unknown = globals.filter((name) => output.includes(`Cannot find name '${name}'`));
    expect(unknown).toEqual(globals);
  });

  it('the references of each tsconfig.json say the same as this table', () => {
    const referenced = FOLDERS.map((folder) => {
      const config = readFileSync(join(ROOT, folder, 'tsconfig.json'), 'utf8');
      return [...config.matchAll(/"path": "([^"]+)"/g)].map(([, path = '']) => join(folder, path)).sort();
    });
    expect(referenced).toEqual(FOLDERS.map((folder) => [...(BORDERS[folder]?.folders ?? [])].sort()));
  });
});
