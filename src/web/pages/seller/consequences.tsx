import type { ReactNode } from 'react';
import type { CommandType } from '../../../domain/command.ts';
import type { Action, Claim } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { actionOf } from '../../ui/action-button.tsx';
import { Alert } from '../../ui/alert.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Icon } from '../../ui/icon.tsx';

type Consequence = NonNullable<Action['consequences']>[number];

const ICONS: Record<Consequence['code'], IconName> = {
  MONEY_AT_STAKE: 'money',
  DISPUTE_REFUND: 'scales',
  ACTIVITY_RESTRICTION: 'lock',
  SILENCE_AFTER_REFUSAL: 'clock',
  SILENCE_IN_EVIDENCE: 'clock',
  BURDEN_OF_PROOF: 'gavel',
};

/** R61: this one would be the last allowed, or one too many. */
function isGrave(consequence: Consequence): boolean {
  if (consequence.code === 'ACTIVITY_RESTRICTION') return true;
  return consequence.code === 'DISPUTE_REFUND' && consequence.number >= consequence.limit;
}

/** R65: what may follow, in the server's words, before the seller confirms. */
export function Consequences({ claim, command }: { claim: Claim; command: CommandType }): ReactNode {
  const { claim: words, refuse } = useWords('seller');
  const consequences = actionOf(claim, command)?.consequences ?? [];
  if (consequences.length === 0) return null;
  return (
    <Alert
      tone={consequences.some(isGrave) ? 'urgent' : 'warm'}
      title={command === 'refuse' ? refuse.before : words.consequences}
    >
      <ul className="consequences">
        {consequences.map((consequence) => (
          <li key={consequence.code} className={isGrave(consequence) ? 'grave' : ''}>
            <Icon name={ICONS[consequence.code]} size={18} />
            <span>{consequence.detail}</span>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
