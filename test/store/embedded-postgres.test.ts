import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';
import { packagedBinDir } from '../../src/store/embedded-postgres-binaries.ts';
import { othersCanReach } from '../../src/store/embedded-postgres-files.ts';
import { isAlive, isPostmaster } from '../../src/store/embedded-postgres-server.ts';
import { ask, copyWithoutLinks, launcher, openFolder, started, startOwner } from '../support/embedded-server.ts';
import { until } from '../support/until.ts';

const nobody = 65534;
const isRoot = process.getuid?.() === 0;
/** Forbidden in many containers; the launcher then takes the other way, which has its own test. */
const hasNamespaces =
  spawnSync('unshare', ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`, 'true']).status === 0;
const reachable = await othersCanReach(join(launcher.pathname, '..'));

let base: Awaited<ReturnType<typeof openFolder>>;
let folder: Awaited<ReturnType<typeof openFolder>>;
let dataDir: string;
/** What a test started, to be stopped before its folder goes. */
let running: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  base = await openFolder();
  const server = await start(join(base.path, 'data'));
  await ask(server.url, 'create table kept (n int); insert into kept values (1)');
  await server.stop();
});
afterAll(() => base.remove());

beforeEach(async () => {
  folder = await openFolder();
  dataDir = join(folder.path, 'data');
  // With the owners of the files, which Node's own copying mixes up.
  execFileSync('cp', ['-a', join(base.path, 'data'), dataDir]);
});
afterEach(async () => {
  await Promise.all(running.map((stop) => stop()));
  running = [];
  await folder.remove();
});

type Options = Partial<Parameters<typeof startEmbeddedPostgres>[0]>;

async function start(directory = dataDir, options: Options = {}): Promise<EmbeddedPostgres> {
  const log: string[] = [];
  try {
    return await startEmbeddedPostgres({ dataDir: directory, log: (line) => log.push(line), ...options });
  } catch (error) {
    throw new Error(log.join('\n'), { cause: error });
  }
}

async function startForTest(directory = dataDir, options: Options = {}): Promise<EmbeddedPostgres> {
  const server = await start(directory, options);
  running.push(server.stop);
  return server;
}

function ownerForTest(...args: Parameters<typeof startOwner>): ReturnType<typeof startOwner> {
  const owner = startOwner(...args);
  running.push(async () => {
    owner.process.kill('SIGTERM');
    await owner.gone;
  });
  return owner;
}

async function rows(url: string): Promise<number[]> {
  return (await ask<{ n: number }>(url, 'select n from kept order by n')).map(({ n }) => n);
}

describe('start and stop', () => {
  test('keeps the data, stops the server, and starts again', async () => {
    const first = await start();
    await ask(first.url, 'insert into kept values (2)');
    await first.stop();
    expect(isAlive(first.serverPid())).toBe(false);
    const second = await startForTest();
    expect(await rows(second.url)).toEqual([1, 2]);
    expect(await rows(second.socketUrl)).toEqual([1, 2]);
  });

  test('synced, checksummed, UTF-8, sorted by code point; the application is no superuser', async () => {
    const server = await startForTest();
    const [settings] = await ask(
      server.url,
      `select current_setting('fsync') as fsync, current_setting('data_checksums') as checksums,
              pg_encoding_to_char(encoding) as encoding, '中' < '乙' and 'Z' < 'a' as sorted,
              (select rolsuper from pg_roles where rolname = current_user) as superuser
         from pg_database where datname = current_database()`,
    );
    expect(settings).toEqual({ fsync: 'on', checksums: 'on', encoding: 'UTF8', sorted: true, superuser: false });
  });

  test('nobody gets in without the password, which only the owner can read', async () => {
    const server = await startForTest();
    for (const address of [server.url, server.socketUrl, server.adminUrl]) {
      const url = new URL(address);
      url.password = 'guess';
      await expect(ask(url.href, 'select 1')).rejects.toThrow('password authentication failed');
    }
    expect((await stat(join(dataDir, 'cluster', 'gongdao-credentials.json'))).mode & 0o777).toBe(0o600);
  });

  test('an ephemeral one syncs nothing and leaves nothing', async () => {
    const server = await start(dataDir, { ephemeral: true, settings: { work_mem: '5MB' } });
    const [settings] = await ask(
      server.url,
      `select current_setting('fsync') as fsync, current_setting('work_mem') as memory`,
    );
    expect(settings).toEqual({ fsync: 'off', memory: '5MB' });
    await server.stop();
    expect(existsSync(dataDir)).toBe(false);
  });

  test('a folder whose name is too long for a socket', async () => {
    const long = join(folder.path, 'a'.repeat(100));
    const server = await startForTest(long);
    expect(await ask(server.socketUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('data of another major version is refused', async () => {
    await writeFile(join(dataDir, 'cluster', 'PG_VERSION'), '14\n');
    const refusal = startEmbeddedPostgres({ dataDir, log: () => undefined });
    await expect(refusal).rejects.toMatchObject({ code: 'WRONG_VERSION' });
  });
});

describe('after a kill -9', () => {
  test('of the server: brought back at the same address, nothing committed is lost', async () => {
    const server = await startForTest();
    const killed = server.serverPid();
    await ask(server.url, 'insert into kept values (2)');
    process.kill(killed, 'SIGKILL');
    await until('another server', () => server.serverPid() !== killed);
    expect(await rows(server.url)).toEqual([1, 2]);
  });

  test('of the owner: the server it left is stopped and a new one started', async () => {
    const owner = startOwner({ dataDir });
    const left = await started(owner);
    await ask(left.url, 'insert into kept values (2)');
    owner.process.kill('SIGKILL');
    await owner.gone;
    const cluster = join(dataDir, 'cluster');
    expect(await isPostmaster(left.serverPid, cluster), 'the server outlives its owner').toBe(true);
    const server = await startForTest();
    expect(await rows(server.url)).toEqual([1, 2]);
    expect(await isPostmaster(left.serverPid, cluster)).toBe(false);
  });

  test('of both: the pid file they left does not matter', async () => {
    const owner = startOwner({ dataDir });
    const left = await started(owner);
    owner.process.kill('SIGKILL');
    process.kill(left.serverPid, 'SIGKILL');
    await owner.gone;
    expect(existsSync(join(dataDir, 'cluster', 'postmaster.pid'))).toBe(true);
    expect(await rows((await startForTest()).url)).toEqual([1]);
  });

  test('the number in the pid file may belong to another program by now', async () => {
    const other = spawn('sleep', ['600'], isRoot ? { uid: nobody, gid: nobody } : {});
    running.push(async () => other.kill());
    const file = join(dataDir, 'cluster', 'postmaster.pid');
    await writeFile(file, `${other.pid}\n${dataDir}/cluster\n1\n5432\n${dataDir}/cluster\n127.0.0.1\n\nready\n`);
    expect(await rows((await startForTest()).url)).toEqual([1]);
    expect(other.exitCode).toBe(null);
  });
});

describe('one owner', () => {
  test('a second one is refused with a sentence, and the first goes on', async () => {
    const owner = ownerForTest({ dataDir });
    const { url } = await started(owner);
    await expect(startEmbeddedPostgres({ dataDir, log: () => undefined })).rejects.toThrow(
      `Another Gongdao process owns ${dataDir}/cluster (gongdao owner ${owner.process.pid}).`,
    );
    expect(await rows(url)).toEqual([1]);
  });

  test('of two that start at once in an empty folder, one wins', async () => {
    const empty = join(folder.path, 'empty');
    const owners = [ownerForTest({ dataDir: empty }), ownerForTest({ dataDir: empty })];
    const reports = await Promise.all(owners.map(({ report }) => report));
    expect(reports.filter((report) => 'url' in report)).toHaveLength(1);
    expect(reports.filter((report) => 'refused' in report && report.refused === 'IN_USE')).toHaveLength(1);
    expect(await readdir(empty)).toEqual(['cluster']);
  });

  test('stays the owner when the session with the lock is ended by hand', async () => {
    const server = await startForTest();
    const lockedBy = `select pid from pg_locks where locktype = 'advisory' and granted`;
    const [before] = await ask<{ pid: number }>(server.adminUrl, lockedBy);
    await ask(server.adminUrl, `select pg_terminate_backend(${before?.pid})`);
    await until('the lock is held again', async () => {
      const [now] = await ask<{ pid: number }>(server.adminUrl, lockedBy);
      return now !== undefined && now.pid !== before?.pid;
    });
    await expect(startEmbeddedPostgres({ dataDir, log: () => undefined })).rejects.toMatchObject({ code: 'IN_USE' });
  });
});

describe('awkward installs', () => {
  test('an install without scripts: the missing links are made', async () => {
    const binDir = await copyWithoutLinks(join(folder.path, 'package'));
    const server = await startForTest(dataDir, { binDir });
    expect(await rows(server.url)).toEqual([1]);
    expect(await readdir(dataDir)).toEqual(['cluster']);
  });

  test.skipIf(!isRoot || !hasNamespaces)(
    'root, data below a folder of mode 700 (only as root, with user namespaces)',
    async () => {
      await chmod(folder.path, 0o700);
      const server = await startForTest();
      expect(await rows(server.url)).toEqual([1]);
      expect((await readFile(`/proc/${server.serverPid()}/status`, 'utf8')).match(/^Uid:\t(\d+)/m)?.[1]).toBe('0');
    },
  );

  test.skipIf(!isRoot)('root, programs below a folder of mode 700, no user namespaces (only as root)', async () => {
    const closed = join(folder.path, 'closed');
    const binDir = await copyWithoutLinks(closed);
    await chmod(closed, 0o700);
    const owner = ownerForTest({ dataDir, binDir }, { env: { PATH: '/nowhere' } });
    expect(await rows((await started(owner)).url)).toEqual([1]);
    expect(await readdir(dataDir)).toEqual(['cluster', expect.stringMatching(/^native-/)]);
  });

  test.skipIf(!isRoot)(
    'root, data below a folder of mode 700, no user namespaces: a clear refusal (only as root)',
    async () => {
      await chmod(folder.path, 0o700);
      const owner = ownerForTest({ dataDir }, { env: { PATH: '/nowhere' } });
      expect(await owner.report).toEqual({ refused: 'UNREACHABLE' });
    },
  );

  test.skipIf(!isRoot || !reachable)(
    'a plain user whose programs lack links and cannot be changed (only as root)',
    async () => {
      const binDir = await copyWithoutLinks(join(folder.path, 'package'));
      const own = join(folder.path, 'own');
      await mkdir(own);
      await chown(own, nobody, nobody);
      const owner = ownerForTest({ dataDir: own, binDir }, { as: nobody });
      expect(await ask((await started(owner)).url, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(await readdir(own)).toEqual(['cluster', expect.stringMatching(/^native-/)]);
    },
  );

  test.skipIf(!isRoot || !reachable || !hasNamespaces)(
    'a user without a name in passwd (only as root, with user namespaces)',
    async () => {
      const own = join(folder.path, 'own');
      await mkdir(own);
      await chown(own, 54321, 54321);
      const owner = ownerForTest({ dataDir: own, binDir: packagedBinDir() }, { as: 54321 });
      expect(await ask((await started(owner)).url, 'select 1 as one')).toEqual([{ one: 1 }]);
    },
  );
});
