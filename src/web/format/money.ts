import type { Locale } from '../../../locales/locale.ts';
import { remembered } from './formats.ts';

const currencies = remembered((tag, currency) => new Intl.NumberFormat(tag, { style: 'currency', currency }));
const plain = remembered(
  (_tag, currency) =>
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2,
);

/** How many digits stand behind the point in this currency: CNY 2, JPY 0. */
export function fractionDigits(currency: string): number {
  return plain('en', currency);
}

/** Minor units as a decimal text: `12900` CNY is `129.00`. No division, so amounts stay exact (R5). */
export function decimalOf(amount: number, currency: string): string {
  const digits = fractionDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const point = text.length - digits;
  return `${amount < 0 ? '-' : ''}${text.slice(0, point)}${digits > 0 ? `.${text.slice(point)}` : ''}`;
}

/** Minor units from what somebody typed (`129`, `129.5`, `1,290.00`); null when that is no amount of this currency. */
export function amountOf(text: string, currency: string): number | null {
  const digits = fractionDigits(currency);
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d*))?$/.exec(text.trim().replace(/[,，\s¥￥]/g, '')) ?? [];
  if (whole === undefined || fraction.length > digits) return null;
  return Number(whole + fraction.padEnd(digits, '0'));
}

/** Minor units as money in a language: `¥129.00`, `CN¥129.00` (R5). */
export function formatMoney(locale: Locale, amount: number, currency: string): string {
  return currencies(locale, currency).format(decimalOf(amount, currency) as `${number}`);
}
