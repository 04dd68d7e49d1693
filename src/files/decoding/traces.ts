import { readFile } from 'node:fs/promises';
import ExifReader from 'exifreader';
import type { CameraTime, Trace } from './decoded.ts';

const MAX_DETAIL = 120;

/** Metadata is what somebody wrote: shown shortened, and without characters that change how the rest reads. */
function tidy(text: string): string | null {
  const clean = text.replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}\uFEFF]/gu, ' ').trim();
  return clean === '' ? null : clean.slice(0, MAX_DETAIL);
}

type Group = Readonly<Record<string, { readonly description?: unknown } | undefined>>;

function textOf(group: unknown, name: string): string | null {
  const description = (group as Group | undefined)?.[name]?.description;
  return typeof description === 'string' ? tidy(description) : null;
}

/** `2026:05:04 10:21:00` → `2026-05-04T10:21:00`; null where it is no date. */
function readCameraTime(text: string | null, offset: string | null): CameraTime | null {
  const [, year, month, day, time] = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(text ?? '') ?? [];
  if (year === undefined || Number.isNaN(Date.parse(`${year}-${month}-${day}T${time}Z`))) return null;
  return { local: `${year}-${month}-${day}T${time}`, offset: /^[+-]\d\d:\d\d$/.test(offset ?? '') ? offset : null };
}

/** Programs that make pictures from words, and the word that standards have for their work. */
const GENERATORS =
  /midjourney|stable.?diffusion|dall.?e|firefly|comfyui|automatic1111|novelai|imagen|trainedalgorithmicmedia|即梦|通义万相|文心一格/i;

function tracesOf(tags: unknown, bytes: Buffer): Trace[] {
  const { exif, xmp, pngText } = tags as Record<string, Group | undefined>;
  const software = textOf(exif, 'Software') ?? textOf(xmp, 'CreatorTool') ?? textOf(pngText, 'Software');
  const source = textOf(xmp, 'DigitalSourceType');
  const prompt = textOf(pngText, 'parameters') ?? textOf(pngText, 'prompt');
  const generator = [source, software, prompt === null ? null : `stable diffusion: ${prompt}`].find(
    (text) => text !== null && text !== undefined && GENERATORS.test(text),
  );
  const traces: Trace[] = [];
  if (software !== null) traces.push({ kind: 'software', detail: software });
  if (xmp?.History) traces.push({ kind: 'edit_history', detail: textOf(xmp, 'History') });
  if (generator) traces.push({ kind: 'generator', detail: generator.slice(0, MAX_DETAIL) });
  // C2PA keeps its claims in a JUMBF box; whether they are true would need the signer's key.
  if (bytes.includes('jumb') && bytes.includes('c2pa')) traces.push({ kind: 'content_credentials', detail: null });
  return traces;
}

/** What the metadata of a picture tells; nothing where there is none, or none that can be read. */
export async function readTraces(path: string): Promise<{ takenAt: CameraTime | null; traces: readonly Trace[] }> {
  const bytes = await readFile(path);
  try {
    const tags = ExifReader.load(bytes, { expanded: true, async: false });
    const { exif } = tags as unknown as { exif?: Group };
    const taken = textOf(exif, 'DateTimeOriginal');
    return { takenAt: readCameraTime(taken, textOf(exif, 'OffsetTimeOriginal')), traces: tracesOf(tags, bytes) };
  } catch {
    return { takenAt: null, traces: [] };
  }
}
