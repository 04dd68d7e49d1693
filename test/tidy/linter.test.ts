import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, type TextFile, withFixtures } from './repository.ts';

const STEP = "export type Step = { kind: 'ask' } | { kind: 'answer' } | { kind: 'end' };\n";

/** For each rule of ours, code that breaks it. A rule that lets its fixture pass has stopped working. */
const BREACHES: Record<string, TextFile> = {
  'nursery/noFloatingPromises': {
    path: 'src/store/floating.ts',
    text: "import { save } from './save.ts';\n\nexport function run(): void {\n  save();\n}\n",
  },
  'nursery/noMisusedPromises': {
    path: 'src/store/misused.ts',
    text: "import { save } from './save.ts';\n\nexport const saved = save() ? 'yes' : 'no';\n",
  },
  'nursery/useExhaustiveSwitchCases': {
    path: 'src/domain/switch.ts',
    text:
      "import type { Step } from './step.ts';\n\nexport function word(step: Step): string {\n  switch (step.kind) {\n" +
      "    case 'ask':\n      return 'Ask';\n    case 'end':\n      return 'End';\n  }\n  return '';\n}\n",
  },
  'suspicious/noExplicitAny': { path: 'src/domain/any.ts', text: 'export const claim = {} as any;\n' },
  'suspicious/noConsole': { path: 'src/store/console.ts', text: "console.log('here');\n" },
  'style/noDefaultExport': { path: 'src/domain/default.ts', text: 'export default 1;\n' },
  'style/noEnum': { path: 'src/domain/enum.ts', text: 'export enum Fault {\n  Seller,\n}\n' },
  'style/noNonNullAssertion': {
    path: 'src/domain/non-null.ts',
    text: 'export const first = (list: number[]): number => list[0]!;\n',
  },
  'style/noParameterProperties': {
    path: 'src/domain/parameter.ts',
    text: 'export class Broken extends Error {\n  constructor(readonly code: string) {\n    super(code);\n  }\n}\n',
  },
  'style/noExcessiveLinesPerFile': { path: 'src/domain/long-file.ts', text: 'export {};\n'.repeat(301) },
  'style/useFilenamingConvention': { path: 'src/domain/camelCase.ts', text: 'export const a = 1;\n' },
  'performance/noBarrelFile': { path: 'src/domain/barrel.ts', text: "export { save } from '../store/save.ts';\n" },
  'complexity/noExcessiveLinesPerFunction': {
    path: 'src/domain/long-function.ts',
    text: `export function long(): void {\n${'  void 0;\n'.repeat(61)}}\n`,
  },
  'complexity/useMaxParams': {
    path: 'src/domain/many.ts',
    text: 'export const many = (a: number, b: number, c: number, d: number): number => a + b + c + d;\n',
  },
  'correctness/useImportExtensions': {
    path: 'src/domain/extension.ts',
    text: "import type { Step } from './step';\n\nexport type Steps = Step[];\n",
  },
  'correctness/noUndeclaredDependencies': {
    path: 'src/domain/undeclared.ts',
    text: "import { chunk } from 'lodash';\n\nexport const pieces = chunk;\n",
  },
};

const LIBRARY: TextFile[] = [
  { path: 'src/domain/step.ts', text: STEP },
  { path: 'src/store/save.ts', text: 'export async function save(): Promise<boolean> {\n  return await true;\n}\n' },
];

interface Diagnostic {
  category: string;
  location: { path: string };
}

/** What the linter says, as `path category`. */
function lint(files: readonly TextFile[]): string[] {
  return withFixtures(['biome.json', 'package.json', '.gitignore'], files, (root) => {
    const biome = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
    const args = ['lint', '--reporter=json', '--max-diagnostics=none'];
    const { stdout } = spawnSync(process.execPath, [biome, ...args], { cwd: root, encoding: 'utf8' });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
    return diagnostics.map(({ category, location }) => `${location.path} ${category}`);
  });
}

describe('the linter', () => {
  const reported = lint([...LIBRARY, ...Object.values(BREACHES)]);

  it.each(Object.entries(BREACHES))('%s bites', (rule, { path }) => {
    expect(reported).toContain(`${path} lint/${rule}`);
  });

  it('has nothing to say about clean code', () => {
    expect(reported.filter((line) => LIBRARY.some(({ path }) => line.startsWith(path)))).toEqual([]);
  });
});
