import { needsReturn } from '../../../domain/remedies.ts';
import type { CommandBody } from '../../api/commands.ts';
import type { Claim, Ruling } from '../../api/shapes.ts';
import { amountOf } from '../../format/money.ts';

export interface DraftFinding {
  readonly key: string;
  readonly text: string;
  readonly files: readonly string[];
}

/** A ruling while it is being written; empty where nothing is chosen yet. */
export interface RulingDraft {
  readonly fault: Ruling['fault'] | '';
  readonly remedy: Ruling['remedy'] | '';
  /** As typed, in whole units. */
  readonly amount: string;
  readonly freight: Ruling['freight'] | '';
  readonly funding: Ruling['funding'] | '';
  readonly reasonCode: Ruling['reason_code'] | '';
  readonly rules: string;
  readonly findings: readonly DraftFinding[];
}

export const EMPTY_RULING: RulingDraft = {
  fault: '',
  remedy: '',
  amount: '',
  freight: '',
  funding: '',
  reasonCode: '',
  rules: 'R50 R54',
  findings: [{ key: '1', text: '', files: [] }],
};

/** R54: freight follows fault. What goes with a fault most often; the mediator may choose otherwise. */
const USUAL: { readonly [F in Ruling['fault']]: Pick<Ruling, 'freight' | 'funding'> } = {
  seller: { freight: 'seller', funding: 'seller' },
  buyer: { freight: 'buyer', funding: 'seller' },
  both: { freight: 'shared', funding: 'seller' },
  carrier: { freight: 'platform', funding: 'carrier' },
  platform: { freight: 'platform', funding: 'platform' },
  none: { freight: 'shared', funding: 'seller' },
};

export function withFault(fault: Ruling['fault']): Partial<RulingDraft> {
  return { fault, ...USUAL[fault] };
}

/** Money to the seller is no amount to the buyer. */
export function amountIn({ remedy, amount }: RulingDraft, currency: string): number | null {
  return remedy === 'none' ? 0 : amountOf(amount, currency);
}

const chosen = <T extends string>(value: T | ''): T | undefined => (value === '' ? undefined : value);

/** What is missing is left out, and the server says so at its field. */
export function rulingBody(draft: RulingDraft, { currency }: Pick<Claim, 'currency'>): CommandBody<'rule'> {
  const remedy = chosen(draft.remedy);
  const body = {
    fault: chosen(draft.fault),
    remedy,
    amount: amountIn(draft, currency) ?? undefined,
    return_goods: remedy === undefined ? false : needsReturn(remedy),
    freight: chosen(draft.freight),
    funding: chosen(draft.funding),
    findings: draft.findings.map(({ text, files }) => ({ text, files: [...files] })),
    reason_code: chosen(draft.reasonCode),
    rules: draft.rules.split(/[\s,，、]+/).filter((rule) => rule !== ''),
  };
  return body as CommandBody<'rule'>;
}
