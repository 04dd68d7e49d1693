import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './repository.ts';

/**
 * The requirements of OWASP ASVS 5.0.0 at levels 1 and 2, section by section: `1-3,5` are requirements 1, 2, 3 and 5.
 * What is missing in a section is of level 3.
 */
const LEVEL_1: Readonly<Record<string, string>> = {
  ...{ '1.2': '1-5', '1.3': '1-2', '1.5': '1', '2.1': '1', '2.2': '1-2', '2.3': '1', '3.2': '1-2', '3.3': '1' },
  ...{ '3.4': '1-2', '3.5': '1-3', '4.1': '1', '4.4': '1', '5.2': '1-2', '5.3': '1-2', '6.1': '1', '6.2': '1-8' },
  ...{ '6.3': '1-2', '6.4': '1-2', '7.2': '1-4', '7.4': '1-2', '8.1': '1', '8.2': '1-2', '8.3': '1', '9.1': '1-3' },
  ...{ '9.2': '1', '10.4': '1-5', '11.3': '1-2', '11.4': '1', '12.1': '1', '12.2': '1-2', '13.4': '1', '14.2': '1' },
  ...{ '14.3': '1', '15.1': '1', '15.2': '1', '15.3': '1' },
};
const LEVEL_2: Readonly<Record<string, string>> = {
  ...{ '1.1': '1-2', '1.2': '6-9', '1.3': '3-11', '1.4': '1-3', '1.5': '2', '2.1': '2-3', '2.2': '3', '2.3': '2-4' },
  ...{ '2.4': '1', '3.3': '2-4', '3.4': '3-6', '3.5': '4-5', '3.7': '1-2', '4.1': '2-3', '4.2': '1', '4.3': '1-2' },
  ...{ '4.4': '2-4', '5.1': '1', '5.2': '3', '5.4': '1-3', '6.1': '2-3', '6.2': '9-12', '6.3': '3-4', '6.4': '3-4' },
  ...{ '6.5': '1-5', '6.6': '1-3', '6.8': '1-4', '7.1': '1-3', '7.3': '1-2', '7.4': '3-5', '7.5': '1-2', '7.6': '1-2' },
  ...{ '8.1': '2', '8.2': '3', '8.4': '1', '9.2': '2-4', '10.1': '1-2', '10.2': '1-2', '10.3': '1-4', '10.4': '6-11' },
  ...{ '10.5': '1-5', '10.6': '1-2', '10.7': '1-3', '11.1': '1-2', '11.2': '1-3', '11.3': '3', '11.4': '2-4' },
  ...{
    '11.5': '1',
    '11.6': '1',
    '12.1': '2-3',
    '12.3': '1-4',
    '13.1': '1',
    '13.2': '1-5',
    '13.3': '1-2',
    '13.4': '2-5',
  },
  ...{ '14.1': '1-2', '14.2': '2-4', '14.3': '2-3', '15.1': '2-3', '15.2': '2-3', '15.3': '2-7', '16.1': '1' },
  ...{ '16.2': '1-5', '16.3': '1-4', '16.4': '1-3', '16.5': '1-3', '17.1': '1', '17.2': '1-4', '17.3': '1-2' },
};

function numbersIn(range: string): number[] {
  const [from = 0, to = from] = range.split('-').map(Number);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function idsOf(sections: Readonly<Record<string, string>>, level: number): string[] {
  return Object.entries(sections).flatMap(([section, range]) =>
    numbersIn(range).map((number) => `V${section}.${number} at level ${level}`),
  );
}

interface Row {
  readonly id: string;
  readonly level: string;
  readonly requirement: string;
  readonly answer: string;
}

const ROW = /^\| (V\d+\.\d+\.\d+) \| ([12]) \| ([^|]*) \| ([^|]*) \|$/gm;

function rowsIn(document: string): Row[] {
  return [...document.matchAll(ROW)].map(([, id = '', level = '', requirement = '', answer = '']) => ({
    id,
    level,
    requirement,
    answer,
  }));
}

const MARKS = ['✓', '–', '⌂', '✗'];

/** What is wrong with an answer: no mark, nothing after it, something met by nothing that is named. */
function objection({ id, requirement, answer }: Row): string | null {
  if (requirement.trim() === '') return `${id} does not say what is required`;
  if (!MARKS.includes(answer[0] ?? '') || answer.length < 4) return `${id} has no answer`;
  const paths = [...answer.matchAll(/`((?:src|test|docs)\/[^`]+)`/g)].map(([, path = '']) => path);
  const missing = paths.find((path) => !existsSync(join(ROOT, path)));
  return missing === undefined ? null : `${id} names ${missing}`;
}

const document = readFileSync(join(ROOT, 'docs', 'security.md'), 'utf8');
const rows = rowsIn(document);

describe('the table of ASVS 5.0.0', () => {
  it('has every requirement of levels 1 and 2 once, in 70 and 183 rows', () => {
    const [first, second] = [idsOf(LEVEL_1, 1), idsOf(LEVEL_2, 2)];
    expect([first.length, second.length]).toEqual([70, 183]);
    expect(rows.map(({ id, level }) => `${id} at level ${level}`).sort()).toEqual([...first, ...second].sort());
  });

  it('has an answer in every row, and names nothing that is not there', () => {
    expect(rows.flatMap((row) => objection(row) ?? [])).toEqual([]);
  });

  it('counts its answers right', () => {
    const [met, not, operator, open] = MARKS.map((mark) => rows.filter(({ answer }) => answer.startsWith(mark)).length);
    expect(document).toContain(
      `${met} are met, ${not} do not apply, ${operator} are for whoever runs it, ${open} are not met.`,
    );
  });

  it.each([
    ['', 'has no answer'],
    ['✓ ', 'has no answer'],
    ['yes', 'has no answer'],
    ['✓ `test/http/nowhere.test.ts`', 'names'],
  ])('and the test objects to %j', (answer, reason) => {
    expect(objection({ id: 'V1.1.1', level: '2', requirement: 'x', answer })).toContain(reason);
  });
});
