import { sha256, tagged } from './digest.ts';

/** The largest power of two below the size of a tree: where RFC 6962 divides it. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** The root of a tree over hashed leaves (RFC 6962 section 2.1); of none it is the hash of nothing. */
export function treeRoot(leaves: readonly Uint8Array[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return sha256('');
  if (leaves.length === 1) return Buffer.from(first);
  const split = splitOf(leaves.length);
  return tagged('node', treeRoot(leaves.slice(0, split)), treeRoot(leaves.slice(split)));
}

/** What a leaf is hashed with on the way up to the root, from below. */
export function treePath(leaves: readonly Uint8Array[], index: number): Buffer[] {
  if (leaves.length <= 1) return [];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...treePath(left, index), treeRoot(right)]
    : [...treePath(right, index - split), treeRoot(left)];
}

export interface Inclusion {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly path: readonly Uint8Array[];
}

/** The root that a path leads to; null where the path is not one of a tree of this size. */
export function rootOfPath({ leaf, index, size, path }: Inclusion): Buffer | null {
  if (!(index >= 0 && index < size)) return null;
  if (size === 1) return path.length === 0 ? Buffer.from(leaf) : null;
  const sibling = path.at(-1);
  if (sibling === undefined) return null;
  const split = splitOf(size);
  const below = path.slice(0, -1);
  if (index < split) {
    const left = rootOfPath({ leaf, index, size: split, path: below });
    return left && tagged('node', left, sibling);
  }
  const right = rootOfPath({ leaf, index: index - split, size: size - split, path: below });
  return right && tagged('node', sibling, right);
}
