import { ENTRIES, type EventsFile, type Facts, type Manifest, type ProofFile } from './format.ts';
import { jsonOf, Misfit } from './misfit.ts';
import { EventsShape, FactsShape, ProofShape } from './shapes.ts';
import { isSealed, UnpackError, unpack } from './unpack.ts';
import { checkChain } from './verify-chain.ts';
import { checkDocuments } from './verify-documents.ts';
import { checkFiles } from './verify-files.ts';
import { checkManifest, readManifest } from './verify-manifest.ts';
import { checkProof } from './verify-proof.ts';
import { checkWords } from './verify-words.ts';

/** What the checker knows from elsewhere, and the file must agree with. Digests in hexadecimal. */
export interface Expected {
  /** The digest of the claim's last event. */
  readonly head?: string | undefined;
  /** The published root of the day that the proof names. */
  readonly root?: string | undefined;
}

export interface Checked {
  readonly manifest: Manifest;
  readonly events: number;
  readonly withheld: number;
  readonly files: number;
  /** Texts of the other party that are shown without what tells how to reach them, and so not checked. */
  readonly masked: number;
  /** The day whose root holds the claim, and up to which version. */
  readonly day: { readonly day: string; readonly root: string; readonly version: number } | null;
  /** Whether the documents were drawn again, or only compared with the manifest. */
  readonly redrawn: boolean;
}

export type Verdict = { readonly ok: true; readonly checked: Checked } | { readonly ok: false; readonly why: string };

/** Checks a case file without a network or a database, and names the first thing that does not fit. */
export async function verifyCaseFile(path: string, expected: Expected = {}): Promise<Verdict> {
  try {
    return { ok: true, checked: await check(path, expected) };
  } catch (error) {
    if (error instanceof Misfit || error instanceof UnpackError) return { ok: false, why: error.message };
    throw error;
  }
}

async function check(path: string, expected: Expected): Promise<Checked> {
  const entries = await unpack(path);
  const manifest = readManifest(entries);
  checkManifest(manifest, entries);
  const file = jsonOf(entries, ENTRIES.events, EventsShape) as EventsFile;
  const { events } = file;
  const facts = jsonOf(entries, ENTRIES.facts, FactsShape) as Facts;
  const proof = jsonOf(entries, ENTRIES.proof, ProofShape) as ProofFile;
  checkChain(events, manifest);
  const masked = checkWords(file);
  checkFiles({ events, facts, manifest, entries });
  const day = checkProof({ proof, events, manifest });
  if (!(await isSealed(path))) throw new Misfit('the bytes of the zip itself are not those that were packed');
  const redrawn = await checkDocuments({ file, facts, manifest, entries });
  if (expected.head !== undefined && expected.head !== manifest.head)
    throw new Misfit(`the claim’s last digest is ${manifest.head}, not ${expected.head} as was expected`);
  if (expected.root !== undefined && expected.root !== day?.root)
    throw new Misfit(`the root of the day is ${day?.root ?? 'not in the file'}, not ${expected.root} as was published`);
  const withheld = events.filter((entry) => !('event' in entry)).length;
  return { manifest, events: events.length, withheld, files: facts.files.length, masked, day, redrawn };
}
