import { RECORDS_KEPT_YEARS } from '../domain/privacy.ts';
import { DEFAULT_PASSWORD_COST, type PasswordCost } from './identity/password.ts';
import type { SsoSettings } from './identity/sso-settings.ts';

export interface RateLimit {
  /** Requests that may come at once. */
  readonly burst: number;
  /** Requests a second in the long run. */
  readonly perSecond: number;
}

export interface UploadQuotas {
  /** Of one user, in a day. */
  readonly userBytes: number;
  readonly userFiles: number;
  /** Of everything that is shown in one claim. */
  readonly claimBytes: number;
  readonly claimFiles: number;
}

export interface HttpSettings {
  /** Whether the routes that drive the clock exist. */
  readonly sandbox: boolean;
  /** Where users reach the pages, without a slash at the end; what the request was sent to where nothing is said. */
  readonly publicUrl: string | null;
  /** The folder in which uploads under way lie, and the stored ones where `FILES` is a directory. */
  readonly filesDirectory: string;
  /** For how many years the records of a trade are kept, whoever asks (R6). */
  readonly recordsKeptYears: number;
  /** Pictures up to this size are decoded before their upload is answered; larger files, and all others, after it. */
  readonly decodeBytes: number;
  /** How much users may upload; `null` turns it off. */
  readonly quotas: UploadQuotas | null;
  /** Largest JSON body in bytes. */
  readonly bodyLimit: number;
  /** Per key and user; `null` turns it off. */
  readonly rateLimit: RateLimit | null;
  /** Per address, for requests without a valid key; `null` turns it off. */
  readonly anonymousRateLimit: RateLimit | null;
  /** Per address, for the browsers of users and staff together; `null` turns it off. */
  readonly browserRateLimit: RateLimit | null;
  /** Every how many successful requests one is logged; 0: none. Failed and slow ones always are. */
  readonly logEvery: number;
  /** Longer than this is slow, in milliseconds. */
  readonly slowMs: number;
  /** How long a request may take to arrive, and its headers, in milliseconds; how long an idle connection is kept. */
  readonly requestTimeoutMs: number;
  readonly headersTimeoutMs: number;
  readonly keepAliveTimeoutMs: number;
  /** Bytes of all headers together. */
  readonly maxHeaderBytes: number;
  /** How often a live stream shows that it lives, and after how long it is ended, to be opened anew. */
  readonly streamHeartbeatMs: number;
  readonly streamLifetimeMs: number;
  /** How many live streams one key and user may have, and all in this process together. */
  readonly streamsPerCaller: number;
  readonly streams: number;
  /** How long requests in flight may take to finish when the process is told to stop, in milliseconds. */
  readonly shutdownMs: number;
  /** After how long without a request a staff session ends, and after how long in any case. */
  readonly staffIdleSeconds: number;
  readonly staffSessionSeconds: number;
  readonly passwordCost: PasswordCost;
  /** The provider by which staff may sign in; null: by password alone. */
  readonly sso: SsoSettings | null;
  /** Addresses that a portal session may lead back to; one that ends with a slash stands for all below it. */
  readonly returnUrls: readonly string[];
  /** Addresses of proxies whose `X-Forwarded-For` is believed, as Fastify's `trustProxy` takes them. */
  readonly trustProxy: boolean | string;
}

const GIGABYTE = 1024 ** 3;

/**
 * A key and user may send 2,000 requests a second, more than one backend's workers do even while they import, and few
 * enough that a loop gone wild is noticed and leaves room. Guessing keys is held at 20 a second per address; browsers may
 * share an address with a whole office, and a single one has no use for more.
 */
export const DEFAULT_SETTINGS: HttpSettings = {
  sandbox: false,
  publicUrl: null,
  filesDirectory: './data/files',
  recordsKeptYears: RECORDS_KEPT_YEARS,
  decodeBytes: 8 * 1024 * 1024,
  quotas: { userBytes: 2 * GIGABYTE, userFiles: 300, claimBytes: 4 * GIGABYTE, claimFiles: 400 },
  bodyLimit: 1024 * 1024,
  rateLimit: { burst: 10_000, perSecond: 2000 },
  anonymousRateLimit: { burst: 100, perSecond: 20 },
  browserRateLimit: { burst: 2000, perSecond: 200 },
  logEvery: 100,
  slowMs: 1000,
  requestTimeoutMs: 300_000,
  headersTimeoutMs: 15_000,
  keepAliveTimeoutMs: 72_000,
  maxHeaderBytes: 16_384,
  streamHeartbeatMs: 15_000,
  streamLifetimeMs: 600_000,
  streamsPerCaller: 10,
  streams: 2000,
  shutdownMs: 10_000,
  staffIdleSeconds: 3600,
  staffSessionSeconds: 43_200,
  passwordCost: DEFAULT_PASSWORD_COST,
  sso: null,
  returnUrls: [],
  trustProxy: false,
};
