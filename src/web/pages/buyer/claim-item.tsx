import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Claim } from '../../api/shapes.ts';
import { useNames } from '../../language/words.ts';
import { ClaimStatusTag } from '../../ui/claim-status-tag.tsx';
import { Countdown } from '../../ui/countdown.tsx';
import { Money } from '../../ui/money.tsx';
import { ViewerStateTag } from '../../ui/viewer-state-tag.tsx';
import { GoodsPicture } from './goods-row.tsx';
import './goods.css';

/** One claim in a list: what it is about, how it stands, and what time is left. */
export function ClaimItem({ claim, children }: { claim: Claim; children?: ReactNode }): ReactNode {
  const { remedies, deadlines } = useNames();
  const { deadline, line } = claim;
  return (
    <Link href={`/claims/${claim.id}`} className="claim-item">
      <span className="claim-item-head">
        <ClaimStatusTag claim={claim} />
        {children ?? <ViewerStateTag state={claim.viewer_state} />}
      </span>
      <span className="goods">
        <GoodsPicture url={line.image_url} />
        <span className="goods-about">
          <span className="goods-title">{line.title}</span>
          <span className="quiet">{remedies[claim.terms.remedy]}</span>
        </span>
        <span className="goods-price number">
          <Money amount={claim.terms.amount} currency={claim.currency} />
        </span>
      </span>
      {deadline && (
        <span className="claim-item-head">
          <Countdown at={deadline.at} />
          <span className="quiet">{deadlines[deadline.then]}</span>
        </span>
      )}
    </Link>
  );
}
