/** A spreadsheet takes a cell that begins so for a formula; some do so behind spaces, and in full width. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;
const NEEDS_QUOTES = /[",\r\n\t]/;

export type Cell = string | number | null;

/** Numbers are numbers. Text that could be run is led by an apostrophe, with which a spreadsheet shows it as it is. */
function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return safe !== cell || NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const BYTE_ORDER_MARK = '\ufeff';

/** RFC 4180, in UTF-8 with a byte order mark: without one Excel would read Chinese as another encoding. */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return `${BYTE_ORDER_MARK}${rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('')}`;
}
