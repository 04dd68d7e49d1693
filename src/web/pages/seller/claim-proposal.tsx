import { type ReactNode, useState } from 'react';
import { type Party, REMEDIES, type Remedy } from '../../../domain/claim.ts';
import { needsReturn } from '../../../domain/remedies.ts';
import type { Claim } from '../../api/shapes.ts';
import { amountOf, decimalOf } from '../../format/money.ts';
import { formatShort } from '../../format/time.ts';
import { useLocale } from '../../language/locale.ts';
import { useNames, useWords } from '../../language/words.ts';
import { useServerNow } from '../../session/server-clock.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { Countdown } from '../../ui/countdown.tsx';
import { AmountField, ChoiceField, TextArea } from '../../ui/field.tsx';
import { Money } from '../../ui/money.tsx';
import { CommandDialog, type CommandForm } from './command-dialog.tsx';
import { PlainDialog } from './dialogs.tsx';

interface Offer {
  readonly remedy: Remedy;
  readonly amount: string;
  readonly freight: Party;
  readonly words: string;
}

function OfferFields({ claim, form }: { claim: Claim; form: CommandForm<Offer> }): ReactNode {
  const { proposal: words, claim: claimWords } = useWords('seller');
  const { remedies, roles } = useNames();
  const { value, set, errors } = form;
  const isAmount = amountOf(value.amount, claim.currency) !== null;
  return (
    <>
      <ChoiceField
        label={claimWords.remedy}
        choices={REMEDIES.map((remedy) => ({ value: remedy, label: remedies[remedy] }))}
        value={value.remedy}
        onChange={(remedy) => set({ remedy })}
        error={errors.remedy}
      />
      <AmountField
        label={words.amount}
        currency={claim.currency}
        value={value.amount}
        onChange={(amount) => set({ amount })}
        error={isAmount ? errors.amount : words.amountWrong}
      />
      {needsReturn(value.remedy) && (
        <ChoiceField
          label={words.freight}
          choices={(['seller', 'buyer'] as const).map((party) => ({ value: party, label: roles[party] }))}
          value={value.freight}
          onChange={(freight) => set({ freight })}
          error={errors.freight}
        />
      )}
      <TextArea
        label={words.words}
        value={value.words}
        onChange={(text) => set({ words: text })}
        error={errors.words}
      />
    </>
  );
}

/** R25: other terms that the seller would accept. */
export function ProposeDialog({ claim, onClose }: { claim: Claim; onClose: () => void }): ReactNode {
  const { proposal: words } = useWords('seller');
  const { terms, currency } = claim;
  const initial: Offer = {
    remedy: terms.remedy,
    amount: decimalOf(terms.amount, currency),
    freight: 'seller',
    words: '',
  };
  return (
    <CommandDialog
      claim={claim}
      command="propose"
      initial={initial}
      toBody={(value) => {
        const amount = amountOf(value.amount, currency);
        return amount === null ? null : { ...value, amount };
      }}
      onClose={onClose}
      intro={<p className="quiet">{words.makeHint}</p>}
    >
      {(form) => <OfferFields claim={claim} form={form} />}
    </CommandDialog>
  );
}

function DeclineDialog({ claim, onClose }: { claim: Claim; onClose: () => void }): ReactNode {
  const { proposal: words } = useWords('seller');
  return (
    <CommandDialog
      claim={claim}
      command="decline_proposal"
      title={words.decline}
      initial={{ words: '' }}
      toBody={({ words: said }) => (said === '' ? {} : { words: said })}
      onClose={onClose}
      intro={<p className="quiet">{words.declineNote}</p>}
    >
      {({ value, set, errors }) => (
        <TextArea
          label={words.declineWords}
          optional
          value={value.words}
          onChange={(text) => set({ words: text })}
          error={errors.words}
        />
      )}
    </CommandDialog>
  );
}

/** R25: the open proposal, and what the seller can answer to it. */
export function ProposalCard({ claim }: { claim: Claim }): ReactNode {
  const { proposal: words, claim: claimWords } = useWords('seller');
  const { remedies, freights } = useNames();
  const locale = useLocale();
  const now = useServerNow(60_000);
  const [open, setOpen] = useState<'accept' | 'decline' | null>(null);
  const { proposal, currency } = claim;
  if (!proposal) return null;
  const isOwn = proposal.by === 'seller';
  return (
    <Card title={words.title} aside={<span className="quiet">{isOwn ? words.fromSeller : words.fromBuyer}</span>}>
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
            [claimWords.freight, needsReturn(proposal.remedy) && freights[proposal.freight]],
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
