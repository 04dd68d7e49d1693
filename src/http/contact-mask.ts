/** Digits as keyboards for Chinese also write them, each one character long. */
const narrowed = (text: string) =>
  text.replace(/[\uff10-\uff19\uff0b]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

/** Ways to meet outside. Each is bounded or linear, for everybody may send it anything. */
const WAYS: readonly RegExp[] = [
  // Mobile numbers of mainland China, also in groups; longer rows of digits are numbers of orders and parcels.
  /(?<![\d])(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ .-]?\d{4}[ .-]?\d{4}(?!\d)/g,
  // Mobile numbers of Taiwan, and fixed lines with their area.
  /(?<!\d)09\d{2}[ -]?\d{3}[ -]?\d{3}(?!\d)/g,
  /(?<!\d)0\d{2,3}-\d{7,8}(?!\d)/g,
  /\+\d{1,3}(?:[ -]?\d{2,4}){2,4}(?!\d)/g,
  /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/g,
  /(?:https?:\/\/|www\.)[\x21-\x7e]+/gi,
  /(?<=(?:微信|weixin|wechat|(?<![a-z])vx|(?<![a-z])qq)号?號?[ :\uff1a]{0,3})[A-Za-z0-9_-]{5,20}/gi,
];

/** How many characters stay, so that who wrote it knows what is meant. */
const SHOWN = 3;

/**
 * What one party wrote, as the other one reads it: telephone numbers, e-mail addresses, links and messenger names are
 * shortened, so that the two meet here and not outside. Whoever decides reads the whole.
 */
export function maskContacts(text: string): string {
  const plain = narrowed(text);
  const covered: [number, number][] = [];
  for (const way of WAYS) {
    for (const { index, 0: found } of plain.matchAll(way)) covered.push([index + SHOWN, index + found.length]);
  }
  if (covered.length === 0) return text;
  let masked = '';
  let at = 0;
  for (const [from, to] of covered.sort(([a], [b]) => a - b)) {
    if (to <= at) continue;
    masked += `${text.slice(at, Math.max(at, from))}****`;
    at = to;
  }
  return masked + text.slice(at);
}
