import type { Serving } from './serve.ts';
import type { Settings } from './settings.ts';

function keyLines({ newKey }: Serving, { bootstrapKey }: Settings): string[] {
  if (newKey) return [`  API key   ${newKey}`, '            Shown this once: keep it. It may do everything.'];
  return [bootstrapKey ? '  API key   the one in BOOTSTRAP_API_KEY' : '  API key   the one shown on the first run'];
}

function setupLines({ setupUrl }: Serving): string[] {
  if (setupUrl === null) return [];
  return [`  Set up    ${setupUrl}`, '            Makes the first operator’s account: once, within a day.'];
}

function placeLines({ url, isDemo }: Serving): string[] {
  if (!isDemo) return [`  Pages     ${url}`];
  return [
    `  Open      ${url}`,
    '            A made-up marketplace: be a buyer, a seller or a mediator, and move its clock. DEMO=0 leaves it out.',
  ];
}

/** What somebody who has just started it wants to know. Not a log: the key must not end up in one. */
export function greet(serving: Serving | null, settings: Settings): string {
  if (!serving) return 'Gongdao is at work. Ctrl-C stops it.';
  const { database, sandbox, bootstrapKey } = settings;
  const key = serving.newKey ?? (bootstrapKey ? '$BOOTSTRAP_API_KEY' : '<key>');
  return [
    '',
    `Gongdao is running${sandbox ? ', in a sandbox whose clock you drive' : ''}.`,
    '',
    ...placeLines(serving),
    ...setupLines(serving),
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
