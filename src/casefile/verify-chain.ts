import { COVERED, type Covered, commitmentTo, contentOf, GENESIS, linkOf, valueAt } from '../proof/chain.ts';
import { canonical } from '../proof/digest.ts';
import { type ChainEntry, isShown, type Manifest, type ShownEvent } from './format.ts';
import { Misfit } from './misfit.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

function isCovered(pointer: string): pointer is Covered {
  return (COVERED as readonly string[]).includes(pointer);
}

function checkDisclosed({ event, disclosed, version }: ShownEvent): void {
  for (const [pointer, told] of Object.entries(disclosed)) {
    if (!told || !isCovered(pointer)) throw new Misfit(`event ${version} discloses ${pointer}, which is not covered`);
    const made = commitmentTo(told.value, bytes(told.nonce));
    if (canonical(made) !== canonical(valueAt(event, pointer) ?? null))
      throw new Misfit(`event ${version}: what is told as ${pointer} is not what the event holds`);
  }
}

function checkShown(entry: ShownEvent, manifest: Manifest): Buffer {
  const { event, version } = entry;
  if (event.version !== version) throw new Misfit(`event ${version} says that it is event ${event.version}`);
  if (event.claim_id !== manifest.claim_id || event.shop_id !== manifest.shop_id)
    throw new Misfit(`event ${version} is of another claim: ${event.claim_id}`);
  checkDisclosed(entry);
  return contentOf(event, bytes(entry.nonce));
}

/** Every event follows from the one before, from the first to the head that the manifest names. */
export function checkChain(events: readonly ChainEntry[], manifest: Manifest): void {
  let head: Buffer = GENESIS;
  for (const [index, entry] of events.entries()) {
    const { version, digest } = entry;
    if (version !== index + 1) throw new Misfit(`event ${index + 1} is missing: event ${version} stands in its place`);
    const content = isShown(entry) ? checkShown(entry, manifest) : bytes(entry.content);
    head = linkOf(head, content);
    if (head.toString('hex') !== digest)
      throw new Misfit(`event ${version} is not the one that the chain holds: its digest does not follow`);
  }
  if (events.length !== manifest.version)
    throw new Misfit(
      `the claim has ${manifest.version} events, and the file ${events.length}: event ${events.length + 1} is missing`,
    );
  if (head.toString('hex') !== manifest.head)
    throw new Misfit('the digest of the last event is not the head that the manifest names');
}
