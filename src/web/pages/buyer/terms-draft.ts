import type { Remedy } from '../../../domain/claim.ts';
import type { Reason } from '../../../domain/policy.ts';
import type { Terms, TermsInput } from '../../api/shapes.ts';
import { amountOf, decimalOf } from '../../format/money.ts';
import { type Asking, isFullOnly, mostFor, reasonsFor, receivedChoices, remedyChoices } from './terms-options.ts';

/** What is typed into the form. An amount that nobody has touched is null, and then the most that may be asked. */
export interface TermsDraft {
  readonly remedy: Remedy | null;
  readonly received: boolean | null;
  readonly reason: string;
  readonly amount: string | null;
  readonly description: string;
  readonly files: readonly string[];
}

export const EMPTY_TERMS: TermsDraft = {
  remedy: null,
  received: null,
  reason: '',
  amount: null,
  description: '',
  files: [],
};

export function draftOf(terms: Terms, currency: string): TermsDraft {
  const { remedy, reason, amount, goods_received: received, description, files } = terms;
  return { remedy, received, reason, amount: decimalOf(amount, currency), description, files };
}

/** The form as it stands: what was chosen, as far as it can still be chosen, and what there is to choose from. */
export interface TermsChoices {
  readonly remedies: readonly Remedy[];
  readonly remedy: Remedy | null;
  readonly received: readonly boolean[];
  readonly isReceived: boolean | null;
  readonly reasons: readonly Reason[];
  readonly reason: Reason | null;
  readonly most: number | null;
  readonly isFullOnly: boolean;
  /** What stands in the field for the amount. */
  readonly amount: string;
}

/** A choice that leaves no choice is made already. */
function onlyOf<T>(choices: readonly T[], chosen: T | null): T | null {
  if (chosen !== null && choices.includes(chosen)) return chosen;
  return choices.length === 1 ? (choices[0] ?? null) : null;
}

export function choicesIn(draft: TermsDraft, asking: Asking): TermsChoices {
  const remedies = remedyChoices(asking);
  const remedy = onlyOf(remedies, draft.remedy);
  const received = remedy ? receivedChoices(asking, remedy) : [];
  const isReceived = onlyOf(received, draft.received);
  const reasons = remedy && isReceived !== null ? reasonsFor(asking, remedy, isReceived) : [];
  const reason = reasons.find(({ code }) => code === draft.reason) ?? null;
  const most = reason && mostFor(asking, reason);
  const full = isFullOnly(asking);
  const { currency } = asking.line;
  const untouched = most === null ? '' : decimalOf(most, currency);
  const amount = full ? untouched : (draft.amount ?? untouched);
  return { remedies, remedy, received, isReceived, reasons, reason, most, isFullOnly: full, amount };
}

export type TermsField = 'remedy' | 'received' | 'reason' | 'amount';

/** The terms as they are sent, or which field says nothing that could be sent. */
export function termsIn(draft: TermsDraft, choices: TermsChoices, currency: string): TermsInput | TermsField {
  const { remedy, isReceived, reason } = choices;
  const amount = amountOf(choices.amount, currency);
  if (!remedy) return 'remedy';
  if (isReceived === null) return 'received';
  if (!reason) return 'reason';
  if (amount === null) return 'amount';
  const { description, files } = draft;
  return { remedy, reason: reason.code, amount, goods_received: isReceived, description, files: [...files] };
}
