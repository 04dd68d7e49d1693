import { useState } from 'react';

export interface Address {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
}

export const NO_ADDRESS: Address = { name: '', phone: '', address: '' };

function keyOf(shopId: string): string {
  return `gongdao.addresses ${shopId}`;
}

function isAddress(value: unknown): value is Address {
  const fields = value as Address | null;
  return [fields?.name, fields?.phone, fields?.address].every((field) => typeof field === 'string');
}

/** The shop's return addresses as this device knows them, the one used last first. */
export function readAddresses(shopId: string): readonly Address[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(shopId)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isAddress) : [];
  } catch {
    return [];
  }
}

function writeAddresses(shopId: string, addresses: readonly Address[]): void {
  try {
    localStorage.setItem(keyOf(shopId), JSON.stringify(addresses));
  } catch {
    // Storage that is full or forbidden costs the book, never the form.
  }
}

export function isSameAddress(one: Address, other: Address): boolean {
  return one.name === other.name && one.phone === other.phone && one.address === other.address;
}

const MOST = 10;

export function keepAddress(shopId: string, { name, phone, address }: Address): void {
  const added = { name, phone, address };
  const others = readAddresses(shopId).filter((known) => !isSameAddress(known, added));
  writeAddresses(shopId, [added, ...others].slice(0, MOST));
}

export function useAddressBook(shopId: string) {
  const [addresses, setAddresses] = useState(() => readAddresses(shopId));
  const forget = (address: Address) => {
    writeAddresses(
      shopId,
      readAddresses(shopId).filter((known) => !isSameAddress(known, address)),
    );
    setAddresses(readAddresses(shopId));
  };
  return { addresses, forget };
}
