import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { Claim } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { ActionButton, unavailableOf, WhyNot } from '../../ui/action-button.tsx';
import { Alert } from '../../ui/alert.tsx';
import { Facts } from '../../ui/card.tsx';
import { Countdown } from '../../ui/countdown.tsx';
import { When } from '../../ui/when.tsx';

/** An instant to the minute, and how long it is until then. */
function Instant({ at }: { at: string }): ReactNode {
  return (
    <span className="trap-instant">
      <When at={at} />
      <Countdown at={at} />
    </span>
  );
}

/** R33: a claim on virtual goods that closes before the buyer may ask the platform, and the way to keep it open. */
export function ClaimTrap({ claim }: { claim: Claim }): ReactNode {
  const { claim: words } = useWords('buyer');
  const [, navigate] = useLocation();
  const wait = unavailableOf(claim, 'request_intervention');
  if (!wait?.closes_at) return null;
  return (
    <Alert tone="warm" title={words.trap}>
      <WhyNot reason={wait} />
      <div className="trap-facts">
        <Facts
          rows={[
            [words.trapAsk, wait.available_at && <Instant key="ask" at={wait.available_at} />],
            [words.trapCloses, <Instant key="closes" at={wait.closes_at} />],
          ]}
        />
      </div>
      <ActionButton
        claim={claim}
        command="modify_terms"
        tone="primary"
        wide
        onPress={() => navigate(`/claims/${claim.id}/modify`)}
      >
        {words.trapModify}
      </ActionButton>
    </Alert>
  );
}
