// `npm start`: everything in one process, over an embedded database unless DATABASE_URL names another.

import { run } from './run.ts';
import type { Serving } from './serve.ts';
import type { Settings } from './settings.ts';

function keyLines({ newKey }: Serving, { bootstrapKey }: Settings): string[] {
  if (newKey) return [`  API key   ${newKey}`, '            Shown this once: keep it. It may do everything.'];
  return [bootstrapKey ? '  API key   the one in BOOTSTRAP_API_KEY' : '  API key   the one shown on the first run'];
}

/** What somebody who has just started it wants to know. Not a log: the key must not end up in one. */
function greeting(serving: Serving, settings: Settings): string {
  const { database, sandbox, bootstrapKey } = settings;
  const key = serving.newKey ?? (bootstrapKey ? '$BOOTSTRAP_API_KEY' : '<key>');
  return [
    '',
    `Gongdao is running${sandbox ? ', in a sandbox whose clock you drive' : ''}.`,
    '',
    `  API       ${serving.url}/v1`,
    `  Document  ${serving.url}/openapi.json`,
    `  Health    ${serving.url}/readyz`,
    `  Data      ${database.kind === 'embedded' ? database.dataDir : 'the database of DATABASE_URL'}`,
    ...keyLines(serving, settings),
    '',
    `  curl -H "Authorization: Bearer ${key}" ${serving.url}/v1/claims`,
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n');
}

await run({
  serves: true,
  works: true,
  onReady: (serving, settings) => {
    if (serving) console.log(greeting(serving, settings));
  },
});
