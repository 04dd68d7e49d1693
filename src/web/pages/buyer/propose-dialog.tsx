import type { ReactNode } from 'react';
import { type Party, REMEDIES, type Remedy } from '../../../domain/claim.ts';
import { needsReturn, remediesOf } from '../../../domain/remedies.ts';
import { useCommand } from '../../api/commands.ts';
import { useOrder } from '../../api/orders.ts';
import type { Claim } from '../../api/shapes.ts';
import { amountOf, decimalOf } from '../../format/money.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { type Draft, useDraft } from '../../ui/draft.ts';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { AmountField, ChoiceField, TextArea } from '../../ui/field.tsx';
import { notify } from '../../ui/notice.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { errorsByField } from './problem-fields.ts';
import { lineOf } from './terms-options.ts';

interface Offer {
  readonly remedy: Remedy;
  readonly amount: string;
  readonly freight: Party;
  readonly words: string;
}

/** What the state of the order line allows (R12); everything while that is not known, for the server decides. */
function useRemedies(claim: Claim): readonly Remedy[] {
  const { data: order } = useOrder(claim.order_id);
  const line = order?.lines.find(({ id }) => id === claim.line_id);
  return order && line ? remediesOf(lineOf({ order, line, claims: [] }), claim.terms.goods_received) : REMEDIES;
}

interface FieldsProps {
  readonly claim: Claim;
  readonly draft: Draft<Offer>;
  readonly errors: Readonly<Record<string, string>>;
}

function OfferFields({ claim, draft, errors }: FieldsProps): ReactNode {
  const { proposal: words, apply } = useWords('buyer');
  const { remedies, freights, ...names } = useNames();
  const { value, set } = draft;
  return (
    <>
      <ChoiceField
        label={apply.remedy}
        choices={useRemedies(claim).map((remedy) => ({ value: remedy, label: remedies[remedy] }))}
        value={value.remedy}
        onChange={(remedy) => set({ remedy })}
        error={errors.remedy}
      />
      <AmountField
        label={apply.amount}
        currency={claim.currency}
        value={value.amount}
        onChange={(amount) => set({ amount })}
        error={errors.amount}
      />
      {needsReturn(value.remedy) && (
        <ChoiceField
          label={words.freight}
          choices={(['seller', 'buyer'] as const).map((party) => ({
            value: party,
            label: freights[party] ?? names.roles[party],
          }))}
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

/** R25: other terms that the buyer would accept. */
export function ProposeDialog({ claim, onClose }: { claim: Claim; onClose: () => void }): ReactNode {
  const { proposal: words, claim: claimWords, apply } = useWords('buyer');
  const common = useWords('common');
  const { commands } = useNames();
  const { terms, currency } = claim;
  const first: Offer = {
    remedy: terms.remedy,
    amount: decimalOf(terms.amount, currency),
    freight: 'seller',
    words: '',
  };
  const draft = useDraft(`propose ${claim.id}`, first);
  const { submit, busy, problem, fieldErrors } = useCommand(claim, 'propose');
  const amount = amountOf(draft.value.amount, currency);
  const errors = { ...errorsByField(problem, fieldErrors), ...(amount === null ? { amount: apply.amountWrong } : {}) };
  const send = async () => {
    if (amount === null || !(await submit({ ...draft.value, amount }))) return;
    draft.clear();
    notify(claimWords.sent(commands.propose));
    onClose();
  };
  return (
    <Dialog title={words.make} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p className="quiet">{words.makeHint}</p>
        <DraftNotice draft={draft} />
        <OfferFields claim={claim} draft={draft} errors={errors} />
        <ProblemAlert problem={problem} />
        <DialogFoot>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button tone="primary" type="submit" busy={busy}>
            {busy ? common.form.sending : commands.propose}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
