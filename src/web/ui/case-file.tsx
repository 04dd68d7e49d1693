import { type ReactNode, useState } from 'react';
import { saveCaseFile } from '../api/case-file.ts';
import type { Claim } from '../api/shapes.ts';
import { useWords } from '../language/words.ts';
import { Button } from './button.tsx';
import { Card } from './card.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** Saves everything of the claim that the viewer may see, in a form that anybody can check. */
export function CaseFileCard({ claim }: { claim: Claim }): ReactNode {
  const { caseFile: words } = useWords('common');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const save = () => {
    setBusy(true);
    setProblem(null);
    // What fails is shown; nothing is left to be awaited.
    void saveCaseFile(claim.id)
      .catch(setProblem)
      .finally(() => setBusy(false));
  };
  return (
    <Card title={words.title}>
      <p className="quiet">{words.about}</p>
      <ProblemAlert problem={problem} />
      <div>
        <Button busy={busy} onClick={save}>
          {busy ? words.making : words.download}
        </Button>
      </div>
    </Card>
  );
}

/** For a party: once there is something to hold on to. */
export function PartyCaseFile({ claim }: { claim: Claim }): ReactNode {
  return claim.ruling || claim.ended_at ? <CaseFileCard claim={claim} /> : null;
}
