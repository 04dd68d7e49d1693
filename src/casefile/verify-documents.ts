import { documentsOf, RENDERER } from './documents.ts';
import { ENTRIES, type EventsFile, type Facts, type Manifest } from './format.ts';
import { type Entries, Misfit } from './misfit.ts';
import { rulingsIn } from './reading.ts';
import { TONGUES } from './saying.ts';

interface Given {
  readonly file: EventsFile;
  readonly facts: Facts;
  readonly manifest: Manifest;
  readonly entries: Entries;
}

/** Which documents there must be, and no others. */
function checkNames({ file, entries }: Given): void {
  const rulings = rulingsIn(file).flatMap(({ event }) =>
    TONGUES.map((tongue) => `ruling-${event.version}.${tongue}.pdf`),
  );
  for (const path of [ENTRIES.timeline, ENTRIES.page, ...rulings]) {
    if (!entries.has(path)) throw new Misfit(`${path} is missing`);
  }
  for (const path of entries.keys()) {
    if (path.startsWith('ruling-') && !rulings.includes(path))
      throw new Misfit(`${path} is a ruling that the chain does not hold`);
  }
}

/**
 * Draws the documents again from the events and compares: so a ruling's PDF is as good as the chain. Where this
 * program draws otherwise than the one that made the file they are only what the manifest says; false then.
 */
export async function checkDocuments(given: Given): Promise<boolean> {
  checkNames(given);
  if (given.manifest.renderer !== RENDERER) return false;
  for (const { path, bytes } of await documentsOf(given.file, given.facts)) {
    if (!entryEquals(given.entries, path, bytes)) throw new Misfit(`${path} does not say what the chain says`);
  }
  return true;
}

function entryEquals(entries: Entries, path: string, bytes: Buffer): boolean {
  return entries.get(path)?.bytes?.equals(bytes) ?? false;
}
