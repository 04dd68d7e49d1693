import type { ReactNode } from 'react';
import { useWords } from '../../language/words.ts';
import { TextArea, TextField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { type Address, isSameAddress, NO_ADDRESS, readAddresses, useAddressBook } from './address-book.ts';

export interface AddressDraft extends Address {
  readonly keep: boolean;
}

/** The address used last, ready to be used again. */
export function firstAddress(shopId: string): AddressDraft {
  return { ...(readAddresses(shopId)[0] ?? NO_ADDRESS), keep: true };
}

interface AddressFieldsProps {
  readonly shopId: string;
  readonly value: AddressDraft;
  readonly set: (change: Partial<AddressDraft>) => void;
  readonly errors: Readonly<Record<string, string>>;
}

function Book({ shopId, value, set }: Omit<AddressFieldsProps, 'errors'>): ReactNode {
  const { address: words } = useWords('seller');
  const { addresses, forget } = useAddressBook(shopId);
  if (addresses.length === 0) return null;
  const isNew = !addresses.some((known) => isSameAddress(known, value));
  return (
    <fieldset className="field">
      <legend>{words.book}</legend>
      <div className="choices">
        {addresses.map((known) => (
          <div key={JSON.stringify(known)} className="book-entry">
            <label className="choice">
              <input
                type="radio"
                name={`book ${shopId}`}
                checked={isSameAddress(known, value)}
                onChange={() => set(known)}
              />
              <span>
                {known.name} <span className="number">{known.phone}</span>
                <small>{known.address}</small>
              </span>
            </label>
            <button
              type="button"
              className="icon-button"
              aria-label={`${words.forget}：${known.address}`}
              onClick={() => forget(known)}
            >
              <Icon name="close" size={18} />
            </button>
          </div>
        ))}
        <label className="choice">
          <input type="radio" name={`book ${shopId}`} checked={isNew} onChange={() => set(NO_ADDRESS)} />
          <span>{words.other}</span>
        </label>
      </div>
    </fieldset>
  );
}

/** Where the goods are to be sent, written anew or taken from the addresses that this device remembers. */
export function AddressFields({ shopId, value, set, errors }: AddressFieldsProps): ReactNode {
  const { address: words } = useWords('seller');
  return (
    <>
      <Book shopId={shopId} value={value} set={set} />
      <div className="field-pair">
        <TextField label={words.name} value={value.name} onChange={(name) => set({ name })} error={errors.name} />
        <TextField
          label={words.phone}
          type="tel"
          value={value.phone}
          onChange={(phone) => set({ phone })}
          error={errors.phone}
        />
      </div>
      <TextArea
        label={words.address}
        rows={2}
        most={200}
        value={value.address}
        onChange={(address) => set({ address })}
        error={errors.address}
      />
      <label className="row">
        <input type="checkbox" checked={value.keep} onChange={(event) => set({ keep: event.target.checked })} />
        {words.keep}
      </label>
    </>
  );
}
