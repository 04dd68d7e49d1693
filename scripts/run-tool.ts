import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';

/** The repository's folder, absolute. */
export const ROOT: string = dirname(import.meta.dirname);

const ENTRIES = {
  tsc: ['typescript', 'bin', 'tsc'],
  biome: ['@biomejs', 'biome', 'bin', 'biome'],
  vitest: ['vitest', 'vitest.mjs'],
} as const;

/** Colours are for people; a log file gets plain text. */
const COLOURS = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: '0' };

/** Runs a development tool with this same Node, its output going straight to ours; resolves to its exit code. */
export function runTool(tool: keyof typeof ENTRIES, args: readonly string[]): Promise<number> {
  const entry = join(ROOT, 'node_modules', ...ENTRIES[tool]);
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...COLOURS },
  });
  const stop = () => child.kill('SIGTERM');
  process.once('SIGTERM', stop);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('SIGTERM', stop);
      resolve(code ?? 1);
    });
  });
}

/** Whether every folder compiles and keeps its borders. Resolves to an exit code. */
export function checkTypes(): Promise<number> {
  return runTool('tsc', ['-b']);
}

/** Whether the linter and the formatter have nothing to say; a warning is a failure too. Resolves to an exit code. */
export function checkStyle(): Promise<number> {
  const colors = process.stdout.isTTY ? 'force' : 'off';
  return runTool('biome', [
    'ci',
    '--error-on-warnings',
    '--diagnostic-level=warn',
    '--max-diagnostics=100',
    `--colors=${colors}`,
  ]);
}
