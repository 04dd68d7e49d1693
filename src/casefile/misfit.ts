import type { Static, TSchema } from 'typebox';
import { Check } from 'typebox/value';
import { canonical } from '../proof/digest.ts';
import type { Unpacked } from './unpack.ts';

/** Something in a case file does not fit; the message says what. */
export class Misfit extends Error {
  override readonly name = 'Misfit';
}

export type Entries = ReadonlyMap<string, Unpacked>;

/** A JSON entry that is there, of the right shape, and written in the one way in which its content is written. */
export function jsonOf<S extends TSchema>(entries: Entries, path: string, schema: S): Static<S> {
  const bytes = entries.get(path)?.bytes;
  if (!bytes) throw new Misfit(`${path} is missing`);
  const text = bytes.toString('utf8');
  const value = parsed(text, path);
  if (!Check(schema, value)) throw new Misfit(`${path} has not the shape of a case file’s`);
  return value as Static<S>;
}

function parsed(text: string, path: string): unknown {
  let value: unknown;
  let written = '';
  try {
    value = JSON.parse(text);
    written = `${canonical(value)}\n`;
  } catch {
    throw new Misfit(`${path} is not JSON`);
  }
  if (written !== text) throw new Misfit(`${path} is not written as a case file’s JSON is (RFC 8785)`);
  return value;
}
