// Formats everything and applies the linter's safe fixes: `npm run format`.

import { runTool } from './run-tool.ts';

process.exitCode = await runTool('biome', ['check', '--write', ...process.argv.slice(2)]);
