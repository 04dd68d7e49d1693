import { stat } from 'node:fs/promises';
import { type Checked, type Expected, verifyCaseFile } from '../../casefile/verify.ts';
import { CommandError } from './remote.ts';

interface Told {
  readonly report: string;
  readonly ok: boolean;
}

const DIGEST = /^[0-9a-f]{64}$/;

function reportOf(
  { manifest, events, withheld, files, masked, day, redrawn }: Checked,
  { root, head }: Expected,
): string {
  const proven = day
    ? `in the root of ${day.day} up to event ${day.version}: ${day.root}${root ? ' (as published)' : ''}`
    : 'none yet: no day on which it changed has been closed';
  return [
    `${manifest.claim_id}: the case file fits together.`,
    `  for        ${manifest.viewpoint === 'inside' ? 'staff' : manifest.viewpoint}`,
    `  events     ${events}${withheld > 0 ? `, ${withheld} of them as digests only` : ''}`,
    `  head       ${manifest.head}${head ? ' (as expected)' : ''}`,
    `  files      ${files}`,
    ...(masked > 0
      ? [`  shortened  ${masked} texts, shown without how to reach the other party, and so not checked`]
      : []),
    `  documents  ${redrawn ? 'drawn again from the events, and the same' : 'as the manifest lists them; made by another version, so not drawn again'}`,
    `  daily root ${proven}`,
    ...(root || head ? [] : ['Compare the head or the root with one from elsewhere: --root, --head.']),
  ].join('\n');
}

/** Checks a case file offline. */
export async function verifyFile(path: string, expected: Expected): Promise<Told> {
  for (const [name, digest] of Object.entries(expected)) {
    if (digest !== undefined && !DIGEST.test(digest))
      throw new CommandError(`--${name} takes 64 hexadecimal digits, as they are published`);
  }
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new CommandError(`${path} cannot be read`);
  const verdict = await verifyCaseFile(path, expected);
  return verdict.ok
    ? { report: reportOf(verdict.checked, expected), ok: true }
    : { report: `does not fit: ${verdict.why}`, ok: false };
}
