import type { Pool } from 'pg';
import type { Logger } from 'pino';
import classic from '../../policies/taobao-classic.json' with { type: 'json' };
import { checkPolicy } from '../contract/policy.ts';
import { readDemoState } from '../store/demo-clock.ts';
import { migrate } from '../store/migrate.ts';
import { addPolicy, listPolicies } from '../store/policy.ts';
import { randomId } from '../store/random-id.ts';
import { startSandboxClock } from '../store/sandbox-clock.ts';
import { createStore, type Store } from '../store/store.ts';
import { libraryNotices } from './holidays.ts';
import type { Settings } from './settings.ts';
import { SettingsError } from './settings-error.ts';

/** The policy that every new marketplace begins with. The other presets of `policies/` are published by who wants them. */
async function seedPolicy(pool: Pool): Promise<void> {
  if ((await listPolicies(pool)).length > 0) return;
  const { policy, errors } = checkPolicy(classic);
  if (errors) throw new Error(`policies/taobao-classic.json: ${JSON.stringify(errors)}`);
  await addPolicy(pool, policy);
}

/** The store over a database whose schema is current; of the demo marketplace with a clock that visitors move. */
export function storeOver(pool: Pool, { sandbox }: Pick<Settings, 'sandbox'>, isDemo = false): Store {
  const clock = isDemo ? 'demo' : sandbox ? 'sandbox' : 'database';
  return createStore({ pool, clock, newId: randomId, libraryNotices });
}

/** Makes a database ready for use: schema, a first policy, and in a sandbox its clock, which then stands still. */
export async function prepare(pool: Pool, { sandbox }: Pick<Settings, 'sandbox'>, log: Logger): Promise<void> {
  await migrate(pool, { log: (line) => log.info(line) });
  await seedPolicy(pool);
  if (sandbox && (await readDemoState(pool)).kind !== 'none') {
    throw new SettingsError('This database holds the demo marketplace: a sandbox needs another DATA_DIR.');
  }
  if (sandbox) await startSandboxClock(pool, sandbox.startsAt ?? Date.now());
}
