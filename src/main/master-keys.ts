import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { MASTER_KEY_BYTES, type MasterKeys, masterKeyOf } from '../store/master-key.ts';
import { claimDatabase } from '../store/master-key-use.ts';
import { createPersonKeys, type PersonKeys } from '../store/person-key.ts';
import { randomId } from '../store/random-id.ts';
import type { Settings } from './settings.ts';
import { SettingsError } from './settings-error.ts';

/** What `MASTER_KEY` says: 32 bytes each in base64 or hexadecimal, the one in use first, then those before it. */
export function readMasterKeys(text: string): MasterKeys {
  const [current, ...previous] = text.split(',').map((part) => masterKeyOf(readSecret(part.trim())));
  if (!current) throw new SettingsError('MASTER_KEY is empty.');
  return { current, previous };
}

function readSecret(text: string): Buffer {
  const isHex = /^[0-9a-f]{64}$/i.test(text);
  const isBase64 = /^[A-Za-z0-9+/_-]{43}=?$/.test(text);
  const secret = Buffer.from(text, isHex ? 'hex' : 'base64');
  if ((!isHex && !isBase64) || secret.byteLength !== MASTER_KEY_BYTES) {
    throw new SettingsError(
      `MASTER_KEY must be ${MASTER_KEY_BYTES} random bytes in base64 or hexadecimal: openssl rand -base64 ${MASTER_KEY_BYTES}.`,
    );
  }
  return secret;
}

/** A file of our own, for a single machine: made on the first run, readable by nobody else. */
async function readKeyFile(path: string): Promise<MasterKeys> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text !== null) return readMasterKeys(text.trim());
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  const file = await open(draft, 'w', 0o600);
  await file.writeFile(`${randomBytes(MASTER_KEY_BYTES).toString('base64')}\n`);
  await file.sync();
  await file.close();
  await chmod(draft, 0o600);
  // Of two processes that start at once, the one that comes second takes the first one's.
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  return readMasterKeys((await readFile(path, 'utf8')).trim());
}

/** The master keys as set, or those of the file beside the data. */
export async function masterKeysOf({ masterKey }: Pick<Settings, 'masterKey'>): Promise<MasterKeys> {
  return 'text' in masterKey ? readMasterKeys(masterKey.text) : readKeyFile(masterKey.file);
}

/** The keys of persons over a database that belongs to the master key at hand. Throws when it belongs to another. */
export async function peopleOver(pool: Pool, settings: Pick<Settings, 'masterKey'>, log: Logger): Promise<PersonKeys> {
  const masters = await masterKeysOf(settings);
  const { id, first } = await claimDatabase(pool, masters.current.id);
  if (![masters.current, ...masters.previous].some((key) => key.id === id)) {
    const given = 'text' in settings.masterKey ? 'in MASTER_KEY' : `in ${settings.masterKey.file}`;
    throw new SettingsError(
      `The words in this database are sealed under the master key ${id}, which is not ${given}. Set MASTER_KEY to the one that the other nodes use.`,
    );
  }
  if (first && 'file' in settings.masterKey) {
    log.warn(
      { file: settings.masterKey.file },
      'a master key was made: keep a copy elsewhere, nothing opens without it',
    );
  }
  return createPersonKeys({ pool, masters, newId: randomId, random: randomBytes });
}
