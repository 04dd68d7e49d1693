import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { type Area, type FileStorage, type LocalContent, NoSuchContent, spread } from './storage.ts';
import { verified } from './verified-stream.ts';

export interface S3Place {
  readonly bucket: string;
  /** Before every key: `evidence/`; may be empty. */
  readonly prefix: string;
  readonly region: string;
  /** Of a server that is not Amazon's; its buckets are then part of the path. */
  readonly endpoint: string | null;
}

/** Larger files go up in parts of this size. */
const PART_BYTES = 16 * 1024 * 1024;

interface Slice {
  readonly path: string;
  readonly start: number;
  /** The last byte, as `createReadStream` counts. */
  readonly end: number;
}

/** A part's bytes from disk, never all in memory, with the digest by which the server checks what arrived. */
async function bodyOf({ path, start, end }: Slice) {
  const hash = createHash('md5');
  await pipeline(createReadStream(path, { start, end }), hash);
  return {
    Body: createReadStream(path, { start, end }),
    ContentLength: end - start + 1,
    ContentMD5: hash.digest('base64'),
  };
}

function isMissing(error: unknown): boolean {
  const { name } = error as Error;
  return name === 'NotFound' || name === 'NoSuchKey';
}

interface Target {
  readonly client: S3Client;
  readonly Bucket: string;
  readonly Key: string;
}

async function sizeOf({ client, Bucket, Key }: Target): Promise<number | null> {
  try {
    const { ContentLength } = await client.send(new HeadObjectCommand({ Bucket, Key }));
    return ContentLength ?? null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function putInParts({ client, Bucket, Key }: Target, { path, size }: LocalContent): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
  try {
    for (let start = 0; start < size; start += PART_BYTES) {
      const PartNumber = Parts.length + 1;
      const body = await bodyOf({ path, start, end: Math.min(start + PART_BYTES, size) - 1 });
      const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, ...body }));
      Parts.push({ PartNumber, ETag });
    }
    await client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(() => undefined);
    throw error;
  }
}

async function putWhole({ client, Bucket, Key }: Target, { path, size }: LocalContent): Promise<void> {
  const body = await bodyOf({ path, start: 0, end: size - 1 });
  await client.send(new PutObjectCommand({ Bucket, Key, ...body }));
}

/** Content in a bucket. Credentials are the environment's, as every program that speaks S3 takes them. */
export function createS3Storage({ bucket, prefix, region, endpoint }: S3Place): FileStorage {
  const client = new S3Client({
    region,
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    // What arrives is checked by its MD5, which every server knows; the newer checksums are not understood by all.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const target = (area: Area, key: string): Target => ({
    client,
    Bucket: bucket,
    Key: `${prefix}${area}/${area === 'part' ? key : spread(key)}`,
  });
  const put = async (content: LocalContent) => {
    const at = target(content.area, content.key);
    // What is there under a hash is that content already, and is never written again.
    if (content.area === 'part' || (await sizeOf(at)) !== content.size) {
      await (content.size > PART_BYTES ? putInParts(at, content) : putWhole(at, content));
      if ((await sizeOf(at)) !== content.size) throw new Error('the storage kept another number of bytes');
    }
    await rm(content.path, { force: true });
  };
  const openStream = async (area: Area, key: string): Promise<Readable> => {
    const { Bucket, Key } = target(area, key);
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      return Body as Readable;
    } catch (error) {
      throw isMissing(error) ? new NoSuchContent(area, error) : error;
    }
  };
  const openVerified = (area: Area) => async (sha256: string) => verified(await openStream(area, sha256), area, sha256);
  return {
    put,
    openOriginal: openVerified('original'),
    openDerivative: openVerified('derivative'),
    openPart: (key) => openStream('part', key),
    remove: async (area, key) => {
      const { Bucket, Key } = target(area, key);
      await client.send(new DeleteObjectCommand({ Bucket, Key }));
    },
  };
}
