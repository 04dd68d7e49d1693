import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { packed } from '../../../src/casefile/archive.ts';
import { ENTRIES, jsonEntry, type Manifest } from '../../../src/casefile/format.ts';
import { type Expected, type Verdict, verifyCaseFile } from '../../../src/casefile/verify.ts';
import { sha256 } from '../../../src/proof/digest.ts';
import { type Body, BUYER, type Market, MEDIATOR, SELLER } from './market.ts';

export const RULING = {
  fault: 'seller',
  remedy: 'refund_only',
  amount: 9900,
  return_goods: false,
  freight: 'seller',
  funding: 'seller',
  reason_code: 'defect_proven',
  rules: ['R50', 'R55'],
} as const;

/** A claim that was ruled on, with a file of each party. */
export async function ruledClaim(market: Market): Promise<{ id: string; files: readonly string[] }> {
  const [shown, answered] = [await market.upload(BUYER), await market.upload(SELLER)];
  const claim = await market.open(await market.order(), { files: [shown], description: '左脚鞋底开胶，只穿过两次。' });
  const refusal = { reason: 'buyer_caused', words: '是买家自己弄坏的。', files: [answered] };
  await market.give(SELLER, claim, 'refuse', refusal);
  await market.give(BUYER, claim, 'request-intervention', { words: '请平台介入' });
  await market.give(BUYER, claim, 'finish-evidence');
  await market.advanceBy('P4D');
  await market.give(MEDIATOR, claim, 'take');
  const findings = [
    { text: '照片显示鞋底与鞋面在缝线以内分离，并非外力所致。', files: [shown] },
    { text: '卖家未能说明问题由买家造成。', files: [answered] },
  ];
  await market.give(MEDIATOR, claim, 'rule', { ...RULING, findings });
  return { id: claim.id, files: [shown, answered] };
}

export async function download(market: Market, claim: { id: string }, as?: string): Promise<Buffer> {
  const url = `/v1/claims/${claim.id}/case-file`;
  const answer = await market.service.request({ method: 'GET', url, ...(as === undefined ? {} : { as }) });
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
  return answer.rawPayload;
}

/** What is in a zip, by name, in order. */
export async function contentsOf(zip: Buffer): Promise<Map<string, Buffer>> {
  const opened = await fromBufferPromise(zip);
  const entries = new Map<string, Buffer>();
  for await (const entry of opened.eachEntry())
    entries.set(entry.fileName, await buffer(await opened.openReadStreamPromise(entry)));
  return entries;
}

export function jsonIn(entries: ReadonlyMap<string, Buffer>, name: string): Body {
  return JSON.parse(entries.get(name)?.toString() ?? 'null');
}

/** A zip of these entries with a manifest that fits them: what a forger would make. */
export async function repacked(
  entries: ReadonlyMap<string, Buffer>,
  changes: Partial<Pick<Manifest, 'head' | 'version'>> = {},
): Promise<Buffer> {
  const others = [...entries].filter(([path]) => path !== ENTRIES.manifest).map(([path, bytes]) => ({ path, bytes }));
  const manifest = {
    ...jsonIn(entries, ENTRIES.manifest),
    ...changes,
    entries: others.map(({ path, bytes }) => ({
      path,
      size: bytes.length,
      sha256: sha256(bytes).toString('hex'),
    })),
  };
  return buffer(packed([{ path: ENTRIES.manifest, bytes: jsonEntry(manifest) }, ...others]));
}

/** Checks bytes as if they were a file. */
export async function verified(zip: Buffer, expected: Expected = {}): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'gongdao-case-file-'));
  try {
    const path = join(folder, 'case.zip');
    await writeFile(path, zip);
    return await verifyCaseFile(path, expected);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What does not fit, as it is told; a file in which everything fits fails the test. */
export async function whyNot(zip: Buffer, expected: Expected = {}): Promise<string> {
  const verdict = await verified(zip, expected);
  return verdict.ok ? 'everything fits' : verdict.why;
}
