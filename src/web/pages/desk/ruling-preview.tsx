import type { ReactNode } from 'react';
import { usePolicy } from '../../api/policies.ts';
import type { Claim } from '../../api/shapes.ts';
import { formatMoney } from '../../format/money.ts';
import { formatLength } from '../../format/time.ts';
import { useLocale } from '../../language/locale.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Facts } from '../../ui/card.tsx';
import { useShopStanding } from './queue-data.ts';
import { amountIn, type RulingDraft } from './ruling-draft.ts';

interface PreviewProps {
  readonly claim: Claim;
  readonly draft: RulingDraft;
  /** Whether this is the decision of an appeal, which nobody reviews and nobody appeals against. */
  readonly final?: boolean;
}

function useBuyerWords({ claim, draft }: PreviewProps, amount: number): string {
  const { preview: words } = useWords('mediator');
  const locale = useLocale();
  const money = formatMoney(locale, amount, claim.currency);
  switch (draft.remedy) {
    case 'refund_only':
      return words.refund(money);
    case 'return_refund':
      return words.returnRefund(money);
    case 'exchange':
    case 'repair':
      return words.replaced(money);
    case 'reship':
      return words.reshipped(money);
    case 'none':
    case '':
      return words.nothing;
  }
}

function useSellerWords({ claim, draft }: PreviewProps, amount: number): readonly string[] {
  const { preview: words } = useWords('mediator');
  const { fundings, freights } = useNames();
  const locale = useLocale();
  const { remedy, funding, freight } = draft;
  const pays = funding === 'platform' || funding === 'carrier' ? words.paysNot(fundings[funding]) : null;
  const money = remedy === 'none' ? words.keeps : (pays ?? words.pays(formatMoney(locale, amount, claim.currency)));
  return [money, ...(freight === '' || remedy === 'none' ? [] : [words.freight(freights[freight])])];
}

/** R60, R61: whether it would count as a dispute refund, and which of the month it would be. */
function useRecordWords({ claim, draft }: PreviewProps, amount: number): readonly string[] {
  const { preview: words } = useWords('mediator');
  const { data: standing } = useShopStanding(claim.shop_id);
  if (draft.fault !== 'seller' || amount === 0) return [words.countsNot];
  if (!standing) return [words.countsUnknown];
  const number = standing.dispute_refunds + 1;
  return [words.counts(number, standing.limit), ...(number > standing.limit ? [words.restricts] : [])];
}

/** R52, R56: whether somebody has to approve it, and how long it can be appealed against. */
function useNextWords({ claim, final = false }: PreviewProps, amount: number): readonly string[] {
  const { preview: words } = useWords('mediator');
  const names = useNames();
  const locale = useLocale();
  const { data: policy } = usePolicy(claim.policy);
  if (final) return [words.final];
  if (!policy) return [];
  const from = policy.values['ruling.second_review_from'];
  const waits = amount >= from;
  return [
    waits ? words.approval(formatMoney(locale, from, claim.currency)) : words.atOnce,
    words.appeal(formatLength(locale, policy.values['appeal.window'], names)),
  ];
}

function Sentences({ all }: { all: readonly string[] }): ReactNode {
  return all.map((sentence) => <p key={sentence}>{sentence}</p>);
}

function Effects({ amount, ...props }: PreviewProps & { amount: number }): ReactNode {
  const { preview: words } = useWords('mediator');
  const buyer = useBuyerWords(props, amount);
  const seller = useSellerWords(props, amount);
  const record = useRecordWords(props, amount);
  const next = useNextWords(props, amount);
  return (
    <Facts
      rows={[
        [words.buyer, buyer],
        [words.seller, <Sentences key="seller" all={seller} />],
        [words.record, <Sentences key="record" all={record} />],
        [words.next, <Sentences key="next" all={next} />],
      ]}
    />
  );
}

/** In plain words, while it is being written: what the ruling will do to both sides and to the shop's record. */
export function RulingPreview(props: PreviewProps): ReactNode {
  const { preview: words } = useWords('mediator');
  const { claim, draft } = props;
  const amount = amountIn(draft, claim.currency);
  const complete = draft.fault !== '' && draft.remedy !== '' && amount !== null;
  return (
    <section className="desk-preview" aria-live="polite" aria-label={words.title}>
      <h3>{words.title}</h3>
      {complete ? <Effects {...props} amount={amount} /> : <p className="quiet">{words.incomplete}</p>}
    </section>
  );
}
