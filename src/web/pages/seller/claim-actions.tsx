import { type ReactNode, useState } from 'react';
import type { CommandType } from '../../../domain/command.ts';
import type { Claim, Unavailable } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { ActionButton, actionOf, unavailableOf } from '../../ui/action-button.tsx';
import { Card } from '../../ui/card.tsx';
import { AgreeDialog } from './agree-dialog.tsx';
import { ProposeDialog } from './claim-proposal.tsx';
import { CallDialog, PlainDialog, ShipDialog, StatementDialog } from './dialogs.tsx';
import { RefuseDialog } from './refuse-dialog.tsx';

/** What moves the claim on, in the order in which it is looked for. */
const MAIN: readonly CommandType[] = ['agree', 'refuse', 'confirm_return', 'contest_return', 'ship_replacement'];
/** What is possible beside that. */
const OTHER: readonly CommandType[] = ['propose', 'request_intervention', 'withdraw_intervention', 'request_call'];

/** Refusals that say no more than that this is another part of the process; they would only crowd the page. */
const SELF_EVIDENT: readonly Unavailable['code'][] = ['WRONG_STATE', 'ENDED', 'ALREADY_IN_INTERVENTION', 'WRONG_PARTY'];

function isShown(claim: Claim, command: CommandType): boolean {
  const why = unavailableOf(claim, command);
  return actionOf(claim, command) !== undefined || (why !== undefined && !SELF_EVIDENT.includes(why.code));
}

interface OpenProps {
  readonly claim: Claim;
  readonly open: CommandType | null;
  readonly onClose: () => void;
}

function OpenDialog({ claim, open, onClose }: OpenProps): ReactNode {
  if (open === 'agree') return <AgreeDialog claim={claim} onClose={onClose} />;
  if (open === 'refuse') return <RefuseDialog claim={claim} onClose={onClose} />;
  if (open === 'ship_replacement') return <ShipDialog claim={claim} onClose={onClose} />;
  if (open === 'propose') return <ProposeDialog claim={claim} onClose={onClose} />;
  if (open === 'request_call') return <CallDialog claim={claim} onClose={onClose} />;
  if (open === 'confirm_return' || open === 'withdraw_intervention')
    return <PlainDialog claim={claim} command={open} onClose={onClose} />;
  return open === 'contest_return' || open === 'request_intervention' ? (
    <StatementDialog claim={claim} command={open} onClose={onClose} />
  ) : null;
}

/** What the seller can do, and what not yet and why: the server's own list, in the seller's order. */
export function ClaimActions({ claim }: { claim: Claim }): ReactNode {
  const { claim: words } = useWords('seller');
  const [open, setOpen] = useState<CommandType | null>(null);
  const main = MAIN.filter((command) => isShown(claim, command));
  const others = OTHER.filter((command) => isShown(claim, command));
  if (main.length + others.length === 0) return null;
  // During an intervention the evidence comes first, and giving in only after that.
  const first = claim.status === 'in_intervention' ? null : main.find((command) => actionOf(claim, command));
  return (
    <Card title={words.actions}>
      <div className="claim-actions">
        {main.length > 0 && (
          <div className="button-pair">
            {main.map((command) => (
              <ActionButton
                key={command}
                claim={claim}
                command={command}
                tone={command === first ? 'primary' : 'plain'}
                onPress={() => setOpen(command)}
              />
            ))}
          </div>
        )}
        {others.length > 0 && (
          <div className={main.length > 0 ? 'other-actions' : 'row'}>
            {others.map((command) => (
              <ActionButton key={command} claim={claim} command={command} small onPress={() => setOpen(command)} />
            ))}
          </div>
        )}
      </div>
      <OpenDialog claim={claim} open={open} onClose={() => setOpen(null)} />
    </Card>
  );
}
