import { Type } from 'typebox';
import { record } from './primitive.ts';

const MEGABYTE = 1024 * 1024;
const DOCUMENT = 20 * MEGABYTE;
const VIDEO = 200 * MEGABYTE;

/** What may be uploaded, by content: the type, and the largest size in bytes. */
export const FILE_TYPES = {
  'image/jpeg': DOCUMENT,
  'image/png': DOCUMENT,
  'image/webp': DOCUMENT,
  'image/gif': DOCUMENT,
  'application/pdf': DOCUMENT,
  'video/mp4': VIDEO,
} as const;

export type FileType = keyof typeof FILE_TYPES;

export const MAX_FILE_BYTES = Math.max(...Object.values(FILE_TYPES));

export function isFileType(type: string): type is FileType {
  return Object.hasOwn(FILE_TYPES, type);
}

export const UploadedFile = record(
  {
    id: Type.String({ examples: ['fil_…'] }),
    name: Type.String({ description: 'as uploaded, without path and control characters; at most 255 bytes' }),
    content_type: Type.Enum(Object.keys(FILE_TYPES)),
    size: Type.Integer({ description: 'bytes' }),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    state: Type.Enum(['ready']),
  },
  { title: 'File' },
);
