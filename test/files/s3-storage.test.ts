import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { type FilePlace, openStorage, readS3Address } from '../../src/files/place.ts';
import { spread } from '../../src/files/storage.ts';
import { describeStorage } from './storage-contract.ts';

/** `npm run test:s3` starts a real server and names it here. */
const ADDRESS = process.env.S3_TEST_FILES;
const WITHOUT = 'S3: not tried here; npm run test:s3 starts a server (Debian, as root) and runs this file';

if (ADDRESS === undefined) console.warn(WITHOUT);

describe.skipIf(ADDRESS === undefined)('a bucket as storage', () => {
  const place = readS3Address(ADDRESS ?? 's3://none') as Extract<FilePlace, { kind: 's3' }>;
  describeStorage({
    open: () => openStorage(place),
    alter: async (area, key, Body) => {
      const client = new S3Client({ region: place.region, endpoint: place.endpoint ?? '', forcePathStyle: true });
      const Key = `${place.prefix}${area}/${spread(key)}`;
      await client.send(new PutObjectCommand({ Bucket: place.bucket, Key, Body }));
    },
  });

  it('is one that knows its users: a wrong secret opens nothing', async () => {
    const credentials = { accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: 'wrong' };
    const endpoint = place.endpoint ?? '';
    const stranger = new S3Client({ region: place.region, endpoint, forcePathStyle: true, credentials });
    const put = stranger.send(new PutObjectCommand({ Bucket: place.bucket, Key: 'x', Body: 'x' }));
    await expect(put).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  });
});
