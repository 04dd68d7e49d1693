import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import type { CommandType } from '../../../domain/command.ts';
import type { Claim, Unavailable } from '../../api/shapes.ts';
import { useWords } from '../../language/words.ts';
import { ActionButton, actionOf, unavailableOf } from '../../ui/action-button.tsx';
import { Card } from '../../ui/card.tsx';
import { CallDialog } from './call-dialog.tsx';
import { isTrapped } from './claim-hero.tsx';
import { type PlainCommand, PlainDialog } from './plain-dialog.tsx';
import { ProposeDialog } from './propose-dialog.tsx';
import { ShipDialog } from './ship-dialog.tsx';
import { StatementDialog } from './statement-dialog.tsx';

/** What moves the claim on, in the order in which it is looked for. */
const MAIN: readonly CommandType[] = ['ship_return', 'accept_replacement', 'request_intervention', 'modify_terms'];
/** What is possible beside that; what gives up comes last. */
const OTHER: readonly CommandType[] = ['propose', 'request_call', 'withdraw_intervention', 'withdraw'];
const PLAIN: readonly PlainCommand[] = ['accept_replacement', 'withdraw_intervention', 'withdraw'];

/** Refusals that say no more than that this is another part of the process; they would only crowd the page. */
const SELF_EVIDENT: readonly Unavailable['code'][] = ['WRONG_STATE', 'ENDED', 'ALREADY_IN_INTERVENTION', 'WRONG_PARTY'];

function isShown(claim: Claim, command: CommandType): boolean {
  const why = unavailableOf(claim, command);
  // Once there is a ruling or money on its way, asking for one is no longer what the reader is looking for.
  if (why && command === 'request_intervention' && (claim.ruling || claim.refund)) return false;
  return actionOf(claim, command) !== undefined || (why !== undefined && !SELF_EVIDENT.includes(why.code));
}

function plainOf(command: CommandType | null): PlainCommand | undefined {
  return PLAIN.find((plain) => plain === command);
}

function OpenDialog({
  claim,
  open,
  onClose,
}: {
  claim: Claim;
  open: CommandType | null;
  onClose: () => void;
}): ReactNode {
  const plain = plainOf(open);
  if (plain) return <PlainDialog claim={claim} command={plain} onClose={onClose} />;
  if (open === 'request_intervention') return <StatementDialog claim={claim} command={open} onClose={onClose} />;
  if (open === 'ship_return') return <ShipDialog claim={claim} onClose={onClose} />;
  if (open === 'propose') return <ProposeDialog claim={claim} onClose={onClose} />;
  return open === 'request_call' ? <CallDialog claim={claim} onClose={onClose} /> : null;
}

/** What the buyer can do, and what not yet and why: the server's own list, in the buyer's order. */
export function ClaimActions({ claim }: { claim: Claim }): ReactNode {
  const { claim: words } = useWords('buyer');
  const [, navigate] = useLocation();
  const [open, setOpen] = useState<CommandType | null>(null);
  // Where the claim is about to close, changing it stands with the warning.
  const main = MAIN.filter((command) => isShown(claim, command) && !(command === 'modify_terms' && isTrapped(claim)));
  const others = OTHER.filter((command) => isShown(claim, command));
  const press = (command: CommandType) =>
    command === 'modify_terms' ? navigate(`/claims/${claim.id}/modify`) : setOpen(command);
  if (main.length + others.length === 0) return null;
  return (
    <Card title={words.actions}>
      <div className="claim-actions">
        {main.map((command) => (
          <ActionButton
            key={command}
            claim={claim}
            command={command}
            tone={command === main.find((one) => actionOf(claim, one)) ? 'primary' : 'plain'}
            wide
            // The warning above says the same, and says it first.
            reason={command === 'request_intervention' && isTrapped(claim) ? 'hidden' : 'beside'}
            onPress={() => press(command)}
          />
        ))}
        {others.length > 0 && (
          <div className="other-actions">
            {others.map((command) => (
              <ActionButton key={command} claim={claim} command={command} small onPress={() => press(command)} />
            ))}
          </div>
        )}
      </div>
      <OpenDialog claim={claim} open={open} onClose={() => setOpen(null)} />
    </Card>
  );
}
