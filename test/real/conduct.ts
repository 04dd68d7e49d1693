// What people do, by where the claim stands: a seeded mix of answers, quarrels and silence. Whether they may is not
// decided here; each asks the service for their actions first, and takes one that is on offer.

import type { CommandType } from '../../src/domain/command.ts';
import { needsReturn } from '../../src/domain/remedies.ts';
import type { Chance } from './chance.ts';
import type { ClaimSeen, Market } from './market.ts';

export type Role = 'buyer' | 'seller' | 'mediator' | 'supervisor';

export interface Situation {
  readonly claim: ClaimSeen;
  readonly chance: Chance;
  readonly market: Market;
  /** `Act-As` of whoever moves. */
  readonly actor: string;
}

export interface Move {
  readonly weight: number;
  readonly by: Role;
  readonly command: CommandType;
  /** How long they think, in hours: at least, and at most. */
  readonly hours: readonly [number, number];
  readonly body?: (situation: Situation) => object | Promise<object>;
  /** Only where this holds, besides being on offer. */
  readonly when?: (claim: ClaimSeen) => boolean;
}

/** Nobody moves, and the deadline decides. */
export interface Silence {
  readonly weight: number;
  readonly silence: true;
}

/** Goods that are still to be shipped: the marketplace says that they were (R22). */
export interface Shipping {
  readonly weight: number;
  readonly ships: true;
  readonly hours: readonly [number, number];
}

export type Choice = Move | Silence | Shipping;

const silence = (weight: number): Silence => ({ weight, silence: true });

const file = async ({ market, actor }: Situation) => [await market.upload(actor)];
const pick = ({ chance }: Situation, words: readonly [string, ...string[]]) => chance.oneOf(words);

const BUYER_SAYS = [
  'O produto que recebi não é o que comprei, veja as fotos.',
  'Já faz muitos dias e ninguém resolve, preciso de uma solução.',
  '照片里可以看到问题,请平台核实。',
] as const;
const SELLER_SAYS = [
  'Conferimos o pedido antes do envio e estava tudo certo.',
  'A transportadora confirma a entrega, segue o comprovante.',
  '发货前已经检查并称重,有监控录像。',
] as const;

const saying = (says: typeof BUYER_SAYS | typeof SELLER_SAYS) => (situation: Situation) => ({
  words: pick(situation, says),
});
const showing = (says: typeof BUYER_SAYS | typeof SELLER_SAYS) => async (situation: Situation) => ({
  words: pick(situation, says),
  files: await file(situation),
});

const parcel = ({ chance }: Situation) => ({
  carrier: 'Correios',
  tracking_number: `BR${Math.floor(chance.between(1e8, 1e9))}`,
});

function agreement({ claim }: Situation): object {
  const address = { name: 'Centro de devolução', phone: '+55 11 4000-0000', address: 'Rua das Flores 100, São Paulo' };
  return needsReturn(claim.terms.remedy) ? { return_address: address } : {};
}

async function refusal(situation: Situation): Promise<object> {
  const proves = situation.chance.happens(0.4);
  const reason = proves
    ? situation.chance.oneOf(['already_delivered', 'buyer_caused'])
    : situation.chance.oneOf(['goods_fine', 'no_evidence', 'outside_terms', 'negotiating', 'other']);
  const words = pick(situation, SELLER_SAYS);
  return { reason, words, files: proves ? await file(situation) : [] };
}

function offer(situation: Situation): object {
  const { claim, chance } = situation;
  const amount = Math.max(1, Math.floor(claim.terms.amount * chance.between(0.3, 0.8)));
  return { remedy: 'refund_only', amount, freight: 'seller', words: pick(situation, SELLER_SAYS) };
}

function otherTerms({ claim, chance }: Situation): object {
  const { freight: _, ...terms } = claim.terms;
  const amount = Math.max(1, Math.floor(terms.amount * chance.between(0.6, 1)));
  return { terms: { ...terms, amount, description: `${terms.description} Aceito outro valor.` } };
}

/** A whole refund of goods that the buyer keeps is not offered (R51): such goods come back, or a part is refunded. */
function rulingFor(claim: ClaimSeen, chance: Chance): object {
  const { remedy: asked, amount: all, goods_received: received } = claim.terms;
  const verdict = chance.weighted(VERDICTS) ?? VERDICTS[0];
  const findings = [{ text: 'Foram examinadas as provas das duas partes.', files: claim.intervention?.files ?? [] }];
  const rest = { fault: verdict.fault, findings, reason_code: verdict.reason, rules: ['R50'] };
  if (verdict.fault === 'buyer') {
    return { ...rest, remedy: 'none', amount: 0, return_goods: false, freight: 'buyer', funding: 'seller' };
  }
  const sendsBack = received && asked === 'refund_only' && (isDear(claim) || chance.happens(0.5));
  const remedy = sendsBack ? 'return_refund' : asked;
  const amount = received && remedy === 'refund_only' ? partOf(all) : all;
  const funding = verdict.fault === 'carrier' ? 'carrier' : 'seller';
  return { ...rest, remedy, amount, return_goods: needsReturn(remedy), freight: 'seller', funding };
}

/** Less than the price of the goods alone, even where shipping was most of what was paid. */
const partOf = (amount: number) => Math.max(1, Math.floor(amount / 8));

const VERDICTS = [
  { weight: 60, fault: 'seller', reason: 'seller_failed_burden' },
  { weight: 25, fault: 'buyer', reason: 'buyer_failed_burden' },
  { weight: 8, fault: 'carrier', reason: 'delivery_not_proven' },
  { weight: 7, fault: 'both', reason: 'other' },
] as const;

function appealDecision({ claim, chance }: Situation): object {
  const words = 'As novas provas foram examinadas por outra pessoa.';
  if (chance.happens(0.5)) return { outcome: 'upheld', words };
  if (claim.ruling?.remedy !== 'none' && claim.appeal?.by === 'seller') return { outcome: 'overturned', words };
  const { goods_received: received, amount } = claim.terms;
  const ruling = {
    fault: 'seller',
    remedy: 'refund_only',
    amount: received ? partOf(amount) : amount,
    return_goods: false,
    freight: 'seller',
    funding: 'seller',
    findings: [{ text: 'A nova prova mostra o defeito.', files: [] }],
    reason_code: 'defect_proven',
    rules: ['R56'],
  };
  return { outcome: 'overturned', words, ruling };
}

function lateEvidence({ claim }: Situation): object {
  const undecided = claim.intervention?.evidence.find(({ admitted }) => admitted === null);
  return { evidence_id: undecided?.id ?? 'evd_none', admitted: true, words: 'É relevante para o caso.' };
}

/** From this amount on a ruling needs a second look (R52). */
export const isDear = ({ terms }: ClaimSeen) => terms.amount >= 50_000;

const hasLateEvidence = ({ intervention }: ClaimSeen) =>
  intervention?.evidence.some(({ admitted }) => admitted === null) ?? false;
const isUnowned = ({ intervention }: ClaimSeen) => intervention?.owner === null;
const isOwned = ({ intervention }: ClaimSeen) => (intervention?.owner ?? null) !== null;
const isFirstLevel = (claim: ClaimSeen) => isOwned(claim) && claim.intervention?.level === 1;

const answers = (by: 'buyer' | 'seller'): readonly Choice[] => [
  { weight: 40, by, command: 'accept_proposal', hours: [1, 40] },
  { weight: 40, by, command: 'decline_proposal', hours: [1, 40], body: () => ({}) },
  silence(20),
];

const withdraw: Move = { weight: 3, by: 'buyer', command: 'withdraw', hours: [2, 60] };
const call: Move = {
  weight: 2,
  by: 'buyer',
  command: 'request_call',
  hours: [1, 10],
  body: () => ({ phone: '+55 11 98888-7777' }),
};
const agree = (weight: number): Move => ({ weight, by: 'seller', command: 'agree', hours: [1, 60], body: agreement });

const STEP_IN = { words: 'A plataforma assume o caso.' };

const REVIEW: readonly Choice[] = [
  { weight: 60, by: 'mediator', command: 'take', hours: [2, 72], when: isUnowned },
  {
    weight: 70,
    by: 'mediator',
    command: 'rule',
    hours: [4, 100],
    when: isOwned,
    body: ({ claim, chance }) => rulingFor(claim, chance),
  },
  {
    weight: 5,
    by: 'mediator',
    command: 'require_evidence',
    hours: [2, 48],
    when: isOwned,
    body: ({ chance }) => ({ from: chance.oneOf(['buyer', 'seller']), words: 'Mostre mais uma foto.' }),
  },
  {
    weight: 40,
    by: 'mediator',
    command: 'admit_evidence',
    hours: [2, 24],
    when: hasLateEvidence,
    body: lateEvidence,
  },
  { weight: 4, by: 'mediator', command: 'escalate', hours: [2, 48], when: isFirstLevel, body: () => STEP_IN },
  {
    weight: 3,
    by: 'mediator',
    command: 'suspend',
    hours: [2, 24],
    when: isOwned,
    body: ({ chance }) => ({ ground: chance.oneOf(['settlement', 'court']), words: 'As partes querem conversar.' }),
  },
  { weight: 5, by: 'seller', command: 'submit_evidence', hours: [2, 48], body: showing(SELLER_SAYS) },
  { weight: 5, by: 'buyer', command: 'submit_evidence', hours: [2, 48], body: saying(BUYER_SAYS) },
  agree(3),
];

export type Place = keyof typeof CONDUCT;

export const CONDUCT = {
  unshipped: [agree(30), silence(30), withdraw, call, { weight: 35, ships: true, hours: [4, 44] }],
  awaiting_seller: [
    agree(22),
    { weight: 48, by: 'seller', command: 'refuse', hours: [1, 100], body: refusal },
    { weight: 10, by: 'seller', command: 'propose', hours: [1, 60], body: offer },
    { weight: 3, by: 'mediator', command: 'step_in', hours: [10, 60], body: () => STEP_IN },
    withdraw,
    call,
    silence(12),
  ],
  proposal_to_buyer: answers('buyer'),
  proposal_to_seller: answers('seller'),
  refused: [
    { weight: 60, by: 'buyer', command: 'request_intervention', hours: [1, 110], body: showing(BUYER_SAYS) },
    { weight: 15, by: 'buyer', command: 'modify_terms', hours: [1, 110], body: otherTerms },
    { weight: 5, by: 'buyer', command: 'propose', hours: [1, 80], body: offer },
    agree(6),
    withdraw,
    silence(10),
  ],
  awaiting_return: [
    { weight: 80, by: 'buyer', command: 'ship_return', hours: [5, 150], body: parcel },
    { weight: 4, by: 'seller', command: 'appeal', hours: [5, 60], body: showing(SELLER_SAYS) },
    silence(16),
  ],
  awaiting_inspection: [
    { weight: 50, by: 'seller', command: 'confirm_return', hours: [24, 220], body: () => ({}) },
    { weight: 35, by: 'seller', command: 'contest_return', hours: [24, 220], body: showing(SELLER_SAYS) },
    { weight: 8, by: 'seller', command: 'request_intervention', hours: [24, 220], body: saying(SELLER_SAYS) },
    silence(22),
  ],
  awaiting_replacement: [
    { weight: 75, by: 'seller', command: 'ship_replacement', hours: [12, 110], body: parcel },
    silence(25),
  ],
  awaiting_acceptance: [
    { weight: 60, by: 'buyer', command: 'accept_replacement', hours: [48, 230], body: () => ({}) },
    silence(40),
  ],
  evidence: [
    { weight: 22, by: 'buyer', command: 'submit_evidence', hours: [1, 30], body: showing(BUYER_SAYS) },
    { weight: 22, by: 'seller', command: 'submit_evidence', hours: [1, 30], body: showing(SELLER_SAYS) },
    { weight: 14, by: 'buyer', command: 'finish_evidence', hours: [1, 30] },
    { weight: 14, by: 'seller', command: 'finish_evidence', hours: [1, 30] },
    { weight: 8, by: 'mediator', command: 'take', hours: [1, 20], when: isUnowned },
    { weight: 3, by: 'buyer', command: 'withdraw_intervention', hours: [5, 40] },
    { weight: 3, by: 'seller', command: 'propose', hours: [1, 30], body: offer },
    agree(3),
    withdraw,
    silence(10),
  ],
  seller_reply: [
    { weight: 50, by: 'seller', command: 'finish_evidence', hours: [1, 22] },
    { weight: 10, by: 'seller', command: 'propose', hours: [1, 20], body: offer },
    silence(40),
  ],
  review: [...REVIEW, silence(10)],
  overdue: [...REVIEW, silence(30)],
  suspended: [{ weight: 60, by: 'mediator', command: 'resume', hours: [24, 300] }, agree(10), silence(30)],
  awaiting_approval: [
    { weight: 75, by: 'supervisor', command: 'approve_ruling', hours: [2, 60] },
    {
      weight: 12,
      by: 'supervisor',
      command: 'send_back_ruling',
      hours: [2, 60],
      body: () => ({ words: 'Explique melhor.' }),
    },
    silence(13),
  ],
  appealable: [
    { weight: 25, by: 'buyer', command: 'appeal', hours: [1, 40], body: showing(BUYER_SAYS) },
    { weight: 25, by: 'seller', command: 'appeal', hours: [1, 40], body: showing(SELLER_SAYS) },
    silence(50),
  ],
  appeal: [
    { weight: 75, by: 'supervisor', command: 'decide_appeal', hours: [10, 120], body: appealDecision },
    silence(25),
  ],
} as const satisfies Record<string, readonly Choice[]>;
