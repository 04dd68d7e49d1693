import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { buildApp } from '../http/app.ts';
import { ensureBootstrapKey } from '../http/bootstrap-key.ts';
import type { DemoMarketplace } from '../http/demo.ts';
import type { HttpDeps } from '../http/deps.ts';
import { offerSetup } from '../http/identity/first-operator.ts';
import { linkAddress } from '../http/identity/staff-view.ts';
import { createMetrics } from '../http/metrics.ts';
import { builtPages, registerPages } from '../http/pages.ts';
import { listen } from '../http/server.ts';
import { DEFAULT_SETTINGS, type HttpSettings } from '../http/settings.ts';
import type { PersonKeys } from '../store/person-key.ts';
import { randomId } from '../store/random-id.ts';
import type { Store } from '../store/store.ts';
import type { Worker } from '../worker/worker.ts';
import type { FileParts } from './files.ts';
import { createPolicyJudge } from './policy-judge.ts';
import type { Settings } from './settings.ts';
import { createStatus } from './status.ts';

export interface Serving {
  /** `http://127.0.0.1:4000` */
  readonly url: string;
  /** The first API key, where one was made just now: to be shown once, and not in a log. */
  readonly newKey: string | null;
  readonly isDemo: boolean;
  /** Where the first operator makes an account, while there is none: to be shown, and not in a log. */
  readonly setupUrl: string | null;
  readonly stop: () => Promise<void>;
}

export interface Parts {
  readonly store: Store;
  readonly people: PersonKeys;
  readonly log: Logger;
  readonly files: FileParts;
  /** The worker of this process; null where another process does its work. */
  readonly worker: Worker | null;
  /** The made-up marketplace, where it is served. */
  readonly demo?: DemoMarketplace;
}

function httpSettings(settings: Settings): HttpSettings {
  const { sandbox, filesDirectory, recordsKeptYears, trustProxy, publicUrl, sso, returnUrls } = settings;
  const given = { filesDirectory, recordsKeptYears, trustProxy, publicUrl, sso, returnUrls };
  return { ...DEFAULT_SETTINGS, ...given, sandbox: sandbox !== null };
}

/** Serves the API over a store that is ready for use. */
export async function serve({ store, people, log, worker, files, demo }: Parts, settings: Settings): Promise<Serving> {
  const deps: HttpDeps = {
    store,
    people,
    log,
    settings: httpSettings(settings),
    ...files,
    newId: randomId,
    random: randomBytes,
    status: await createStatus(store, worker),
    judgePolicy: createPolicyJudge(),
    metrics: createMetrics(),
    ...(demo ? { demo } : {}),
  };
  const { bootstrapKey: given, host, port } = settings;
  const { secret } = await ensureBootstrapKey(store.pool, { given, newId: randomId, random: randomBytes });
  const setup = await offerSetup(store.pool, randomBytes);
  const app = buildApp(deps);
  registerPages(app, {
    directory: builtPages(),
    sandbox: deps.settings.sandbox,
    demo: demo !== undefined,
    sso: settings.sso?.name ?? null,
    embedders: settings.embedders,
  });
  const { url, stop } = await listen(app, { host, port, shutdownMs: deps.settings.shutdownMs });
  return {
    url,
    newKey: given === undefined ? secret : null,
    isDemo: demo !== undefined,
    setupUrl: setup === null ? null : linkAddress(settings.publicUrl ?? url, 'setup', setup),
    stop,
  };
}
