import type { CommandType } from '../src/domain/command.ts';

/** One command of the mix, as a party sends it. */
export interface Step {
  readonly by: 'buyer' | 'seller' | 'mediator';
  readonly command: CommandType;
  /** The body on the wire. */
  readonly body: object;
}

/** Where a claim's rows are, and who its people are. */
export interface Subject {
  readonly claimId: string;
  readonly orderId: string;
  readonly shopId: string;
  readonly buyerId: string;
}

const AMOUNT = 12_900;

const WORDS =
  '收到的包裹外箱已经破损,打开后发现鞋子左脚的鞋跟开裂,鞋盒也被压扁。已经拍了照片和开箱视频,希望卖家尽快处理,谢谢。';
const ANSWER = '发货前我们检查过并称了重,包装完好,仓库有监控录像可以核对;请先联系快递公司确认运输途中的情况。';

const terms = {
  remedy: 'refund_only',
  reason: 'damaged',
  amount: AMOUNT,
  goods_received: true,
  description: WORDS,
  files: [],
};

export const OPENING_TERMS = terms;

const propose: Step = {
  by: 'seller',
  command: 'propose',
  body: { remedy: 'refund_only', amount: 3_000, freight: 'seller', words: ANSWER },
};
const decline: Step = { by: 'buyer', command: 'decline_proposal', body: { words: WORDS } };
const refuse: Step = { by: 'seller', command: 'refuse', body: { reason: 'goods_fine', words: ANSWER, files: [] } };
const modify = (amount: number): Step => ({
  by: 'buyer',
  command: 'modify_terms',
  body: { terms: { ...terms, amount } },
});
const ask: Step = { by: 'buyer', command: 'request_intervention', body: { words: WORDS, files: [] } };
const buyerShows: Step = { by: 'buyer', command: 'submit_evidence', body: { words: WORDS, files: [] } };
const sellerShows: Step = { by: 'seller', command: 'submit_evidence', body: { words: ANSWER, files: [] } };
const take: Step = { by: 'mediator', command: 'take', body: {} };
const withdrawAsking: Step = { by: 'buyer', command: 'withdraw_intervention', body: {} };

const QUARREL = [propose, decline, refuse, modify(AMOUNT - 900)] as const;
const INTERVENTION = [
  refuse,
  ask,
  buyerShows,
  sellerShows,
  take,
  propose,
  decline,
  sellerShows,
  withdrawAsking,
  modify(AMOUNT),
] as const;

/** One turn of the mix: negotiation, then an intervention with evidence, and back to where it began. */
export const TURN: readonly Step[] = [...QUARREL, ...INTERVENTION];

/**
 * What one claim can take before the rules stop it: two interventions (R35), then quarrels until the modifications are
 * used up (R15). Every step is accepted at its place.
 */
export const LIFE: readonly Step[] = [...TURN, ...TURN, ...Array.from({ length: 6 }, () => QUARREL).flat()];

/** The header `Act-As` of a step's party. */
export function actAsOf({ by }: Step, { buyerId, shopId }: Subject): string {
  if (by === 'buyer') return `buyer:${buyerId}`;
  return by === 'seller' ? `seller:${shopId}/agent` : 'mediator:M1';
}
