import { ENTRIES, type EventsFile, type Facts, jsonEntry } from './format.ts';
import { timelinePage } from './page.ts';
import { isRead, readEvents, rulingsIn } from './reading.ts';
import { rulingDocument } from './ruling-document.ts';
import { TONGUES } from './saying.ts';

/** Drawn alike only by the same rules, the same libraries and the same words for dates and money. */
export const RENDERER = `gongdao-documents/1 node/${process.versions.node} icu/${process.versions.icu} cldr/${process.versions.cldr}`;

export interface Document {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Every entry that follows from the events and the facts: whoever has those can draw them again and compare. */
export async function documentsOf(file: EventsFile, facts: Facts): Promise<Document[]> {
  const read = readEvents(file);
  const digests = file.events.map(({ digest }) => digest);
  const documents: Document[] = [
    { path: ENTRIES.timeline, bytes: jsonEntry({ events: read }) },
    { path: ENTRIES.page, bytes: Buffer.from(timelinePage({ events: read, digests, facts })) },
  ];
  for (const found of rulingsIn(file)) {
    for (const tongue of TONGUES) {
      const bytes = await rulingDocument({ found, events: read.filter(isRead), facts, tongue });
      documents.push({ path: `ruling-${found.event.version}.${tongue}.pdf`, bytes });
    }
  }
  return documents;
}
