import type { ClaimEvent } from '../../api/shapes.ts';

type Data = Readonly<Record<string, unknown>>;

/** What an event says beside its name; each type has its own fields. */
export function dataOf({ data }: Pick<ClaimEvent, 'data'>): Data {
  return data as Data;
}

/** A text of an event; null where it has none. */
export function textOf(event: ClaimEvent | undefined, field: string): string | null {
  const value = event && dataOf(event)[field];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The files that came with an event. */
export function filesOf(event: ClaimEvent | undefined): readonly string[] {
  const files = event && dataOf(event).files;
  return Array.isArray(files) ? files.filter((file) => typeof file === 'string') : [];
}
