import type { Position } from '../../../src/domain/process.ts';
import { type Body, BUYER, type Market, MEDIATOR, SELLER } from './market.ts';

type Claim = Body;
type Step = (market: Market, claim: Claim) => Promise<unknown>;

const WORDS = { words: '请看说明' };
const ADDRESS = { name: '张三', phone: '+86 571 0000', address: '杭州市文一西路 969 号' };
const PROPOSAL = { remedy: 'refund_only', amount: 100, freight: 'seller', words: '退一部分可以吗' };
const PARCEL = { carrier: 'SF', tracking_number: 'SF1' };

/** A ruling for the buyer, as the desk would write it. */
export function rulingOf(more: object = {}) {
  return {
    fault: 'seller',
    remedy: 'refund_only',
    amount: 5000,
    return_goods: false,
    freight: 'seller',
    funding: 'seller',
    findings: [{ text: '照片显示鞋底开胶', files: [] }],
    reason_code: 'defect_proven',
    rules: ['R50'],
    ...more,
  };
}

const by =
  (as: string, command: string, body: object = {}): Step =>
  (market, claim) =>
    market.give(as, claim, command, body);

const refuse = by(SELLER, 'refuse', { reason: 'goods_fine', words: '商品没有问题' });
const ask = by(BUYER, 'request-intervention', WORDS);
const take = by(MEDIATOR, 'take');
const agree = by(SELLER, 'agree', { return_address: ADDRESS });
const sendBack = by(BUYER, 'ship-return', PARCEL);
const receive = by(SELLER, 'confirm-return');
const intervene = [refuse, ask, take];
const review = [...intervene, by(SELLER, 'finish-evidence'), by(BUYER, 'finish-evidence')];
const returning = { remedy: 'return_refund' };
const exchanging = { remedy: 'exchange' };

interface Story {
  readonly position: Position;
  readonly line?: object;
  readonly terms?: object;
  readonly steps: readonly Step[];
}

/** One claim for every place where a claim can stand, in two of them once more with what changes who may do what. */
const STORIES = {
  awaiting_seller: { position: 'awaiting_seller', steps: [by(SELLER, 'propose', PROPOSAL)] },
  refused: { position: 'refused', steps: [refuse] },
  awaiting_return: { position: 'awaiting_return', terms: returning, steps: [agree] },
  awaiting_inspection: { position: 'awaiting_inspection', terms: returning, steps: [agree, sendBack] },
  awaiting_replacement: { position: 'awaiting_replacement', terms: exchanging, steps: [agree, sendBack, receive] },
  awaiting_acceptance: {
    position: 'awaiting_acceptance',
    terms: exchanging,
    steps: [agree, sendBack, receive, by(SELLER, 'ship-replacement', PARCEL)],
  },
  evidence: { position: 'evidence', steps: intervene },
  'evidence, suspended': {
    position: 'evidence',
    steps: [...intervene, by(MEDIATOR, 'suspend', { ground: 'court', ...WORDS })],
  },
  reply: { position: 'reply', steps: [...intervene, by(BUYER, 'finish-evidence')] },
  required: {
    position: 'required',
    steps: [...review, by(MEDIATOR, 'require-evidence', { from: 'seller', ...WORDS })],
  },
  review: { position: 'review', steps: review },
  awaiting_approval: {
    position: 'awaiting_approval',
    line: { amount: 60_000 },
    terms: { amount: 60_000, ...returning },
    steps: [...review, by(MEDIATOR, 'rule', rulingOf({ amount: 60_000, return_goods: true, ...returning }))],
  },
  refunding: { position: 'refunding', steps: [by(SELLER, 'agree')] },
  'refunding, ruled': { position: 'refunding', steps: [...review, by(MEDIATOR, 'rule', rulingOf())] },
  succeeded: {
    position: 'succeeded',
    steps: [
      async (market, claim) => {
        const { refund } = await market.give(SELLER, claim, 'agree');
        await market.post(`/v1/refunds/${refund.id}/succeeded`, {});
      },
    ],
  },
  closed: { position: 'closed', steps: [by(BUYER, 'withdraw')] },
} as const satisfies Record<string, Story>;

export type StoryName = keyof typeof STORIES;

export interface PositionedClaim {
  readonly story: StoryName;
  readonly position: Position;
  readonly claim: Claim;
}

/** Tells every story once in one marketplace; each claim as the buyer sees it at its end. */
export async function claimsInEveryPosition(market: Market): Promise<PositionedClaim[]> {
  const told: PositionedClaim[] = [];
  for (const [story, { position, steps, ...setting }] of Object.entries(STORIES) as [StoryName, Story][]) {
    const claim = await market.open(await market.order(setting.line), setting.terms);
    for (const step of steps) await step(market, claim);
    told.push({ story, position, claim: await market.see(BUYER, claim) });
  }
  return told;
}
