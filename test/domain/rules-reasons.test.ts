import { describe, expect, it } from 'vitest';
import type { Party, Remedy } from '../../src/domain/claim.ts';
import { REMEDIES } from '../../src/domain/claim.ts';
import { reasonNamed } from '../../src/domain/policy.ts';
import { taobaoClassic } from '../support/policies.ts';
import { opening, type Setting, scenario } from '../support/scenario.ts';

const LETTERS: Record<Remedy, string> = {
  refund_only: 'r',
  return_refund: 'R',
  exchange: 'x',
  repair: 'p',
  reship: 's',
};

/** The seven situations in which a buyer may ask, in the order of the table's columns. */
const SITUATIONS: readonly Setting[] = [
  { status: 'paid', goodsReceived: false },
  { status: 'shipped', goodsReceived: false },
  { status: 'shipped', goodsReceived: true },
  { status: 'succeeded', goodsReceived: false },
  { status: 'succeeded', goodsReceived: true },
  { goods: 'virtual', goodsReceived: false },
  { goods: 'virtual', goodsReceived: true },
];

interface Row {
  /** The reason, and for each situation the remedies that may be asked: rRxps, or `-`. */
  readonly reason: string;
  readonly remedies: string;
  readonly burden: readonly Party[];
  readonly buyerTrack?: true;
  readonly noShipping?: true;
  /** How many things the checklist names for the buyer and for the seller, and how many of them are required. */
  readonly shows: readonly [buyer: string, seller: string];
  readonly label: string;
}

const QUALITY = '- - rRx - rRxps - r';
const ANYTHING = 'r r rRx rs rRxps r r';

/** Section 9 of the rulebook, written out by hand. */
const ROWS: readonly Row[] = [
  {
    reason: 'not_shipped',
    remedies: 'r - - - - - -',
    burden: ['seller'],
    shows: ['0/0', '1/1'],
    label: '未按约定时间发货',
  },
  {
    reason: 'not_received',
    remedies: '- r - rs - r -',
    burden: ['seller'],
    shows: ['0/1', '2/2'],
    label: '未收到货 / 物流停滞',
  },
  {
    reason: 'empty_or_missing',
    remedies: '- - rRx - rRxs - r',
    burden: ['seller', 'buyer'],
    buyerTrack: true,
    shows: ['1/2', '3/3'],
    label: '空包裹 / 少件 / 漏发',
  },
  {
    reason: 'damaged',
    remedies: QUALITY,
    burden: ['seller', 'buyer'],
    buyerTrack: true,
    shows: ['2/2', '2/2'],
    label: '收到商品破损',
  },
  {
    reason: 'not_as_described',
    remedies: QUALITY,
    burden: ['buyer', 'seller'],
    buyerTrack: true,
    shows: ['2/2', '1/1'],
    label: '描述不符',
  },
  {
    reason: 'quality_visible',
    remedies: QUALITY,
    burden: ['buyer', 'seller'],
    buyerTrack: true,
    shows: ['1/2', '1/1'],
    label: '质量问题(可见)',
  },
  { reason: 'quality_hidden', remedies: QUALITY, burden: ['seller'], shows: ['0/1', '2/2'], label: '质量问题(内在)' },
  { reason: 'counterfeit', remedies: '- - rR - rR - r', burden: ['seller'], shows: ['0/1', '2/2'], label: '假冒商品' },
  {
    reason: 'wrong_item',
    remedies: QUALITY,
    burden: ['buyer', 'seller'],
    buyerTrack: true,
    shows: ['1/1', '1/1'],
    label: '发错货',
  },
  {
    reason: 'no_reason_7d',
    remedies: '- - R - R - -',
    burden: [],
    noShipping: true,
    shows: ['1/1', '1/1'],
    label: '7天无理由退货',
  },
  {
    reason: 'virtual_not_delivered',
    remedies: '- - - - - r r',
    burden: ['seller'],
    shows: ['1/1', '1/1'],
    label: '虚拟商品未到账 / 无法使用',
  },
  { reason: 'agreed', remedies: ANYTHING, burden: ['seller'], shows: ['1/1', '1/1'], label: '与卖家协商一致' },
  {
    reason: 'unwanted',
    remedies: 'r r rRx r rRx r r',
    burden: [],
    noShipping: true,
    shows: ['0/0', '0/0'],
    label: '多拍 / 拍错 / 不想要',
  },
  {
    reason: 'other',
    remedies: ANYTHING,
    burden: ['buyer'],
    buyerTrack: true,
    noShipping: true,
    shows: ['0/0', '0/0'],
    label: '其他',
  },
];

/** What the buyer has had since the day before, where the goods have come at all. */
const line = { receivedAt: Date.parse('2026-03-01T02:00:00Z') };

const isOpened = (setting: Setting) => opening({ line, ...setting }).refused === undefined;
const fullAmount = ({ noShipping }: Row) => (noShipping ? 12_900 : 13_500);

function remediesIn(situation: Setting, row: Row): string {
  const setting = { ...situation, reason: row.reason, amount: fullAmount(row) };
  return (
    REMEDIES.filter((remedy) => isOpened({ ...setting, remedy }))
      .map((remedy) => LETTERS[remedy])
      .join('') || '-'
  );
}

/** A situation and a remedy in which the reason may be given: the last one, with the goods at the buyer's if they can be. */
function typical({ reason, remedies }: Row): Setting {
  const columns = remedies.split(' ');
  const column = columns[2] === '-' ? columns.findIndex((letters) => letters !== '-') : 2;
  const remedy = columns[column]?.startsWith('r') ? 'refund_only' : 'return_refund';
  return { ...SITUATIONS[column], reason, remedy, line };
}

describe('the reasons', () => {
  it('R14: the default policy has these reasons and no others', () => {
    expect(taobaoClassic.reasons.map(({ code }) => code)).toEqual(ROWS.map(({ reason }) => reason));
  });

  it.each(ROWS)('R12, R14: $reason fits $remedies', (row) => {
    expect(SITUATIONS.map((situation) => remediesIn(situation, row)).join(' ')).toBe(row.remedies);
  });

  it.each(ROWS)('R14: $reason has a label in every language, in Chinese $label', ({ reason, label }) => {
    const { labels } = reasonNamed(taobaoClassic, reason);
    expect(labels['zh-CN']).toBe(label);
    expect([labels['zh-TW'].length > 0, labels.en.length > 0]).toEqual([true, true]);
  });

  it.each(ROWS)('R14: under $reason the buyer and the seller show $shows (required/all)', ({ reason, shows }) => {
    const { buyer, seller } = reasonNamed(taobaoClassic, reason).evidence;
    const count = (list: readonly { readonly required: boolean }[]) =>
      `${list.filter(({ required }) => required).length}/${list.length}`;
    expect([count(buyer), count(seller)]).toEqual(shows);
  });

  it.each(ROWS)('R14, R53: under $reason the burden of proof is on $burden', ({ reason, burden }) => {
    expect(reasonNamed(taobaoClassic, reason).burden).toEqual(burden);
  });

  it.each(ROWS)('R13: under $reason no more than was paid is refunded, with shipping or without', (row) => {
    const setting = typical(row);
    expect(isOpened({ ...setting, amount: fullAmount(row) })).toBe(true);
    expect(opening({ ...setting, amount: fullAmount(row) + 1 }).refused?.code).toBe('AMOUNT_TOO_HIGH');
  });

  it.each(ROWS)('R41: whether the buyer shows evidence first under $reason', (row) => {
    const s = scenario({ ...typical(row), amount: fullAmount(row) });
    s.mediator.stepIn();
    expect(s.claim.intervention?.track).toBe(row.buyerTrack ? 'buyer_first' : 'both');
  });

  it.each(ROWS)('R22: whether the seller may refuse under $reason', (row) => {
    const s = scenario({ ...typical(row), amount: fullAmount(row) });
    const mayNot = row.reason === 'no_reason_7d' || row.reason === 'not_shipped';
    expect(s.refusal(s.seller.actor, 'refuse')?.code).toBe(mayNot ? 'NOT_REFUSABLE' : undefined);
  });

  it.each(ROWS)('R54: who pays freight under $reason when the terms are silent', (row) => {
    const s = scenario({ ...typical(row), amount: fullAmount(row) });
    s.seller.agree();
    expect(s.claim.settlement?.freight).toBe(row.reason === 'no_reason_7d' ? 'buyer' : 'seller');
  });

  it.each([
    ['2026-03-01T02:00:00Z', '2026-03-08T15:59:59.999Z', true],
    ['2026-03-01T02:00:00Z', '2026-03-08T16:00:00Z', false],
    ['2026-03-01T15:59:59Z', '2026-03-08T15:59:59.999Z', true],
    ['2026-03-01T16:00:00Z', '2026-03-09T15:59:59.999Z', true],
    ['2026-03-01T16:00:00Z', '2026-03-09T16:00:00Z', false],
  ])('R14: received at %s, no reason is needed until the seventh day after is over: at %s %s', (received, now, may) => {
    const setting = { at: now, reason: 'no_reason_7d', line: { receivedAt: Date.parse(received) } };
    expect(opening(setting).refused?.code).toBe(may ? undefined : 'REASON_NOT_AVAILABLE');
  });
});
