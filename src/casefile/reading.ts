import { toWire } from '../contract/wire.ts';
import { COVERED, valueAt, withValue } from '../proof/chain.ts';
import { type EventsFile, isShown, type ShownEvent } from './format.ts';
import { mapSealed, type WordsTold, wordsFor } from './words.ts';

/** An event in words that people and programs can read, under the names of the API; or that there is one. */
export interface ReadEvent {
  readonly version: number;
  readonly type: string;
  readonly at: string;
  readonly recorded_at: string;
  readonly actor: { readonly role: string; readonly id?: string; readonly shop_id?: string };
  readonly data: Readonly<Record<string, unknown>>;
}

export interface UnreadEvent {
  readonly version: number;
  readonly withheld: true;
}

function read({ event, disclosed }: ShownEvent, words: WordsTold): ReadEvent {
  let open = event;
  for (const pointer of COVERED) {
    if (valueAt(event, pointer) === undefined) continue;
    // As in the API: who ruled is null for who may not know; ids are left away.
    const unknown = pointer.startsWith('/data/ruling/') ? null : undefined;
    open = withValue(open, pointer, disclosed[pointer]?.value ?? unknown);
  }
  const { version, type, at, recorded_at, actor, data } = JSON.parse(JSON.stringify(open));
  const opened = mapSealed(data, (sealed) => wordsFor(sealed, words)) as ReadEvent['data'];
  return { version, type, at, recorded_at, actor: toWire(actor), data: toWire(opened) };
}

/** What the reader of a case file can read, from the chain alone. */
export function readEvents({ events, words }: EventsFile): (ReadEvent | UnreadEvent)[] {
  return events.map((entry) =>
    isShown(entry) ? read(entry, words) : { version: entry.version, withheld: true as const },
  );
}

export function isRead(event: ReadEvent | UnreadEvent): event is ReadEvent {
  return 'type' in event;
}

export interface RulingText {
  readonly fault: string;
  readonly remedy: string;
  readonly amount: number;
  readonly return_goods: boolean;
  readonly freight: string;
  readonly funding: string;
  readonly findings: readonly { readonly text: string; readonly files: readonly string[] }[];
  readonly reason_code: string;
  readonly rules: readonly string[];
  readonly backstop: boolean;
  readonly at: string;
}

export interface FoundRuling {
  readonly ruling: RulingText;
  readonly event: ReadEvent;
  /** The digest of the event that it was issued by. */
  readonly digest: string;
}

/** Every ruling that took effect, in order: the first, and those made on appeal. */
export function rulingsIn({ events, words }: EventsFile): FoundRuling[] {
  return events.flatMap((entry) => {
    if (!isShown(entry)) return [];
    const event = read(entry, words);
    const issued = event.type === 'ruling.issued' || event.type === 'appeal.decided';
    const { ruling } = event.data as { ruling?: RulingText | null };
    return issued && ruling ? [{ ruling, event, digest: entry.digest }] : [];
  });
}
