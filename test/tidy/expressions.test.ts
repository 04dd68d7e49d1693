import { check } from 'recheck';
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../src/http/routes.ts';
import { repositoryFiles } from './repository.ts';

/** An expression as it is written, and where. */
interface Written {
  readonly source: string;
  readonly flags: string;
  readonly where: string;
}

/** Where an expression may begin: after what no division follows. */
const LITERAL =
  /(?<=(?:^|[=(,:[!&|?{};>]|\breturn|\?\?)\s*)\/((?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)/gm;

/** What reads what others have sent. The pages run in the reader's own browser; settings are the operator's own words. */
const SERVER = /^(?:src\/(?!web\/|main\/|explorer\/)|locales\/).*\.ts$/;
const OPERATORS = /^src\/(?:store\/embedded-postgres|files\/place)/;

function withoutCommentLines(text: string): string {
  return text.replace(/^[ \t]*(?:\/[/*]|\*).*$/gm, '');
}

function literalsIn({ path, text }: { path: string; text: string }): Written[] {
  return [...withoutCommentLines(text).matchAll(LITERAL)].map(([, source = '', flags = '']) => ({
    source,
    flags,
    where: path,
  }));
}

function patternsIn(schema: unknown, where: string): Written[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own =
    'pattern' in schema && typeof schema.pattern === 'string' ? [{ source: schema.pattern, flags: 'u', where }] : [];
  return [...own, ...Object.values(schema).flatMap((inside) => patternsIn(inside, where))];
}

function every(): Written[] {
  const written = [
    ...repositoryFiles()
      .filter(({ path }) => SERVER.test(path) && !OPERATORS.test(path))
      .flatMap(literalsIn),
    ...ROUTES.flatMap(({ name, schema }) => patternsIn(schema, `the schema of ${name}`)),
  ];
  return [...new Map(written.map((one) => [`${one.source} ${one.flags}`, one])).values()];
}

/** What grows with the square of a number that is bounded, and why that is little. */
const BOUNDED: Readonly<Record<string, string>> = {
  'src/http/contact-mask.ts': 'repetitions are counted, to 64 at most, and words have 2,000 characters',
};

const TIMEOUT_MS = 60_000;

/** Why somebody could keep the process busy with a text for this expression; null when nobody can. */
async function danger({ source, flags, where }: Written): Promise<string | null> {
  // A sticky expression begins nowhere but where it is told to, as one with an anchor does.
  const anchored = flags.includes('y') ? `^(?:${source})` : source;
  const found = await check(anchored, flags.replace(/[dgyv]/g, ''), { timeout: TIMEOUT_MS, randomSeed: 1 });
  if (found.status === 'safe') return null;
  if (where in BOUNDED && found.status === 'vulnerable' && found.complexity.type === 'polynomial') return null;
  return `${where}: /${source}/${flags} is ${found.status}: ${found.status === 'vulnerable' ? found.complexity.summary : found.error.kind}`;
}

describe('every regular expression of the server', () => {
  it('takes time in proportion to its text, whatever the text', { timeout: 240_000 }, async () => {
    const all = every();
    expect(all.length).toBeGreaterThan(50);
    const dangers = await Promise.all(all.map(danger));
    expect(dangers.filter((found) => found !== null)).toEqual([]);
  });

  it.each(['^(a+)+$', '^(?:a|a)*$', '^\\s*(.*?)\\s*$'])('and the check finds %s', async (source) => {
    expect(await danger({ source, flags: '', where: 'here' })).toContain('vulnerable');
  });

  it('finds them where they are written', () => {
    const text = '// /z/\nconst a = /x+/u; f(/y[/]/g, 1 / 2);\nreturn /w\\//.test(b) ? a / b : c;';
    expect(literalsIn({ path: 'a.ts', text }).map(({ source }) => source)).toEqual(['x+', 'y[/]', 'w\\/']);
  });
});
