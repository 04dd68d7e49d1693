import type { Party } from '../../../domain/claim.ts';
import type { Claim, Evidence } from '../../api/shapes.ts';

export type Origin = 'application' | 'refusal' | 'request' | 'evidence';

/** Something a party has shown: with the application, the refusal, the request to step in, or as evidence. */
export interface Exhibit {
  readonly key: string;
  readonly party: Party;
  readonly origin: Origin;
  readonly words: string;
  readonly files: readonly string[];
  readonly at: string;
  /** Null where it was no evidence by name. */
  readonly evidence: Evidence | null;
}

/** Everything both sides have shown, in the order in which they did. */
export function exhibitsOf(claim: Claim): readonly Exhibit[] {
  const { terms, refusal, intervention, applied_at } = claim;
  const plain = { evidence: null };
  const asked = intervention && intervention.requested_by !== 'platform' ? intervention : null;
  const all: Exhibit[] = [
    {
      ...plain,
      key: 'application',
      party: 'buyer',
      origin: 'application',
      words: terms.description,
      files: terms.files,
      at: applied_at,
    },
    ...(refusal ? [{ ...plain, ...refusal, key: 'refusal', party: 'seller', origin: 'refusal' } as const] : []),
    ...(asked
      ? [
          {
            ...plain,
            key: 'request',
            party: asked.requested_by as Party,
            origin: 'request',
            words: asked.words,
            files: asked.files,
            at: asked.requested_at,
          } as const,
        ]
      : []),
    ...(intervention?.evidence ?? []).map((one) => ({
      ...one,
      key: one.id,
      origin: 'evidence' as const,
      evidence: one,
    })),
  ];
  return all.filter(({ words, files }) => words !== '' || files.length > 0);
}

/** The files of exhibits, each once, as they appear. */
export function filesIn(exhibits: readonly Exhibit[]): readonly string[] {
  return [...new Set(exhibits.flatMap(({ files }) => files))];
}
