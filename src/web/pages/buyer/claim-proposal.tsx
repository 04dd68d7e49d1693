import { type ReactNode, useState } from 'react';
import { useCommand } from '../../api/commands.ts';
import type { Claim } from '../../api/shapes.ts';
import { formatShort } from '../../format/time.ts';
import { useLocale } from '../../language/locale.ts';
import { useNames, useWords } from '../../language/words.ts';
import { useServerNow } from '../../session/server-clock.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { Countdown } from '../../ui/countdown.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { TextArea } from '../../ui/field.tsx';
import { Money } from '../../ui/money.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { PlainDialog } from './plain-dialog.tsx';

function DeclineDialog({ claim, onClose }: { claim: Claim; onClose: () => void }): ReactNode {
  const { proposal: words, claim: claimWords } = useWords('buyer');
  const common = useWords('common');
  const { commands } = useNames();
  const draft = useDraft(`decline_proposal ${claim.id}`, { words: '' });
  const { submit, busy, problem, fieldErrors } = useCommand(claim, 'decline_proposal');
  const send = async () => {
    const said = draft.value.words;
    if (!(await submit(said === '' ? {} : { words: said }))) return;
    draft.clear();
    notify(claimWords.sent(commands.decline_proposal));
    onClose();
  };
  return (
    <Dialog title={words.decline} onClose={onClose}>
      <div className="stack">
        <p className="quiet">{words.declineNote}</p>
        <TextArea
          label={words.declineWords}
          optional
          value={draft.value.words}
          onChange={(text) => draft.set({ words: text })}
          error={fieldErrors.words}
        />
        <ProblemAlert problem={problem} />
      </div>
      <DialogFoot>
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button tone="primary" busy={busy} onClick={() => void send()}>
          {commands.decline_proposal}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

/** R25: the open proposal, and what the buyer can answer to it. */
export function ProposalCard({ claim }: { claim: Claim }): ReactNode {
  const { proposal: words, claim: claimWords } = useWords('buyer');
  const { remedies, freights } = useNames();
  const locale = useLocale();
  const now = useServerNow(60_000);
  const [open, setOpen] = useState<'accept' | 'decline' | null>(null);
  const { proposal, currency } = claim;
  if (!proposal) return null;
  const isOwn = proposal.by === 'buyer';
  return (
    <Card title={words.title} aside={<span className="quiet">{isOwn ? words.fromBuyer : words.fromSeller}</span>}>
      <div className="stack">
        <Facts
          rows={[
            [claimWords.remedy, remedies[proposal.remedy]],
            [
              claimWords.amount,
              <span key="amount" className="sum">
                <Money amount={proposal.amount} currency={currency} />
              </span>,
            ],
            [claimWords.freight, freights[proposal.freight]],
          ]}
        />
        <p className="said">{proposal.words}</p>
        <p className="quiet">
          {words.expires(formatShort(locale, Date.parse(proposal.expires_at), now))} ·{' '}
          <Countdown at={proposal.expires_at} />
        </p>
        {!isOwn && (
          <div className="button-pair">
            <ActionButton claim={claim} command="decline_proposal" onPress={() => setOpen('decline')} />
            <ActionButton claim={claim} command="accept_proposal" tone="primary" onPress={() => setOpen('accept')} />
          </div>
        )}
      </div>
      {open === 'accept' && <PlainDialog claim={claim} command="accept_proposal" onClose={() => setOpen(null)} />}
      {open === 'decline' && <DeclineDialog claim={claim} onClose={() => setOpen(null)} />}
    </Card>
  );
}
