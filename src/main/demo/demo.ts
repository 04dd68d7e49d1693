import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { SCOPES } from '../../contract/api-key.ts';
import { buildApp } from '../../http/app.ts';
import { digestOf } from '../../http/authentication.ts';
import { newSecret } from '../../http/bootstrap-key.ts';
import type { DemoMarketplace } from '../../http/demo.ts';
import { createMetrics } from '../../http/metrics.ts';
import { DEFAULT_SETTINGS } from '../../http/settings.ts';
import { createApiKey, forgetApiKey } from '../../store/api-key.ts';
import { beginDemo, isUnused, onlyHere, openDemo, readDemoState, resume, suspend } from '../../store/demo-clock.ts';
import type { PersonKeys } from '../../store/person-key.ts';
import { randomId } from '../../store/random-id.ts';
import { advanceSandboxClock, readSandboxClock, startSandboxClock } from '../../store/sandbox-clock.ts';
import { createStore } from '../../store/store.ts';
import { openFiles } from '../files.ts';
import { libraryNotices } from '../holidays.ts';
import type { Settings } from '../settings.ts';
import { SettingsError } from '../settings-error.ts';
import { PEOPLE, SHOPS } from './cast.ts';
import { GOODS_PICTURES } from './pictures/goods-pictures.ts';
import { stepsUntil, type Teller } from './telling.ts';

/** What the pages are told of the made-up marketplace beside what is in the database. */
export const DEMO_MARKETPLACE: DemoMarketplace = { people: PEOPLE, shops: SHOPS, pictures: GOODS_PICTURES };

interface Place {
  readonly pool: Pool;
  readonly people: PersonKeys;
  readonly log: Logger;
  readonly settings: Pick<Settings, 'sandbox' | 'demo' | 'files' | 'filesDirectory' | 'scanner'>;
}

/**
 * Whether what is to be served is the demo marketplace: in a database that nobody has used, or that holds it already.
 * It is made ready then. Throws `SettingsError` where it is there and must not be served.
 */
export async function admitDemo({ pool, people, log, settings }: Place, mayServe: boolean): Promise<boolean> {
  const isWanted = mayServe && settings.demo && settings.sandbox === null;
  if (!isWanted) {
    if ((await readDemoState(pool)).kind === 'none') return false;
    throw new SettingsError(
      'This database holds the demo marketplace, where everybody may be anybody. Only npm start serves it, without DEMO=0; choose another DATA_DIR or DATABASE_URL.',
    );
  }
  return onlyHere(pool, async () => {
    const { kind } = await readDemoState(pool);
    if (kind === 'none' && !(await isUnused(pool))) return false;
    if (kind !== 'ready') await prepareDemo({ pool, people, log, settings });
    await resume(pool);
    return true;
  });
}

/** Nobody is served any more: the demo's time stands still. */
export async function leaveDemo(pool: Pool): Promise<void> {
  await suspend(pool);
}

interface Telling {
  readonly pool: Pool;
  readonly people: PersonKeys;
  readonly log: Logger;
  readonly settings: Pick<Settings, 'files' | 'filesDirectory' | 'scanner'>;
}

/** Tells the demo's story through the API, or what is left of it. The policy must be in effect. */
async function prepareDemo(telling: Telling): Promise<void> {
  const began = performance.now();
  await tellStory(telling);
  telling.log.info({ ms: Math.round(performance.now() - began) }, 'the demo marketplace is ready');
}

async function tellStory({ pool, people, log, settings: asked }: Telling): Promise<void> {
  const files = await openFiles(asked, log);
  const anchor = await beginDemo(pool);
  const steps = stepsUntil(anchor);
  await startSandboxClock(pool, (steps[0]?.at ?? anchor) - 1);
  // What an earlier attempt has told up to the clock's instant is not told again.
  const told = (await readSandboxClock(pool)) ?? anchor;
  const store = createStore({ pool, clock: 'sandbox', newId: randomId, libraryNotices });
  const app = buildApp({
    store,
    people,
    log,
    settings: {
      ...DEFAULT_SETTINGS,
      filesDirectory: asked.filesDirectory,
      rateLimit: null,
      logEvery: 0,
      slowMs: Number.POSITIVE_INFINITY,
      // The worker decodes them while the first pages are looked at.
      decodeBytes: 0,
      quotas: null,
    },
    ...files,
    newId: randomId,
    random: randomBytes,
    status: async () => ({ database: true, migrated: true, worker: null }),
    judgePolicy: async () => [],
    metrics: createMetrics(),
  });
  const teller: Teller = { app, pool, key: await temporaryKey(pool) };
  let now = told;
  for (const { at, tell } of steps.filter((step) => step.at >= told)) {
    if (at > now) await advanceSandboxClock(store, at);
    now = at;
    await tell(teller);
  }
  await advanceSandboxClock(store, anchor);
  await app.close();
  await forgetApiKey(pool, TEMPORARY_KEY);
  await openDemo(store);
  await closeConnections(pool);
}

/** The server has prepared statements on them that ask for the sandbox's time. Nothing else runs yet. */
async function closeConnections(pool: Pool): Promise<void> {
  const clients = await Promise.all(Array.from({ length: pool.idleCount }, () => pool.connect()));
  for (const client of clients) client.release(true);
}

/** Always of the same name, so that what was told before a crash is known to have been told. */
const TEMPORARY_KEY = 'key_demo';

/** A key with which the story is told, and that is gone afterwards; resolves to its secret. */
async function temporaryKey(pool: Pool): Promise<string> {
  const secret = newSecret(randomBytes);
  await forgetApiKey(pool, TEMPORARY_KEY);
  await createApiKey(pool, { id: TEMPORARY_KEY, name: 'demo', scopes: [...SCOPES], digest: digestOf(secret) });
  return secret;
}
