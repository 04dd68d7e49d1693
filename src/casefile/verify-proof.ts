import { dailyRootOf, leafOf } from '../proof/day.ts';
import { rootOfPath } from '../proof/merkle.ts';
import type { ChainEntry, Manifest, ProofFile } from './format.ts';
import { Misfit } from './misfit.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

export interface ProvenDay {
  readonly day: string;
  readonly root: string;
  /** The version of the claim at the end of the day. */
  readonly version: number;
}

interface Given {
  readonly proof: ProofFile;
  readonly events: readonly ChainEntry[];
  readonly manifest: Manifest;
}

/** The claim stood in the day's tree as the chain says, and the tree in the day's root; null without a proof. */
export function checkProof({ proof: { daily }, events, manifest }: Given): ProvenDay | null {
  if (!daily) return null;
  const { head } = daily;
  if (head.claim_id !== manifest.claim_id || head.shop_id !== manifest.shop_id)
    throw new Misfit(`the proof of ${daily.day} is about another claim: ${head.claim_id}`);
  if (head.version > events.length)
    throw new Misfit(
      `on ${daily.day} the claim had ${head.version} events, and the file has ${events.length}: event ${events.length + 1} is missing`,
    );
  if (events[head.version - 1]?.digest !== head.digest)
    throw new Misfit(`event ${head.version} is not the one that the root of ${daily.day} holds`);
  const { index, claims: size, path } = daily;
  const tree = rootOfPath({ leaf: leafOf(head), index, size, path: path.map(bytes) });
  if (tree?.toString('hex') !== daily.tree_root)
    throw new Misfit(`the proof does not lead to the tree of ${daily.day}`);
  const { day, since, until, claims, previous } = daily;
  const root = dailyRootOf({ day, since, until, claims, previous: bytes(previous), treeRoot: tree });
  if (root.toString('hex') !== daily.root)
    throw new Misfit(`the root of ${daily.day} does not follow from its tree and the day before`);
  return { day, root: daily.root, version: head.version };
}
