import { ENTRIES, type Manifest } from './format.ts';
import { type Entries, jsonOf, Misfit } from './misfit.ts';
import { ManifestShape } from './shapes.ts';

export function readManifest(entries: Entries): Manifest {
  return jsonOf(entries, ENTRIES.manifest, ManifestShape);
}

/** What is in the zip is what the manifest lists, each with its digest, and nothing else. */
export function checkManifest(manifest: Manifest, entries: Entries): void {
  const listed = new Set<string>([ENTRIES.manifest]);
  for (const { path, size, sha256 } of manifest.entries) {
    if (listed.has(path)) throw new Misfit(`the manifest lists ${path} twice`);
    listed.add(path);
    const entry = entries.get(path);
    if (!entry) throw new Misfit(`${path} is missing`);
    if (entry.size !== size || entry.sha256 !== sha256)
      throw new Misfit(`${path} is not the one that the manifest lists: its digest is another`);
  }
  for (const path of entries.keys()) {
    if (!listed.has(path)) throw new Misfit(`${path} is not in the manifest`);
  }
}
