import type { ReactNode } from 'react';
import type { Claim } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Countdown, DeadlineWhy } from '../../ui/countdown.tsx';
import type { SellerWords } from '../../words/seller/zh-CN.ts';

/** R58: the seller took the returned goods, but not as they are. */
function isContested({ status, refusal }: Claim): boolean {
  return status === 'refused' && refusal?.reason === null;
}

function hintOf(claim: Claim, words: SellerWords['claim']): string {
  const { status, stage, suspended, end_reason: endReason } = claim;
  if (suspended) return words.stageHint.suspended;
  if (isContested(claim)) return words.contestedHint;
  if (stage === 'evidence' && claim.viewer_state !== 'action_required') return words.stageHint.evidenceDone;
  if (stage) return words.stageHint[stage];
  return endReason ? words.endedHint[endReason] : words.hint[status];
}

/** The one thing the seller came to see: how it stands, until when, and what happens then. */
export function ClaimHero({ claim }: { claim: Claim }): ReactNode {
  const { claim: words } = useWords('seller');
  const { deadlines } = useNames();
  const { deadline, status } = claim;
  return (
    <section className="claim-hero">
      <h1>{isContested(claim) ? words.contested : words.headline[status]}</h1>
      <p className="hint">{hintOf(claim, words)}</p>
      {deadline && (
        <>
          <p className="clock">
            <Countdown at={deadline.at} />
            <span className="then">{deadlines[deadline.then]}</span>
          </p>
          <DeadlineWhy deadline={deadline} />
        </>
      )}
    </section>
  );
}
