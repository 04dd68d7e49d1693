import { Type } from 'typebox';
import { FILE_STATES, REJECTION_REASONS, TRACE_KINDS } from './file-state.ts';
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

export const CapturedLive = record(
  {
    claim_id: Type.String(),
    code: Type.String({ description: 'what must be seen in the picture' }),
    at: Type.String({ format: 'date-time', description: 'when the code was given; the picture is not older' }),
  },
  { title: 'CapturedLive' },
);

const KNOWN = {
  id: Type.String({ examples: ['fil_…'] }),
  name: Type.String({ description: 'as uploaded, without path and control characters; at most 255 bytes' }),
  content_type: Type.Enum(Object.keys(FILE_TYPES)),
  size: Type.Integer({ description: 'bytes' }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  state: Type.Enum([...FILE_STATES], { description: 'others see it once it is `ready`' }),
  reason: Type.Optional(Type.Enum([...REJECTION_REASONS], { description: 'why it was rejected' })),
  captured_live: Type.Optional(CapturedLive),
};

export const UploadedFile = record(KNOWN, { title: 'File' });

export const FileDetails = record(
  {
    ...KNOWN,
    pages: Type.Union([Type.Integer(), Type.Null()], {
      description: 'of a document; those beyond 40 are not pictured',
    }),
    pictured_pages: Type.Integer(),
    thumbnail: Type.Boolean({ description: 'whether there is one' }),
    original: Type.Boolean({ description: 'whether the caller may have it as it was handed in' }),
  },
  { title: 'FileDetails' },
);

/** What a mediator may want to know of a file. Nothing here is a verdict: honest pictures carry all of it too. */
export const FileSignals = record(
  {
    file_id: Type.String(),
    sha256: Type.String(),
    captured_live: Type.Union([CapturedLive, Type.Null()]),
    taken: Type.Union([
      record({
        local: Type.String({ description: 'what the camera’s clock said: `2026-05-04T10:21:00`' }),
        offset: Type.Union([Type.String(), Type.Null()], { description: '`+08:00`, where the camera told one' }),
        at: Type.String({ format: 'date-time', description: 'by that offset, else by the claim’s time zone' }),
      }),
      Type.Null(),
    ]),
    delivery: Type.Union([
      record({
        claim_id: Type.String(),
        received_at: Type.String({ format: 'date-time' }),
        taken: Type.Enum(['before', 'after']),
        seconds: Type.Integer({ description: 'between the two' }),
      }),
      Type.Null(),
    ]),
    similar: Type.Array(
      record({
        claim_id: Type.String(),
        file_id: Type.String(),
        at: Type.String({ format: 'date-time', description: 'when it was uploaded' }),
        same: Type.Enum(['content', 'picture'], { description: 'byte for byte, or nearly the same to look at' }),
        distance: Type.Integer({ description: 'bits of 64 in which the two pictures’ hashes differ' }),
      }),
      { description: 'in other claims, the nearest first; at most 20' },
    ),
    traces: Type.Array(record({ kind: Type.Enum([...TRACE_KINDS]), detail: Type.Union([Type.String(), Type.Null()]) })),
  },
  { title: 'FileSignals' },
);

export const CaptureCode = record(
  {
    code: Type.String({ examples: ['7K4M'] }),
    issued_at: Type.String({ format: 'date-time' }),
    expires_at: Type.String({ format: 'date-time' }),
  },
  { title: 'CaptureCode' },
);
