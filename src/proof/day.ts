import { canonical, tagged } from './digest.ts';

/** Where a claim stood at the end of a day on which it changed. */
export interface Head {
  readonly shop_id: string;
  readonly claim_id: string;
  readonly version: number;
  /** The digest of the claim's last event of the day, in hexadecimal. */
  readonly digest: string;
}

/** The hash of a leaf; what it holds is in the head alone, so that a leaf can be made from a case file. */
export function leafOf({ shop_id, claim_id, version, digest }: Head): Buffer {
  return tagged('leaf', canonical({ shop_id, claim_id, version, digest }));
}

/** The bounds of a day: events with `since <= recorded_at < until` belong to it. */
export interface DayBounds {
  readonly day: string;
  readonly since: string;
  readonly until: string;
}

interface DayTree extends DayBounds {
  /** How many claims changed. */
  readonly claims: number;
  readonly treeRoot: Uint8Array;
  /** The root of the day before; 32 zero bytes before the first. */
  readonly previous: Uint8Array;
}

/** The root of a day, and through the one before of all days before it. */
export function dailyRootOf({ day, since, until, claims, treeRoot, previous }: DayTree): Buffer {
  return tagged('day', previous, treeRoot, canonical({ day, since, until, claims }));
}
