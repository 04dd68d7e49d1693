import type { Packed } from '../casefile/archive.ts';
import { type ChainEntry, type FileFacts, isShown, type ManifestEntry } from '../casefile/format.ts';
import { isFileType } from '../contract/file.ts';
import type { Actor } from '../domain/claim.ts';
import { canonical } from '../proof/digest.ts';
import { findFiles, type StoredFile } from '../store/file.ts';
import type { HttpDeps } from './deps.ts';
import { extensionOf } from './file-name.ts';
import { openWords, type WordsReader } from './opened-words.ts';

/** The files of a case file: what is told of them, and what is packed. */
interface PackedFiles {
  readonly facts: readonly FileFacts[];
  readonly listed: readonly ManifestEntry[];
  readonly packs: readonly Packed[];
}

interface PackedFile {
  readonly facts: FileFacts;
  readonly listed?: ManifestEntry;
  readonly pack?: Packed;
}

/** What the other side handed in may say where and by whom it was taken: its original is for staff, and for who did. */
function mayHaveOriginal({ uploadedBy }: StoredFile, actor: Actor): boolean {
  const isParty = actor.role === 'buyer' || actor.role === 'seller';
  return !isParty || canonical(uploadedBy) === canonical(actor);
}

interface Shown {
  readonly id: string;
  /** Of the original, as the chain holds it. */
  readonly digest: string;
  readonly file: StoredFile | undefined;
}

async function packedFile(deps: HttpDeps, { id, digest, file }: Shown, reader: WordsReader): Promise<PackedFile> {
  if (!file) {
    const gone = { kind: 'original', name: id, content_type: 'application/octet-stream', entry: null } as const;
    return { facts: { id, sha256: digest, ...gone } };
  }
  const { contentType, size } = file;
  const name = await openWords(file.name, reader, deps);
  const told = { id, name, content_type: contentType, sha256: digest, kind: 'original' } as const;
  if (!isFileType(contentType) || !mayHaveOriginal(file, reader.actor)) return { facts: { ...told, entry: null } };
  const path = `files/${id}${extensionOf(contentType)}`;
  return {
    facts: { ...told, entry: path },
    listed: { path, size, sha256: digest },
    pack: { path, open: () => deps.storage.openOriginal(digest) },
  };
}

/** Every file that these events were the first to show, as far as the reader may have it. */
export async function filesOf(
  deps: HttpDeps,
  events: readonly ChainEntry[],
  reader: WordsReader,
): Promise<PackedFiles> {
  const shown = events.filter(isShown).flatMap(({ event }) => Object.entries(event.files));
  const ids = shown.map(([id]) => id);
  const rows = new Map((await findFiles(deps.store.pool, ids)).map((file) => [file.id, file]));
  const files = await Promise.all(
    shown.map(([id, digest]) => packedFile(deps, { id, digest, file: rows.get(id) }, reader)),
  );
  return {
    facts: files.map(({ facts }) => facts),
    listed: files.flatMap(({ listed }) => listed ?? []),
    packs: files.flatMap(({ pack }) => pack ?? []),
  };
}
