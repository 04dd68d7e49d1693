import type { NetConnectOpts } from 'node:net';
import { join, resolve } from 'node:path';
import { formatInstant, parseInstant } from '../contract/instant.ts';
import { RECORDS_KEPT_YEARS } from '../domain/privacy.ts';
import type { Instant } from '../domain/time.ts';
import { readScannerAddress } from '../files/malware-scan.ts';
import { type FilePlace, readS3Address } from '../files/place.ts';
import type { SsoSettings } from '../http/identity/sso-settings.ts';
import type { LogLevel } from '../http/log.ts';
import { readEmbedders, readReturnUrls, readSso } from './identity-settings.ts';
import { SettingsError } from './settings-error.ts';

/** Where the rows are: a server of our own under a folder, or one that somebody else runs. */
export type DatabaseSettings =
  | { readonly kind: 'embedded'; readonly dataDir: string }
  | { readonly kind: 'external'; readonly url: string };

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly database: DatabaseSettings;
  /** Most connections of this process to the database. */
  readonly connections: number;
  /** False where connections are shared between statements (an older pgbouncer). */
  readonly preparedStatements: boolean;
  /** Where the content of files is kept. */
  readonly files: FilePlace;
  /** Where uploads under way lie: the same directory, or one under `DATA_DIR` beside a bucket. */
  readonly filesDirectory: string;
  /** What wraps the keys of persons: as set, or in a file of our own. */
  readonly masterKey: { readonly text: string } | { readonly file: string };
  /** For how many years the records of a trade are kept, whoever asks to be erased. */
  readonly recordsKeptYears: number;
  /** The malware scanner that looks at every file; null where there is none. */
  readonly scanner: NetConnectOpts | null;
  readonly sandbox: { readonly startsAt: Instant | null } | null;
  readonly bootstrapKey: string | undefined;
  readonly logLevel: LogLevel;
  readonly trustProxy: boolean | string;
  /** Where users reach the pages; null: where the request was sent to. */
  readonly publicUrl: string | null;
  /** By whom staff may sign in; null: by password alone. */
  readonly sso: SsoSettings | null;
  /** Where portal sessions may send their users back to. */
  readonly returnUrls: readonly string[];
  /** Whose pages may show claims inside. */
  readonly embedders: readonly string[];
  /** Whether `npm start` may fill an empty database with a made-up marketplace. */
  readonly demo: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

function whole(
  env: Environment,
  name: string,
  { least, most, otherwise }: Record<'least' | 'most' | 'otherwise', number>,
) {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < least || value > most) {
    throw new SettingsError(`${name} must be a whole number from ${least} to ${most}; it is "${text}".`);
  }
  return value;
}

function flag(env: Environment, name: string, otherwise: boolean): boolean {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  if (['1', 'true', 'yes', 'on'].includes(text)) return true;
  if (['0', 'false', 'no', 'off'].includes(text)) return false;
  throw new SettingsError(`${name} must be 1 or 0; it is "${text}".`);
}

function readDatabase(env: Environment): DatabaseSettings {
  const url = env.DATABASE_URL;
  if (!url) return { kind: 'embedded', dataDir: resolve(env.DATA_DIR || './data') };
  if (!/^postgres(?:ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new SettingsError('DATABASE_URL must be an address of PostgreSQL: postgres://user:password@host:5432/name.');
  }
  return { kind: 'external', url };
}

function readSandbox(env: Environment): Settings['sandbox'] {
  const text = env.SANDBOX_NOW;
  if (!flag(env, 'SANDBOX', false)) {
    if (text) throw new SettingsError('SANDBOX_NOW needs SANDBOX=1: outside a sandbox nobody sets the clock.');
    return null;
  }
  if (!text) return { startsAt: null };
  const startsAt = parseInstant(text);
  if (startsAt === null) {
    const example = formatInstant(Date.UTC(2026, 4, 1));
    throw new SettingsError(`SANDBOX_NOW must be an instant such as ${example}; it is "${text}".`);
  }
  return { startsAt };
}

function readFiles(env: Environment): Pick<Settings, 'files' | 'filesDirectory'> {
  const files = env.FILES;
  const beside = join(resolve(env.DATA_DIR || './data'), 'files');
  if (!files) return { files: { kind: 'disk', directory: beside }, filesDirectory: beside };
  if (/^[a-z0-9+.-]+:\/\//i.test(files)) {
    const bucket = readS3Address(files);
    if (bucket) return { files: bucket, filesDirectory: beside };
    throw new SettingsError(
      'FILES must be a directory, or s3://bucket/prefix?endpoint=https://…&region=… with the credentials in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    );
  }
  const directory = resolve(files);
  return { files: { kind: 'disk', directory }, filesDirectory: directory };
}

/** Where it is in a file, nodes on other machines have another: they then refuse to start over the same database. */
function readMasterKey(env: Environment): Settings['masterKey'] {
  if (env.MASTER_KEY) return { text: env.MASTER_KEY };
  return { file: join(resolve(env.DATA_DIR || './data'), 'master.key') };
}

function readScanner(env: Environment): NetConnectOpts | null {
  const text = env.CLAMD;
  if (!text) return null;
  const address = readScannerAddress(text);
  if (address) return address;
  throw new SettingsError(`CLAMD must be tcp://host:3310 or unix:/run/clamav/clamd.ctl; it is "${text}".`);
}

const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

function readLogLevel(env: Environment): LogLevel {
  const level = LOG_LEVELS.find((candidate) => candidate === (env.LOG_LEVEL || 'info'));
  if (!level) throw new SettingsError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}; it is "${env.LOG_LEVEL}".`);
  return level;
}

function readTrustProxy(env: Environment): boolean | string {
  const text = env.TRUST_PROXY;
  if (!text || text === '0') return false;
  return text === '1' ? true : text;
}

function readPublicUrl(env: Environment): string | null {
  const text = env.PUBLIC_URL;
  if (!text) return null;
  if (!/^https?:\/\/[^/?#]/.test(text) || !URL.canParse(text) || /[?#]/.test(text)) {
    throw new SettingsError(`PUBLIC_URL must be an address such as https://help.shop.example; it is "${text}".`);
  }
  return text.replace(/\/+$/, '');
}

/** Everything the process is told by its environment. Throws `SettingsError` with a sentence. */
export function readSettings(env: Environment): Settings {
  return {
    host: env.HOST || '127.0.0.1',
    port: whole(env, 'PORT', { least: 0, most: 65_535, otherwise: 4000 }),
    database: readDatabase(env),
    connections: whole(env, 'DATABASE_CONNECTIONS', { least: 2, most: 500, otherwise: 20 }),
    preparedStatements: flag(env, 'PREPARED_STATEMENTS', true),
    ...readFiles(env),
    masterKey: readMasterKey(env),
    recordsKeptYears: whole(env, 'RECORDS_KEPT_YEARS', { least: 0, most: 50, otherwise: RECORDS_KEPT_YEARS }),
    scanner: readScanner(env),
    sandbox: readSandbox(env),
    bootstrapKey: env.BOOTSTRAP_API_KEY || undefined,
    logLevel: readLogLevel(env),
    trustProxy: readTrustProxy(env),
    publicUrl: readPublicUrl(env),
    sso: readSso(env),
    returnUrls: readReturnUrls(env),
    embedders: readEmbedders(env),
    demo: flag(env, 'DEMO', true),
  };
}
