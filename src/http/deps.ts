import type { Logger } from 'pino';
import type { Policy } from '../domain/policy.ts';
import type { FileDecoding } from '../files/file-decoding.ts';
import type { FileStorage } from '../files/storage.ts';
import type { PersonKeys } from '../store/person-key.ts';
import type { Store } from '../store/store.ts';
import type { DemoMarketplace } from './demo.ts';
import type { Sso } from './identity/sso.ts';
import type { Live } from './live.ts';
import type { Metrics } from './metrics.ts';
import type { HttpSettings } from './settings.ts';

/** How the parts beside HTTP are; asked for by `/readyz` and `/metrics`. */
export interface ServiceStatus {
  readonly database: boolean;
  /** Whether every migration this code knows has been applied. */
  readonly migrated: boolean;
  /** Null where no worker has reported yet. */
  readonly worker: WorkerStatus | null;
}

export interface WorkerStatus {
  /** How long the earliest deadline that is due has been waiting. */
  readonly lagSeconds: number;
  /** Claims set aside because their deadline could not be applied. */
  readonly parked: number;
  /** Why the worker has stopped itself; null while it runs. */
  readonly alarm: string | null;
}

/** What a policy breaks, and the shortest story that shows it. */
export interface Unsound {
  readonly check: string;
  readonly story: readonly string[];
}

/** R4: what is wrong with a policy under which a claim could get stuck; nothing where it may be published. */
export type JudgePolicy = (policy: Policy) => Promise<readonly Unsound[]>;

/** Everything the service is given; it makes nothing of this itself. */
export interface HttpDeps {
  readonly store: Store;
  /** The keys under which what people write is sealed. */
  readonly people: PersonKeys;
  readonly log: Logger;
  readonly settings: HttpSettings;
  /** The content of uploaded files. */
  readonly storage: FileStorage;
  readonly decoding: FileDecoding;
  /** `newId('clm')` → `clm_…`, never the same twice. */
  readonly newId: (prefix: string) => string;
  /** Bytes that nobody can guess. */
  readonly random: (bytes: number) => Buffer;
  readonly status: () => Promise<ServiceStatus>;
  readonly judgePolicy: JudgePolicy;
  /** Where the made-up marketplace is served, which lets everybody be anybody. */
  readonly demo?: DemoMarketplace;
  /** What has been counted in this process. */
  readonly metrics: Metrics;
}

/** What handlers are given: all that, and what the app itself keeps while it runs. */
export interface RouteDeps extends HttpDeps {
  readonly live: Live;
  readonly sso: Sso | null;
}
