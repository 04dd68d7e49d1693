import type { ReactNode } from 'react';
import { formatMoney } from '../format/money.ts';
import { useLocale } from '../language/locale.ts';

/** An amount in minor units, written as the reader's language writes money (R5). */
export function Money({ amount, currency }: { amount: number; currency: string }): ReactNode {
  return <span className="number">{formatMoney(useLocale(), amount, currency)}</span>;
}
