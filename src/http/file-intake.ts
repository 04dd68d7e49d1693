import type { Static } from 'typebox';
import type { FileType, UploadedFile } from '../contract/file.ts';
import { formatInstant } from '../contract/instant.ts';
import type { Outcome } from '../files/file-decoding.ts';
import type { Queryable } from '../store/database.ts';
import { type Captured, createFile, type FileState, type StoredFile } from '../store/file.ts';
import { updateDecoded } from '../store/file-decoding.ts';
import type { HttpDeps } from './deps.ts';
import type { CallerActor } from './route.ts';

/** A file whose content is stored, before there is a row that says so. */
export interface Intake {
  readonly id: string;
  readonly name: string;
  readonly type: FileType;
  readonly size: number;
  readonly sha256: string;
  readonly uploader: CallerActor;
  readonly captured: Captured | null;
}

/** More than this at once, and pictures wait for the worker like everything else. */
const MOST_WAITING = 8;

/** What came of decoding, where that is done at once; null where the worker will do it. */
export async function decodeAtOnce(
  { type, size, sha256 }: Pick<Intake, 'type' | 'size' | 'sha256'>,
  { decoding, settings, log }: HttpDeps,
): Promise<Outcome | null> {
  if (!type.startsWith('image/') || size > settings.decodeBytes || decoding.load() >= MOST_WAITING) return null;
  return decoding.decode({ sha256, contentType: type }).catch((error: unknown) => {
    log.warn({ err: error }, 'a file could not be decoded at once');
    return null;
  });
}

export async function enterFile(tx: Queryable, intake: Intake, outcome: Outcome | null): Promise<StoredFile> {
  const { id, name, type, size, sha256, uploader, captured } = intake;
  await createFile(tx, { id, name, contentType: type, size, sha256, uploader, captured });
  if (outcome) await updateDecoded(tx, id, outcome);
  const state: FileState = outcome === null ? 'processing' : outcome.rejection ? 'rejected' : 'ready';
  return {
    ...{ id, name, contentType: type, size, sha256, captured, state },
    uploadedBy: uploader,
    createdAt: 0,
    rejection: outcome?.rejection ?? null,
    pages: outcome?.pages ?? null,
  };
}

export function capturedView({ claimId, code, issuedAt }: Captured) {
  return { claim_id: claimId, code, at: formatInstant(issuedAt) };
}

export function fileView(file: StoredFile): Static<typeof UploadedFile> {
  const { id, name, contentType, size, sha256, state, rejection, captured } = file;
  return {
    ...{ id, name, content_type: contentType, size, sha256, state },
    ...(rejection === null ? {} : { reason: rejection }),
    ...(captured === null ? {} : { captured_live: capturedView(captured) }),
  } as Static<typeof UploadedFile>;
}
