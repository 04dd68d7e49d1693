import type { Readable } from 'node:stream';
import { packed } from '../casefile/archive.ts';
import { entryFor } from '../casefile/disclosure.ts';
import { documentsOf, RENDERER } from '../casefile/documents.ts';
import {
  type ChainEntry,
  ENTRIES,
  type Facts,
  type FileFacts,
  FORMAT,
  isShown,
  jsonEntry,
  type Manifest,
  type ProofFile,
} from '../casefile/format.ts';
import { mapSealed, type ToldWords, type WordsTold } from '../casefile/words.ts';
import { viewpointOf } from '../contract/viewer.ts';
import { sha256 } from '../proof/digest.ts';
import { chainOf } from '../store/chain.ts';
import { dailyProofOf } from '../store/daily-root.ts';
import type { Visit } from '../store/execute.ts';
import { disclose, openText, sealingKeyIdOf } from '../store/sealed-text.ts';
import { filesOf } from './case-file-content.ts';
import { maskContacts } from './contact-mask.ts';
import type { HttpDeps } from './deps.ts';
import { isOtherParty, SPOKEN, type WordsReader } from './opened-words.ts';

/** A case file that is ready to be sent. */
export interface CaseFile {
  /** Names the content: the same claim, reader and proof make the same bytes. */
  readonly sha256: string;
  readonly open: () => Promise<Readable>;
}

type Labelled = readonly {
  readonly code: string;
  readonly labels: { readonly 'zh-CN': string; readonly en: string };
}[];

const labelsOf = (list: Labelled) =>
  Object.fromEntries(list.map(({ code, labels }) => [code, { 'zh-CN': labels['zh-CN'], en: labels.en }]));

function factsOf({ claim, goods, line, rules }: Visit, files: readonly FileFacts[]): Facts {
  const { policy } = rules;
  return {
    claim_id: claim.id,
    shop_id: claim.shopId,
    buyer_id: claim.buyerId,
    order_id: claim.orderId,
    line_id: claim.lineId,
    currency: claim.currency,
    goods: {
      title: goods.title,
      sku: goods.sku,
      quantity: goods.quantity,
      amount: line.amount,
      shipping: line.shipping,
    },
    policy: { name: policy.name, version: policy.version },
    time_zone: policy.time_zone,
    reasons: labelsOf(policy.reasons),
    refusal_reasons: labelsOf(policy.refusal_reasons),
    appeal_window: policy.values['appeal.window'],
    files,
  };
}

/** What this reader is told of every sealed text in the events that they may see. */
async function wordsTold(deps: HttpDeps, events: readonly ChainEntry[], { actor }: WordsReader): Promise<WordsTold> {
  const sealed = new Map<string, string>();
  mapSealed(
    events.filter(isShown).map(({ event }) => event.data),
    (text, name) => {
      sealed.set(text, name);
      return text;
    },
  );
  await deps.people.refresh();
  const keys = await deps.people.keys(new Set([...sealed.keys()].flatMap((text) => sealingKeyIdOf(text) ?? [])));
  const told = [...sealed].flatMap(([text, name]): [string, ToldWords][] => {
    const key = keys.get(sealingKeyIdOf(text) ?? '');
    const [read, textKey] = key ? [openText(text, key), disclose(text, key)] : [null, null];
    if (!key || read === null || textKey === null) return [];
    const masked = SPOKEN.has(name) && isOtherParty(key.person, actor) ? maskContacts(read) : read;
    return [[text, masked === read ? { key: textKey } : { masked }]];
  });
  return Object.fromEntries(told);
}

async function proofOf({ store }: HttpDeps, { claim }: Visit): Promise<ProofFile> {
  const proof = await dailyProofOf(store, { shopId: claim.shopId, claimId: claim.id, upTo: claim.version });
  if (!proof) return { daily: null };
  const { day, since, until, claims, previous, treeRoot, root } = proof.root;
  const { head, index, path } = proof;
  const bounds = { since: new Date(since).toISOString(), until: new Date(until).toISOString() };
  return { daily: { day, ...bounds, claims, previous, tree_root: treeRoot, root, head, index, path } };
}

interface Packing {
  readonly visited: Visit;
  readonly reader: WordsReader;
}

/** The case file of a claim for somebody who may see it: what they may read, and digests in place of the rest. */
export async function caseFileOf(deps: HttpDeps, { visited, reader }: Packing): Promise<CaseFile> {
  const { claim } = visited;
  const { actor } = reader;
  const viewpoint = viewpointOf(actor);
  const chain = await chainOf(deps.store.pool, claim, claim.version);
  const events = chain.map((chained) => entryFor(chained, actor, viewpoint));
  const file = { events, words: await wordsTold(deps, events, reader) };
  const files = await filesOf(deps, events, reader);
  const facts = factsOf(visited, files.facts);
  const texts = [
    ...(await documentsOf(file, facts)),
    { path: ENTRIES.events, bytes: jsonEntry(file) },
    { path: ENTRIES.facts, bytes: jsonEntry(facts) },
    { path: ENTRIES.proof, bytes: jsonEntry(await proofOf(deps, visited)) },
  ];
  const manifest: Manifest = {
    format: FORMAT,
    claim_id: claim.id,
    shop_id: claim.shopId,
    viewpoint,
    version: claim.version,
    head: chain.at(-1)?.digest.toString('hex') ?? '',
    renderer: RENDERER,
    entries: [
      ...texts.map(({ path, bytes }) => ({ path, size: bytes.length, sha256: sha256(bytes).toString('hex') })),
      ...files.listed,
    ],
  };
  const first = { path: ENTRIES.manifest, bytes: jsonEntry(manifest) };
  return {
    sha256: sha256(first.bytes).toString('hex'),
    open: async () => packed([first, ...texts, ...files.packs]),
  };
}
