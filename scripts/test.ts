// Everything that must hold, in one command: `npm test`. Types and lint count as one test each.
// Arguments go to vitest: `npm test -- test/domain` runs the tests of one folder.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.ts';
import { buildWeb } from './build-web.ts';
import { checkStyle, checkTypes, runTool } from './run-tool.ts';

interface Count {
  passed: number;
  failed: number;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

function countOf(exitCode: number): Count {
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Counts tests, and a file that broke before any of its tests could fail as one failure. */
function countReport(report: VitestReport): Count {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

async function runTests(args: readonly string[]): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'gongdao-test-'));
  const path = join(folder, 'report.json');
  try {
    const exitCode = await runTool('vitest', [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${path}`,
      ...args,
    ]);
    if (!existsSync(path)) return { passed: 0, failed: 1 };
    const count = countReport(JSON.parse(readFileSync(path, 'utf8')) as VitestReport);
    // Vitest can fail without a failing test: an unhandled rejection, a broken global setup.
    return { ...count, failed: exitCode === 0 ? count.failed : Math.max(count.failed, 1) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sum(counts: readonly Count[]): Count {
  return {
    passed: counts.reduce((total, count) => total + count.passed, 0),
    failed: counts.reduce((total, count) => total + count.failed, 0),
  };
}

/** What the browser tests need: a browser, and the pages. A sentence when it cannot be had. */
async function prepareBrowserTests(): Promise<string | null> {
  try {
    return ensureBrowser() ?? (await buildWeb().then(() => null));
  } catch (error) {
    return `The pages cannot be built: ${String(error)}`;
  }
}

const args = process.argv.slice(2);
const withBrowser = args.length === 0 || args.some((arg) => arg.includes('e2e'));
const obstacle = withBrowser ? await prepareBrowserTests() : null;
if (obstacle !== null) console.error(obstacle);
const browser = countOf(obstacle === null ? 0 : 1);

const types = countOf(await checkTypes());
console.log(types.failed === 0 ? 'Types: hold.' : 'Types: broken, see above.');
const style = countOf(await checkStyle());
console.log(style.failed === 0 ? 'Lint and format: hold.' : 'Lint and format: broken, see above.');
const skipped = obstacle === null ? [] : ['--exclude', 'test/e2e/**'];
const total = sum([browser, types, style, await runTests([...args, ...skipped])]);
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`${total.passed} passed, ${total.failed} failed`);
