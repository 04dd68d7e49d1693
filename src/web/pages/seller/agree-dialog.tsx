import type { ReactNode } from 'react';
import { needsReturn } from '../../../domain/remedies.ts';
import type { Claim } from '../../api/shapes.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Facts } from '../../ui/card.tsx';
import { Money } from '../../ui/money.tsx';
import { keepAddress } from './address-book.ts';
import { AddressFields, firstAddress } from './address-fields.tsx';
import { CommandDialog } from './command-dialog.tsx';

/** R21: the buyer has to learn where to send the goods, unless they are already on their way. */
export function asksForAddress({ terms, returned }: Claim): boolean {
  return needsReturn(terms.remedy) && !returned;
}

function WhatIsAgreed({ claim }: { claim: Claim }): ReactNode {
  const { claim: words } = useWords('seller');
  const { remedies } = useNames();
  const note = claim.status === 'in_intervention' ? words.notes.settle : words.notes.agree;
  return (
    <>
      <p className="quiet">{note}</p>
      <Facts
        rows={[
          [words.remedy, remedies[claim.terms.remedy]],
          [
            words.amount,
            <span key="amount" className="sum">
              <Money amount={claim.terms.amount} currency={claim.currency} />
            </span>,
          ],
        ]}
      />
      {asksForAddress(claim) && <p>{words.notes.agreeReturn}</p>}
    </>
  );
}

/** R21, R24: the seller's yes; before a ruling it settles the claim. */
export function AgreeDialog({ claim, onClose }: { claim: Claim; onClose: () => void }): ReactNode {
  const needsAddress = asksForAddress(claim);
  const { shop_id: shopId } = claim;
  return (
    <CommandDialog
      claim={claim}
      command="agree"
      initial={firstAddress(shopId)}
      toBody={({ name, phone, address }) => (needsAddress ? { return_address: { name, phone, address } } : {})}
      onDone={(value) => {
        if (needsAddress && value.keep) keepAddress(shopId, value);
      }}
      onClose={onClose}
      intro={<WhatIsAgreed claim={claim} />}
    >
      {({ value, set, errors }) =>
        needsAddress && <AddressFields shopId={shopId} value={value} set={set} errors={errors} />
      }
    </CommandDialog>
  );
}
