type Expected = 'value' | 'value_or_end' | 'key' | 'key_or_end' | 'colon' | 'separator';

const SPACE = /[ \t\n\r]*/y;
const STRING = /"[^"\\\p{Cc}\x7f-\x9f]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\p{Cc}\x7f-\x9f]*)*"/uy;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

interface Cursor {
  readonly text: string;
  readonly open: ('{' | '[')[];
  at: number;
  expected: Expected;
}

function take(pattern: RegExp, cursor: Cursor): boolean {
  pattern.lastIndex = cursor.at;
  if (!pattern.test(cursor.text)) return false;
  cursor.at = pattern.lastIndex;
  return true;
}

function takeOne(cursor: Cursor, next: Expected): true {
  cursor.at += 1;
  cursor.expected = next;
  return true;
}

function takeValue(cursor: Cursor): boolean {
  const char = cursor.text[cursor.at];
  if (char === '{' || char === '[') {
    cursor.open.push(char);
    return takeOne(cursor, char === '{' ? 'key_or_end' : 'value_or_end');
  }
  if (!take(STRING, cursor) && !take(SCALAR, cursor)) return false;
  cursor.expected = 'separator';
  return true;
}

function takeEnd(cursor: Cursor): boolean {
  const opened = cursor.open.at(-1);
  if (opened === undefined || cursor.text[cursor.at] !== (opened === '{' ? '}' : ']')) return false;
  cursor.open.pop();
  return takeOne(cursor, 'separator');
}

function takeKey(cursor: Cursor): boolean {
  if (!take(STRING, cursor)) return false;
  cursor.expected = 'colon';
  return true;
}

function takeComma(cursor: Cursor): boolean {
  const opened = cursor.open.at(-1);
  if (opened === undefined || cursor.text[cursor.at] !== ',') return false;
  return takeOne(cursor, opened === '{' ? 'key' : 'value');
}

const STEPS: Record<Expected, (cursor: Cursor) => boolean> = {
  value: takeValue,
  value_or_end: (cursor) => takeEnd(cursor) || takeValue(cursor),
  key: takeKey,
  key_or_end: (cursor) => takeEnd(cursor) || takeKey(cursor),
  colon: (cursor) => cursor.text[cursor.at] === ':' && takeOne(cursor, 'value'),
  separator: (cursor) => takeEnd(cursor) || takeComma(cursor),
};

/**
 * Where a text stops being JSON, in UTF-16 code units from its beginning. Only for a text that JSON.parse refused:
 * the engine's own message names a position for some mistakes and not for others.
 */
export function positionOfMistake(text: string): number {
  const cursor: Cursor = { text, open: [], at: 0, expected: 'value' };
  do take(SPACE, cursor);
  while (STEPS[cursor.expected](cursor));
  return cursor.at;
}
