import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/main/settings.ts';
import { SettingsError } from '../../src/main/settings-error.ts';

describe('settings', () => {
  it('need nothing to be said', () => {
    expect(readSettings({})).toEqual({
      host: '127.0.0.1',
      port: 4000,
      database: { kind: 'embedded', dataDir: join(process.cwd(), 'data') },
      connections: 20,
      preparedStatements: true,
      files: { kind: 'disk', directory: join(process.cwd(), 'data', 'files') },
      filesDirectory: join(process.cwd(), 'data', 'files'),
      recordsKeptYears: 3,
      masterKey: { file: join(process.cwd(), 'data', 'master.key') },
      scanner: null,
      sandbox: null,
      bootstrapKey: undefined,
      logLevel: 'info',
      trustProxy: false,
      publicUrl: null,
      sso: null,
      returnUrls: [],
      embedders: [],
      demo: true,
    });
  });

  it('an empty variable is as good as none', () => {
    const empty = {
      PORT: '',
      DATABASE_URL: '',
      SANDBOX: '',
      SANDBOX_NOW: '',
      FILES: '',
      LOG_LEVEL: '',
      HOST: '',
      MASTER_KEY: '',
    };
    expect(readSettings(empty)).toEqual(readSettings({}));
  });

  it('say where the rows and the files are', () => {
    const url = 'postgres://u:p@db:5432/gongdao';
    expect(readSettings({ DATABASE_URL: url, FILES: '/srv/files' })).toMatchObject({
      database: { kind: 'external', url },
      files: { kind: 'disk', directory: '/srv/files' },
      filesDirectory: '/srv/files',
    });
    expect(readSettings({ DATA_DIR: '/srv/gongdao' }).filesDirectory).toBe('/srv/gongdao/files');
    const bucket = 's3://evidence/shop-7/?endpoint=https://s3.example:8443&region=cn-north-1';
    expect(readSettings({ DATA_DIR: '/srv/gongdao', FILES: bucket })).toMatchObject({
      files: {
        kind: 's3',
        bucket: 'evidence',
        prefix: 'shop-7/',
        endpoint: 'https://s3.example:8443',
        region: 'cn-north-1',
      },
      filesDirectory: '/srv/gongdao/files',
    });
    expect(readSettings({ FILES: 's3://evidence' }).files).toMatchObject({ prefix: '', endpoint: null });
  });

  it('make a sandbox, which may begin at an instant', () => {
    expect(readSettings({ SANDBOX: '1' }).sandbox).toEqual({ startsAt: null });
    const startsAt = Date.UTC(2026, 4, 1, 2, 3, 4);
    expect(readSettings({ SANDBOX: 'true', SANDBOX_NOW: '2026-05-01T10:03:04+08:00' }).sandbox).toEqual({ startsAt });
  });

  it.each([
    [{ PORT: 'http' }, 'PORT must be a whole number from 0 to 65535'],
    [{ PORT: '65536' }, 'PORT'],
    [{ PORT: '-1' }, 'PORT'],
    [{ DATABASE_URL: 'mysql://db' }, 'DATABASE_URL must be an address of PostgreSQL'],
    [{ SANDBOX: 'perhaps' }, 'SANDBOX must be 1 or 0'],
    [{ SANDBOX_NOW: '2026-05-01T00:00:00Z' }, 'SANDBOX_NOW needs SANDBOX=1'],
    [{ SANDBOX: '1', SANDBOX_NOW: 'tomorrow' }, 'SANDBOX_NOW must be an instant'],
    [{ SANDBOX: '1', SANDBOX_NOW: '2026-02-30T00:00:00Z' }, 'SANDBOX_NOW must be an instant'],
    [{ FILES: 'gs://bucket' }, 'FILES must be a directory, or s3://'],
    [{ FILES: 's3://key:secret@bucket/' }, 'FILES must be a directory, or s3://'],
    [{ FILES: 's3://bucket?endpoint=ftp://x' }, 'FILES must be a directory, or s3://'],
    [{ CLAMD: 'localhost' }, 'CLAMD must be tcp://host:3310'],
    [{ PUBLIC_URL: 'help.shop.example' }, 'PUBLIC_URL must be an address'],
    [{ PUBLIC_URL: 'https://help.shop.example/?a=1' }, 'PUBLIC_URL must be an address'],
    [{ DEMO: 'perhaps' }, 'DEMO must be 1 or 0'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of'],
  ])('%j is refused: %s', (env, sentence) => {
    expect(() => readSettings(env)).toThrow(SettingsError);
    expect(() => readSettings(env)).toThrow(sentence);
  });
});
