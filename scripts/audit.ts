// Known vulnerabilities in what runs in production, high ones and worse: `npm run audit`. A registry that does not
// answer such questions is no vulnerability: it is said, and nothing fails.

import { spawnSync } from 'node:child_process';
import { ROOT } from './run-tool.ts';

const { stdout, stderr, status } = spawnSync(
  'npm',
  ['audit', '--omit', 'dev', '--audit-level', 'high', '--loglevel', 'error'],
  {
    cwd: ROOT,
    encoding: 'utf8',
  },
);
const isUnanswered = /audit endpoint returned an error|ENOTFOUND|ECONNREFUSED|ETIMEDOUT/.test(stderr);
if (isUnanswered) console.log('The registry does not answer questions about vulnerabilities; nothing is known.');
else {
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = status ?? 1;
}
