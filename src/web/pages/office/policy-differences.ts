import type { Policy } from '../../../domain/policy.ts';

export interface Difference {
  /** `seller.answer.shipped`, `reasons.damaged.labels.en`. */
  readonly name: string;
  /** Null where only the other version has it. */
  readonly before: string | null;
  readonly after: string | null;
}

type Facts = ReadonlyMap<string, string>;

interface Coded {
  readonly code: string;
}

const isCoded = (value: unknown): value is Coded => typeof value === 'object' && value !== null && 'code' in value;

/** Everything a document says by the place where it says it. Entries of a list go by their code and not their place. */
function entriesIn(value: unknown, place: string): [string, string][] {
  if (Array.isArray(value) && value.some(isCoded)) {
    return value.filter(isCoded).flatMap(({ code, ...rest }) => entriesIn(rest, `${place}.${code}`));
  }
  if (Array.isArray(value)) return [[place, value.length === 0 ? '[]' : value.map(String).join(', ')]];
  if (typeof value !== 'object' || value === null) return [[place, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => entriesIn(inner, place === '' ? key : `${place}.${key}`));
}

function factsOf({ name: _, version: __, values, ...rest }: Policy): Facts {
  // Numbers are known by their own name, without the list they stand in.
  return new Map([...entriesIn(values, ''), ...entriesIn(rest, '')]);
}

/** What two versions do not say alike; numbers first, then what stands in one alone. */
export function differencesOf(before: Policy, after: Policy): Difference[] {
  const [old, fresh] = [factsOf(before), factsOf(after)];
  return [...new Set([...fresh.keys(), ...old.keys()])].flatMap((name) => {
    const difference = { name, before: old.get(name) ?? null, after: fresh.get(name) ?? null };
    return difference.before === difference.after ? [] : [difference];
  });
}
