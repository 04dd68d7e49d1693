import type { Static } from 'typebox';
import type { TermsBody } from '../../src/contract/terms.ts';
import type { Remedy } from '../../src/domain/claim.ts';
import type { Instant } from '../../src/domain/time.ts';
import { DAY } from '../../src/domain/time.ts';
import type { Chance } from './chance.ts';
import type { OrderSeen } from './market.ts';

/** What a buyer really wrote, in Portuguese, one or two stars. */
export interface Complaint {
  readonly order_id: string;
  readonly line_id: string;
  readonly score: number;
  readonly title: string | null;
  readonly words: string;
  readonly written_at: string;
}

export type Line = OrderSeen['lines'][number];
type Terms = Static<typeof TermsBody>;

/** What the words speak of, the first that fits; the reasons that such words may stand for. */
const TOPICS: readonly (readonly [RegExp, readonly [string, ...string[]]])[] = [
  [/n[ãa]o (recebi|chegou|foi entregue|entreg|me entreg)|ainda n[ãa]o|atras|nunca/i, ['not_received']],
  [/falt|apenas|s[óo] (veio|recebi|chegou|foi)|incomplet|metade/i, ['empty_or_missing']],
  [/quebr|danific|rasg|amass|avari|estrag|trinc/i, ['damaged']],
  [/errad|trocad|diferente|outr[oa] (produto|cor|modelo)/i, ['wrong_item', 'not_as_described']],
  [/defeit|n[ãa]o (funciona|liga)|parou/i, ['quality_hidden', 'quality_visible']],
  [/fals|pirata|r[ée]plica|n[ãa]o [ée] original/i, ['counterfeit']],
  [/devol|cancel|desist/i, ['unwanted', 'no_reason_7d', 'agreed']],
];
const OTHERWISE: readonly [string, ...string[]] = [
  'quality_visible',
  'not_as_described',
  'quality_hidden',
  'damaged',
  'other',
  'unwanted',
];

const SHIPPED: readonly Remedy[] = ['refund_only', 'return_refund', 'exchange'];
const ALL: readonly Remedy[] = [...SHIPPED, 'repair', 'reship'];
/** Rulebook section 9, after sale; where a reason is not named it may go with all five. */
const REMEDIES: Record<string, readonly Remedy[]> = {
  not_received: ['refund_only', 'reship'],
  empty_or_missing: ['refund_only', 'return_refund', 'reship', 'exchange'],
  counterfeit: ['refund_only', 'return_refund'],
  no_reason_7d: ['return_refund'],
  unwanted: SHIPPED,
};
/** R13: reasons that do not give the shipping back. */
const WITHOUT_SHIPPING = ['no_reason_7d', 'unwanted', 'other'];

function reasonFor(line: Line, { words }: Complaint, { chance, now }: Asking): string {
  if (line.status === 'paid') return chance.weighted(UNSHIPPED_REASONS)?.reason ?? 'not_shipped';
  const [, reasons] = TOPICS.find(([pattern]) => pattern.test(words)) ?? [null, OTHERWISE];
  const reason = chance.oneOf(reasons);
  const received = line.received_at ?? line.succeeded_at;
  const late = received !== null && received !== undefined && now >= Date.parse(received) + 7 * DAY;
  return reason === 'no_reason_7d' && late ? 'unwanted' : reason;
}

const UNSHIPPED_REASONS = [
  { reason: 'not_shipped', weight: 8 },
  { reason: 'unwanted', weight: 1 },
  { reason: 'other', weight: 1 },
];

/** Who gives one star wants the money back, who gives two may take something else. */
function remedyFor(line: Line, reason: string, { chance, complaint: { score } }: Asking): Remedy {
  if (line.status === 'paid' || line.status === 'closed') return 'refund_only';
  const byStatus = line.status === 'succeeded' ? ALL : SHIPPED;
  const fitting = byStatus.filter((remedy) => (REMEDIES[reason] ?? ALL).includes(remedy));
  const choices = fitting.map((remedy) => ({ remedy, weight: remedy.includes('refund') ? 3 : score }));
  return chance.weighted(choices)?.remedy ?? 'refund_only';
}

export interface Asking {
  readonly complaint: Complaint;
  readonly chance: Chance;
  readonly now: Instant;
}

/** Terms that fit the line as it stands, for the reason that the buyer's words give. */
export function termsFor(line: Line, asking: Asking): Terms {
  const { complaint, chance } = asking;
  const reason = reasonFor(line, complaint, asking);
  const remedy = remedyFor(line, reason, asking);
  const shipping = WITHOUT_SHIPPING.includes(reason) ? 0 : line.shipping;
  const whole = line.amount + shipping;
  const wantsPart = line.status !== 'paid' && chance.happens(0.2);
  const goods_received = line.status !== 'paid' && reason !== 'not_received';
  const amount = wantsPart ? Math.ceil(whole / 2) : whole;
  return { remedy, reason, amount, goods_received, description: complaint.words, files: [] };
}
