import type { Claim } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { exhibitsOf, filesIn } from './claim-files.ts';

/** What to call a file of the claim: whose it is, and the how manyth of theirs. */
export function useFileNames(claim: Claim): (id: string) => string {
  const { evidence: words } = useWords('mediator');
  const exhibits = exhibitsOf(claim);
  const numbered = (['buyer', 'seller'] as const).flatMap((party) =>
    filesIn(exhibits.filter((exhibit) => exhibit.party === party)).map(
      (id, index) => [id, `${words.of[party]} ${index + 1}`] as const,
    ),
  );
  const names = new Map(numbered);
  return (id) => names.get(id) ?? id;
}
