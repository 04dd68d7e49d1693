import { createDiskStorage } from './disk-storage.ts';
import type { S3Place } from './s3-storage.ts';
import type { FileStorage } from './storage.ts';

/** What `FILES` names: a directory, or a bucket of an S3 server. */
export type FilePlace = { readonly kind: 'disk'; readonly directory: string } | ({ readonly kind: 's3' } & S3Place);

/** `s3://bucket/prefix?endpoint=https://…&region=…`; null where the address cannot be read. */
export function readS3Address(text: string): FilePlace | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const known = [...url.searchParams.keys()].every((name) => name === 'endpoint' || name === 'region');
  const endpoint = url.searchParams.get('endpoint');
  const isSane = /^[a-z0-9][a-z0-9.-]{1,62}$/.test(url.hostname) && url.username === '' && url.password === '';
  if (url.protocol !== 's3:' || !known || !isSane || (endpoint !== null && !/^https?:\/\/./.test(endpoint)))
    return null;
  const path = url.pathname.replace(/^\/+|\/+$/g, '');
  return {
    kind: 's3',
    bucket: url.hostname,
    prefix: path === '' ? '' : `${path}/`,
    endpoint,
    region: url.searchParams.get('region') ?? 'us-east-1',
  };
}

/** The client of S3 is large, so only who uses a bucket loads it. */
export async function openStorage(place: FilePlace): Promise<FileStorage> {
  if (place.kind === 'disk') return createDiskStorage(place.directory);
  const { createS3Storage } = await import('./s3-storage.ts');
  return createS3Storage(place);
}
