import type { Party } from '../src/domain/claim.ts';
import type { Because, Deadline, DeadlineName } from '../src/domain/deadline.ts';
import type { NoticeKind } from '../src/domain/notices.ts';
import { REFUSALS, type RefusalCode, type Refused } from '../src/domain/refusals.ts';
import type { Instant } from '../src/domain/time.ts';
import { formatInstant, formatLength, formatMoney, formatSpan } from './format.ts';
import { type Locale, WORDS } from './locale.ts';
import { FIELDS, type FieldWord, type ProblemWord } from './words.ts';

/** What a sentence mentions, by the names in its braces. */
export type Values = Readonly<Record<string, string | number>>;

const BRACKET = / ?(?:\([^()]*\)|（[^（）]*）)/g;
const PLACEHOLDER = /\{(\w+)\}/g;

/** Puts values into a sentence. A bracket whose value is not at hand is left out whole. */
export function fill(sentence: string, values: Values): string {
  if (!sentence.includes('{')) return sentence;
  const whole = (text: string) => [...text.matchAll(PLACEHOLDER)].every(([, name = '']) => name in values);
  return sentence
    .replace(BRACKET, (bracket) => (whole(bracket) ? bracket : ''))
    .replace(PLACEHOLDER, (placeholder, name: string) => String(values[name] ?? placeholder));
}

/** How to say instants: in which language, on which clocks. */
export interface Speaker {
  readonly locale: Locale;
  readonly timeZone: string;
}

/** R8, R33: why a command was refused and what to do, with the instants that lift it or close the claim. */
export function refusalSentence({ locale, timeZone }: Speaker, { code, availableAt, closesAt }: Refused): string {
  const { refusals, phrases } = WORDS[locale];
  const values = {
    ...(availableAt === null ? {} : { available_at: formatInstant(locale, availableAt, timeZone) }),
    ...(closesAt === null ? {} : { closes_at: formatInstant(locale, closesAt, timeZone) }),
  };
  const closing = code === 'VIRTUAL_WAIT' && availableAt !== null && closesAt !== null;
  return fill(closing ? phrases.virtual_wait_closing : refusals[code], values);
}

function isRefusal(code: RefusalCode | ProblemWord): code is RefusalCode {
  return Object.hasOwn(REFUSALS, code);
}

/** What went wrong and what to do about it, for any code a problem carries. */
export function problemSentence(locale: Locale, code: RefusalCode | ProblemWord, values: Values = {}): string {
  const { refusals, problems } = WORDS[locale];
  return fill(isRefusal(code) ? refusals[code] : problems[code], values);
}

/** The code in two or three words. */
export function problemTitle(locale: Locale, code: RefusalCode | ProblemWord): string {
  return WORDS[locale].titles[code];
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function isFieldWord(code: string): code is FieldWord {
  return Object.hasOwn(FIELDS, code);
}

/**
 * What is wrong with one field. Takes the names of JSON Schema as well (`minLength`); a check without words of its
 * own, or whose values are not at hand, is told as `invalid`.
 */
export function fieldSentence(locale: Locale, code: string, values: Values = {}): string {
  const { fields } = WORDS[locale];
  const word = snakeCase(code);
  const known = Object.fromEntries(Object.entries(values).map(([name, value]) => [snakeCase(name), value]));
  if (!isFieldWord(word) || !FIELDS[word].every((name) => name in known)) return fields.invalid;
  return fill(fields[word], known);
}

/** R65: one thing that may follow. Amounts in minor units. */
export type ConsequenceTold =
  | { readonly code: 'MONEY_AT_STAKE'; readonly amount: number; readonly currency: string }
  | { readonly code: 'DISPUTE_REFUND'; readonly number: number; readonly limit: number }
  | {
      readonly code: 'ACTIVITY_RESTRICTION' | 'SILENCE_AFTER_REFUSAL' | 'SILENCE_IN_EVIDENCE';
      readonly until: Instant;
    }
  | { readonly code: 'BURDEN_OF_PROOF'; readonly party: Party };

function consequenceValues({ locale, timeZone }: Speaker, told: ConsequenceTold): Values {
  switch (told.code) {
    case 'MONEY_AT_STAKE':
      return { money: formatMoney(locale, told.amount, told.currency) };
    case 'DISPUTE_REFUND':
      return { number: told.number, limit: told.limit };
    case 'BURDEN_OF_PROOF':
      return { party: WORDS[locale].roles[told.party] };
    case 'ACTIVITY_RESTRICTION':
    case 'SILENCE_AFTER_REFUSAL':
    case 'SILENCE_IN_EVIDENCE':
      return { until: formatInstant(locale, told.until, timeZone) };
  }
}

/** R65: what may follow, told before a seller refuses and before anybody asks for intervention. */
export function consequenceSentence(speaker: Speaker, told: ConsequenceTold): string {
  return fill(WORDS[speaker.locale].consequences[told.code], consequenceValues(speaker, told));
}

/** R3: one step of a deadline's derivation: how long, from when, by which rule, and how long it stood still. */
export function derivationSentence({ locale, timeZone }: Speaker, because: Because): string {
  const { phrases } = WORDS[locale];
  const values = {
    length: formatLength(locale, because.length),
    from: formatInstant(locale, because.from, timeZone),
    rule: because.rule,
  };
  if (because.paused === 0) return fill(phrases.derivation, values);
  return fill(phrases.derivation_paused, { ...values, paused: formatSpan(locale, because.paused) });
}

/** R3: when a deadline passes and what follows; R45: marked while the holidays of its year are not known. */
export function deadlineSentence({ locale, timeZone }: Speaker, { at, then, provisional }: Deadline): string {
  const { phrases, deadlines } = WORDS[locale];
  const sentence = fill(phrases.deadline, { at: formatInstant(locale, at, timeZone), then: deadlines[then] });
  return provisional ? fill(phrases.provisional, { sentence }) : sentence;
}

/** What a reminder mentions beside its kind. */
export interface Approaching {
  readonly deadlineAt: Instant;
  readonly then: DeadlineName;
  readonly askFrom: Instant | null;
}

/** What is told in an inbox; R33: a reminder says how a claim that may close too early is kept open. */
export function noticeSentence(
  { locale, timeZone }: Speaker,
  kind: NoticeKind,
  approaching: Approaching | null,
): string {
  const { events, phrases, deadlines } = WORDS[locale];
  if (kind === 'message.sent') return phrases.message_sent;
  if (kind !== 'deadline.approaching') return events[kind];
  if (!approaching) throw new Error('a reminder without its deadline');
  const at = formatInstant(locale, approaching.deadlineAt, timeZone);
  const { askFrom, then } = approaching;
  if (askFrom === null) return fill(phrases.deadline_approaching, { at, then: deadlines[then] });
  return fill(phrases.deadline_trap, { at, available_at: formatInstant(locale, askFrom, timeZone) });
}
