import { Type } from 'typebox';
import { ActorView } from './event-view.ts';
import { FileIds, Id, InstantText, record, Words } from './primitive.ts';

/** Words, files or both: something must be said or shown. */
export const StatementBody = record(
  { words: Type.Optional(Type.Union([Words, Type.Literal('')])), files: Type.Optional(FileIds) },
  { title: 'StatementBody' },
);

export function isEmptyStatement({ words = '', files = [] }: { words?: string; files?: readonly string[] }): boolean {
  return words === '' && files.length === 0;
}

/** What a participant said beside the process. In an intervention a party's files are evidence as well (R42). */
export const MessageView = record(
  {
    id: Id,
    at: InstantText,
    author: ActorView,
    words: Type.String(),
    files: FileIds,
  },
  { title: 'Message' },
);
