import type { Viewpoint } from '../contract/viewer.ts';
import type { Covered, Disclosure, StoredEvent } from '../proof/chain.ts';
import type { Head } from '../proof/day.ts';
import { canonical } from '../proof/digest.ts';
import type { WordsTold } from './words.ts';

export const FORMAT = 'gongdao-case-file/1';

/** The entries that every case file has; rulings and files stand beside them. */
export const ENTRIES = {
  manifest: 'manifest.json',
  events: 'events.json',
  facts: 'facts.json',
  proof: 'proof.json',
  timeline: 'timeline.json',
  page: 'timeline.html',
} as const;

/** An entry of the zip, but for the manifest itself. Digests are in hexadecimal everywhere. */
export interface ManifestEntry {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

export interface Manifest {
  readonly format: typeof FORMAT;
  readonly claim_id: string;
  readonly shop_id: string;
  /** For whom it was made. */
  readonly viewpoint: Viewpoint;
  /** The claim's version, and the digest of its last event. */
  readonly version: number;
  readonly head: string;
  /** What drew the documents that people read: who has the same draws the same. */
  readonly renderer: string;
  readonly entries: readonly ManifestEntry[];
}

/** An event that the reader may see: its hashed form, and what proves it and the covered values they may see. */
export interface ShownEvent {
  readonly version: number;
  readonly digest: string;
  readonly nonce: string;
  readonly event: StoredEvent;
  readonly disclosed: Readonly<Partial<Record<Covered, Disclosure>>>;
}

/** An event that is not the reader's to see. */
export interface WithheldEvent {
  readonly version: number;
  readonly digest: string;
  readonly content: string;
}

export type ChainEntry = ShownEvent | WithheldEvent;

export interface EventsFile {
  readonly events: readonly ChainEntry[];
  readonly words: WordsTold;
}

/** A file that was shown in the claim. `entry` is null where its content is gone, or not the reader’s. */
export interface FileFacts {
  readonly id: string;
  readonly name: string;
  readonly content_type: string;
  /** Of the original, as the chain holds it. */
  readonly sha256: string;
  readonly kind: 'original' | 'derivative';
  readonly entry: string | null;
}

type Labels = Readonly<Record<'zh-CN' | 'en', string>>;

/** What the documents need beside the events. It is not in the chain: the marketplace says so. */
export interface Facts {
  readonly claim_id: string;
  readonly shop_id: string;
  readonly buyer_id: string;
  readonly order_id: string;
  readonly line_id: string;
  readonly currency: string;
  readonly goods: {
    readonly title: string;
    readonly sku: string | null;
    readonly quantity: number;
    readonly amount: number;
    readonly shipping: number;
  };
  readonly policy: { readonly name: string; readonly version: number };
  readonly time_zone: string;
  readonly reasons: Readonly<Record<string, Labels>>;
  readonly refusal_reasons: Readonly<Record<string, Labels>>;
  /** How long either party may appeal: `P3D`. */
  readonly appeal_window: string;
  readonly files: readonly FileFacts[];
}

/** That the claim stood in the tree of a day; null before such a day is closed. */
export interface ProofFile {
  readonly daily: {
    readonly day: string;
    readonly since: string;
    readonly until: string;
    readonly claims: number;
    readonly previous: string;
    readonly tree_root: string;
    readonly root: string;
    readonly head: Head;
    readonly index: number;
    readonly path: readonly string[];
  } | null;
}

/** Every JSON entry is canonical, so that the same content is the same bytes. */
export function jsonEntry(value: object): Buffer {
  return Buffer.from(`${canonical(value)}\n`);
}

export function isShown(entry: ChainEntry): entry is ShownEvent {
  return 'event' in entry;
}
