import type { ReactNode } from 'react';
import type { Claim } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { unavailableOf } from '../../ui/action-button.tsx';
import { Countdown, DeadlineWhy } from '../../ui/countdown.tsx';
import type { BuyerWords } from '../../words/buyer/zh-CN.ts';

function hintOf(claim: Claim, words: BuyerWords['claim']): string {
  const { status, stage, suspended, end_reason: endReason, refusal } = claim;
  if (suspended) return words.stageHint.suspended;
  if (status === 'refused' && refusal?.reason === null) return words.contestedHint;
  if (stage === 'evidence' && claim.viewer_state !== 'action_required') return words.stageHint.evidenceDone;
  if (stage) return words.stageHint[stage];
  return endReason ? words.endedHint[endReason] : words.hint[status];
}

/** The one thing the buyer came to see: how it stands, until when, and what happens then. */
export function ClaimHero({ claim }: { claim: Claim }): ReactNode {
  const { claim: words } = useWords('buyer');
  const { deadlines } = useNames();
  const { deadline, status, refusal } = claim;
  const isContested = status === 'refused' && refusal?.reason === null;
  return (
    <section className="claim-hero">
      <h1>{isContested ? words.contested : words.headline[status]}</h1>
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

/** R33: whether the claim closes before the buyer may ask the platform. */
export function isTrapped(claim: Claim): boolean {
  return unavailableOf(claim, 'request_intervention')?.closes_at !== undefined;
}
