import { formatInstant, formatMoney } from '../../locales/format.ts';
import { WORDS } from '../../locales/locale.ts';
import { parseInstant } from '../contract/instant.ts';
import type { Facts } from './format.ts';
import type { ReadEvent } from './reading.ts';

/** The languages in which documents are made. */
export const TONGUES = ['zh-CN', 'en'] as const;
export type Tongue = (typeof TONGUES)[number];

type Named = Readonly<Record<string, string>>;

/** A name in a list of names; a name that the list does not know stays as it is. */
export function nameIn(names: Named, code: string): string {
  return Object.hasOwn(names, code) ? (names[code] ?? code) : code;
}

export function when(tongue: Tongue, instant: string, { time_zone }: Facts): string {
  const at = parseInstant(instant);
  return at === null ? instant : formatInstant(tongue, at, time_zone);
}

export function money(tongue: Tongue, amount: number, { currency }: Facts): string {
  return formatMoney(tongue, amount, currency);
}

export function eventName(tongue: Tongue, { type }: ReadEvent): string {
  return nameIn(WORDS[tongue].events, type);
}

export function roleName(tongue: Tongue, role: string): string {
  return nameIn(WORDS[tongue].roles, role);
}

export function reasonName(tongue: Tongue, code: string, facts: Facts): string {
  return (facts.reasons[code] ?? facts.refusal_reasons[code])?.[tongue] ?? code;
}

type Data = Readonly<Record<string, unknown>>;

function innerOf(data: Data): Data {
  const inner = data.terms ?? data.proposal ?? data.evidence ?? data.ruling ?? data;
  return typeof inner === 'object' && inner !== null ? (inner as Data) : data;
}

/** What somebody wrote in an event, if they did. */
export function wordsOf({ data }: ReadEvent): string | null {
  const inner = innerOf(data);
  const said = data.words ?? inner.words ?? inner.description;
  return typeof said === 'string' && said !== '' ? said : null;
}

function isFiles(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** The files that came with an event. */
export function filesOf({ data }: ReadEvent): readonly string[] {
  const inner = innerOf(data);
  return (
    ([data.files, inner.files].find((value) => isFiles(value) && value.length > 0) as readonly string[] | undefined) ??
    []
  );
}

/** Remedy, amount, reason and tracking number of an event, as far as it has them. */
export function pointsOf(tongue: Tongue, { data }: ReadEvent, facts: Facts): string[] {
  const inner = innerOf(data);
  const { remedy, amount, reason } = inner;
  const said = [
    typeof remedy === 'string' ? nameIn(WORDS[tongue].remedies, remedy) : null,
    typeof amount === 'number' ? money(tongue, amount, facts) : null,
    typeof reason === 'string' ? reasonName(tongue, reason, facts) : null,
    typeof data.carrier === 'string' ? `${data.carrier} ${data.tracking_number ?? ''}` : null,
  ];
  return said.filter((one) => one !== null);
}
