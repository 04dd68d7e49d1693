import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { documentsOf } from '../../src/casefile/documents.ts';
import { type ChainEntry, type EventsFile, jsonEntry, type ShownEvent } from '../../src/casefile/format.ts';
import { contentOf, GENESIS, linkOf } from '../../src/proof/chain.ts';
import { closeDays } from '../../src/store/daily-root.ts';
import { contentsOf, download, jsonIn, repacked, ruledClaim, verified, whyNot } from './support/case-files.ts';
import { createMarket, type Market } from './support/market.ts';

let market: Market;
let zip: Buffer;
let entries: Map<string, Buffer>;
let files: readonly string[];
let root: string;
beforeAll(async () => {
  market = await createMarket();
  const claim = await ruledClaim(market);
  files = claim.files;
  await market.advanceBy('P1D');
  await closeDays(market.service.deps.store);
  zip = await download(market, claim);
  entries = await contentsOf(zip);
  root = jsonIn(entries, 'proof.json').daily.root;
});
afterAll(() => market.close());

const chain = (): ChainEntry[] => jsonIn(entries, 'events.json').events;
const eventsFile = (events: readonly ChainEntry[]) => ({ ...jsonIn(entries, 'events.json'), events }) as EventsFile;
const withEntry = (name: string, bytes: Buffer) => new Map(entries).set(name, bytes);
const bytesOf = (name: string) => entries.get(name) ?? Buffer.alloc(0);

/** The last event of this type that the reader may see. */
function shown(type: string): ShownEvent {
  const found = chain().findLast((entry): entry is ShownEvent => 'event' in entry && entry.event.type === type);
  if (!found) throw new Error(`no ${type}`);
  return found;
}

/** All that somebody with the whole program would forge: chain, documents, head and manifest fit the changed events. */
async function forged(change: (entry: ShownEvent) => ShownEvent, keepProof = true): Promise<Buffer> {
  let head: Buffer = GENESIS;
  const events = chain().map((entry) => {
    const changed = 'event' in entry ? change(entry) : entry;
    const said =
      'event' in changed
        ? contentOf(changed.event, Buffer.from(changed.nonce, 'hex'))
        : Buffer.from(changed.content, 'hex');
    head = linkOf(head, said);
    return { ...changed, digest: head.toString('hex') };
  });
  const file = eventsFile(events);
  const all = withEntry('events.json', jsonEntry(file));
  for (const { path, bytes } of await documentsOf(file, jsonIn(entries, 'facts.json'))) all.set(path, bytes);
  if (!keepProof) all.set('proof.json', jsonEntry({ daily: null }));
  return repacked(all, { head: head.toString('hex') });
}

const milder = (entry: ShownEvent): ShownEvent =>
  entry.event.type === 'ruling.issued'
    ? {
        ...entry,
        event: { ...entry.event, data: { ruling: { ...(entry.event.data as { ruling: object }).ruling, amount: 1 } } },
      }
    : entry;

describe('gongdao verify names the first thing that does not fit', () => {
  it('is content with the file itself, and with one that was only packed anew', async () => {
    expect(await verified(zip, { root })).toMatchObject({ ok: true });
    expect(await verified(await repacked(entries), { root })).toMatchObject({ ok: true });
  });

  it('when any byte is another, wherever it is', { timeout: 60_000 }, async () => {
    const flipped = (at: number, bit: number) => {
      const changed = Buffer.from(zip);
      changed[at] = (changed[at] ?? 0) ^ (1 << bit);
      return changed;
    };
    // The structure of the zip, which no entry's digest covers, byte for byte; everything else by chance.
    const tail = Array.from({ length: 160 }, (_, index) => zip.length - 1 - index);
    const head = Array.from({ length: 40 }, (_, index) => index);
    for (const at of [...head, ...tail])
      expect(await whyNot(flipped(at, at % 8)), `byte ${at}`).not.toBe('everything fits');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: zip.length - 1 }), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
        const why = await whyNot(flipped(at, bit));
        expect(why).not.toBe('everything fits');
        expect(why.length).toBeGreaterThan(10);
      }),
      { numRuns: 120 },
    );
  });

  it('when it is cut short anywhere, or something is added', async () => {
    for (const share of [0, 0.01, 0.3, 0.7, 0.99])
      expect(await whyNot(zip.subarray(0, Math.floor(zip.length * share)))).toMatch(/zip/);
    expect(await whyNot(zip.subarray(0, zip.length - 1))).toMatch(/zip/);
    expect(await whyNot(Buffer.concat([zip, Buffer.from('x')]))).toMatch(/zip/);
    expect(await whyNot(Buffer.from('not a zip at all'))).toMatch(/not a whole zip/);
  });

  it('when an entry is changed, missing, or one too many', async () => {
    const pdf = [...entries.keys()].find((name) => name.endsWith('en.pdf')) ?? '';
    const simple = async (all: ReadonlyMap<string, Buffer>) => {
      const packedAnew = await contentsOf(await repacked(all));
      packedAnew.set('manifest.json', bytesOf('manifest.json'));
      return whyNot(await zipOf([...packedAnew]));
    };
    expect(await simple(withEntry(pdf, Buffer.from('%PDF-1.7 another')))).toBe(
      `${pdf} is not the one that the manifest lists: its digest is another`,
    );
    const without = new Map(entries);
    without.delete(pdf);
    expect(await simple(without)).toBe(`${pdf} is missing`);
    expect(await simple(withEntry('files/fil_more.png', Buffer.from('x')))).toBe(
      'files/fil_more.png is not in the manifest',
    );
  });

  it('when the ruling’s PDF says something else, and the manifest was forged along with it', async () => {
    const pdf = [...entries.keys()].find((name) => name.endsWith('zh-CN.pdf')) ?? '';
    const text = bytesOf(pdf).toString('latin1').replace('/Producer', '/Producor');
    expect(await whyNot(await repacked(withEntry(pdf, Buffer.from(text, 'latin1'))))).toBe(
      `${pdf} does not say what the chain says`,
    );
    const page = bytesOf('timeline.html').toString().replace('左脚', '右脚');
    expect(await whyNot(await repacked(withEntry('timeline.html', Buffer.from(page))))).toBe(
      'timeline.html does not say what the chain says',
    );
  });

  it('when the last event was dropped, with or without the manifest’s being forged', async () => {
    const events = chain().slice(0, -1);
    const shorter = withEntry('events.json', jsonEntry(eventsFile(events)));
    const missing = `event ${events.length + 1} is missing`;
    expect(await whyNot(await repacked(shorter))).toContain(missing);
    const last = events.at(-1)?.digest ?? '';
    expect(await whyNot(await repacked(shorter, { version: events.length, head: last }))).toContain(missing);
    const middle = withEntry('events.json', jsonEntry(eventsFile(chain().toSpliced(2, 1))));
    expect(await whyNot(await repacked(middle))).toContain('event 3 is missing');
  });

  it('when two files were swapped', async () => {
    const [one = '', other = ''] = files.map((id) => `files/${id}.png`);
    const marked = Buffer.concat([bytesOf(other), Buffer.from('x')]);
    const swapped = withEntry(one, marked).set(other, bytesOf(one));
    expect(await whyNot(await repacked(swapped))).toBe(
      `${one} is not the original that was shown: its digest is another`,
    );
    const facts = jsonIn(entries, 'facts.json');
    facts.files[0] = { ...facts.files[0], sha256: 'a'.repeat(64) };
    expect(await whyNot(await repacked(withEntry('facts.json', jsonEntry(facts))))).toContain(
      `file ${files[0]}: the digest of its original`,
    );
  });

  it('when a word was changed, or who said it', async () => {
    const { version } = shown('claim.refused');
    const change = async (edit: (entry: ShownEvent) => ShownEvent) => {
      const events = chain().map((entry) => (entry.version === version ? edit(entry as ShownEvent) : entry));
      return whyNot(await repacked(withEntry('events.json', jsonEntry(eventsFile(events)))));
    };
    const refused = `event ${version}`;
    expect(
      await change((entry) => ({ ...entry, event: { ...entry.event, data: { ...entry.event.data, words: '好的' } } })),
    ).toContain(`${refused} is not the one that the chain holds`);
    const opened = shown('claim.opened');
    const { nonce = '' } = opened.disclosed['/actor/id'] ?? {};
    const impostor = chain().map((entry) =>
      entry.version === opened.version ? { ...entry, disclosed: { '/actor/id': { nonce, value: 'B8' } } } : entry,
    );
    expect(await whyNot(await repacked(withEntry('events.json', jsonEntry(eventsFile(impostor)))))).toContain(
      'what is told as /actor/id is not what the event holds',
    );
  });

  it('when somebody is told to have written something else, or in another’s words', async () => {
    const { events, words } = jsonIn(entries, 'events.json');
    const [one, other] = Object.keys(words) as [string, string];
    const change = async (changed: object) =>
      whyNot(await repacked(withEntry('events.json', jsonEntry({ events, words: { ...words, ...changed } }))));
    expect(await change({ [one]: words[other] })).toContain('does not open what the chain holds');
    expect(await change({ [one]: { key: 'A'.repeat(43) } })).toContain('does not open what the chain holds');
    expect(await change({ [`${one}A`]: words[one] })).toContain('tells words that no event holds');
  });

  it('when all of it was forged to fit, by what is known from elsewhere', async () => {
    expect(await whyNot(await forged(milder))).toMatch(/is not the one that the root of 2026-05-\d\d holds/);
    const unproven = await forged(milder, false);
    expect(await verified(unproven)).toMatchObject({ ok: true, checked: { day: null } });
    expect(await whyNot(unproven, { root })).toContain(`not ${root} as was published`);
    const { head } = jsonIn(entries, 'manifest.json');
    expect(await whyNot(unproven, { head })).toContain(`not ${head} as was expected`);
  });

  it('when the proof was touched', async () => {
    const { daily } = jsonIn(entries, 'proof.json');
    const touched = async (change: object) =>
      whyNot(await repacked(withEntry('proof.json', jsonEntry({ daily: { ...daily, ...change } }))));
    expect(await touched({ claims: daily.claims + 1 })).toMatch(/does not lead to the tree|does not follow/);
    expect(await touched({ tree_root: 'b'.repeat(64) })).toContain('does not lead to the tree');
    expect(await touched({ root: 'b'.repeat(64) })).toContain('does not follow from its tree');
    expect(await touched({ previous: 'b'.repeat(64) })).toContain('does not follow from its tree');
    expect(await touched({ head: { ...daily.head, digest: 'b'.repeat(64) } })).toContain(
      'is not the one that the root',
    );
  });
});

/** A zip of anything, as others pack. */
async function zipOf(list: readonly (readonly [string, Buffer])[]): Promise<Buffer> {
  const made = new ZipFile();
  for (const [name, bytes] of list) made.addBuffer(bytes, name);
  made.end();
  return buffer(made.outputStream);
}

describe('gongdao verify refuses calmly', () => {
  it('names that lead out of a folder, or that no case file has', async () => {
    const plain = await zipOf([['xx/evil.json', Buffer.from('{}')]]);
    const evil = Buffer.from(plain.toString('latin1').replaceAll('xx/evil.json', '../evil.json'), 'latin1');
    expect(await whyNot(evil)).toMatch(/zip/);
    for (const name of ['manifest.json.exe', 'files/../../x.png', 'files/a/b.png', 'C:/x.json', 'files/%2e%2e.png']) {
      const odd = await zipOf([['y'.repeat(name.length), Buffer.from('{}')]]);
      const renamed = Buffer.from(odd.toString('latin1').replaceAll('y'.repeat(name.length), name), 'latin1');
      expect(await whyNot(renamed), name).toMatch(/zip/);
    }
    expect(await whyNot(await zipOf([['events.json', Buffer.from('{}')]]))).toContain('no manifest.json');
  });

  it('a bomb: more than is promised, or a promise of too much', async () => {
    const bomb = await zipOf([['manifest.json', Buffer.alloc(80 * 1024 * 1024)]]);
    expect(bomb.length).toBeLessThan(200_000);
    expect(await whyNot(bomb)).toContain('says it is larger than any in a case file');
    // The same with a promise of 1 kB, in the directory and in front of the entry.
    const size = Buffer.alloc(4);
    size.writeUInt32LE(80 * 1024 * 1024);
    const small = Buffer.alloc(4);
    small.writeUInt32LE(1024);
    const liar = Buffer.from(
      bomb.toString('latin1').replaceAll(size.toString('latin1'), small.toString('latin1')),
      'latin1',
    );
    expect(await whyNot(liar)).toMatch(/manifest.json" cannot be read/);
  });

  it('a manifest that is no manifest', async () => {
    for (const text of ['', '[]', '{}', 'null', '{"format":"gongdao-case-file/2"}', '\u0000'])
      expect(await whyNot(await zipOf([['manifest.json', Buffer.from(text)]]))).toContain('manifest.json');
  });
});
