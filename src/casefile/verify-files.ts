import { type ChainEntry, type Facts, isShown, type Manifest } from './format.ts';
import { type Entries, Misfit } from './misfit.ts';

interface Given {
  readonly events: readonly ChainEntry[];
  readonly facts: Facts;
  readonly manifest: Manifest;
  readonly entries: Entries;
}

function checkClaim({ facts, manifest }: Given): void {
  if (facts.claim_id !== manifest.claim_id || facts.shop_id !== manifest.shop_id)
    throw new Misfit(`facts.json is about another claim: ${facts.claim_id}`);
}

/** Every file has the digest that the chain holds; an original is the very bytes, a copy says whose copy it is. */
export function checkFiles(given: Given): void {
  checkClaim(given);
  const { events, facts, entries } = given;
  const chained = new Map(events.filter(isShown).flatMap(({ event }) => Object.entries(event.files)));
  const used = new Set<string>();
  for (const { id, sha256, kind, entry } of facts.files) {
    if (chained.get(id) !== sha256)
      throw new Misfit(`file ${id}: the digest of its original is not the one in the chain`);
    if (entry === null) continue;
    if (!entry.startsWith(`files/${id}.`)) throw new Misfit(`file ${id} is told to be ${entry}`);
    used.add(entry);
    const found = entries.get(entry);
    if (!found) throw new Misfit(`${entry} is missing`);
    if (kind === 'original' && found.sha256 !== sha256)
      throw new Misfit(`${entry} is not the original that was shown: its digest is another`);
  }
  for (const id of chained.keys()) {
    if (!facts.files.some((file) => file.id === id))
      throw new Misfit(`file ${id} was shown in the claim, and is not in facts.json`);
  }
  for (const path of entries.keys()) {
    if (path.startsWith('files/') && !used.has(path)) throw new Misfit(`${path} was never shown in the claim`);
  }
}
