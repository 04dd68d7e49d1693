import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GENERATED } from '../../scripts/generated.ts';
import { ROOT } from './repository.ts';

/** What a generated file in the repository says, and what its generator says now. */
async function compare({ path, generate }: (typeof GENERATED)[number], root = ROOT) {
  return { written: readFileSync(join(root, path), 'utf8'), generated: await generate() };
}

describe('generated files', () => {
  it.each(GENERATED)(
    '$path is what its generator gives; npm run docs:generate writes it anew',
    async (file) => {
      const { written, generated } = await compare(file);
      expect(written).toBe(generated);
    },
    120_000,
  );

  it('a file that was edited by hand is found', async () => {
    const edited = { path: 'docs/policies.md', generate: () => 'something else' };
    const { written, generated } = await compare(edited);
    expect(written).not.toBe(generated);
  });
});
