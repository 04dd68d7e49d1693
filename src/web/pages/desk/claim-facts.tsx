import type { ReactNode } from 'react';
import type { ChecklistItem, Reason } from '../../../domain/policy.ts';
import { useOrder } from '../../api/orders.ts';
import { usePolicy, useReasonLabels } from '../../api/policies.ts';
import type { Claim, Order } from '../../api/shapes.ts';
import { useLocale } from '../../language/locale.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Card, Facts } from '../../ui/card.tsx';
import { Money } from '../../ui/money.tsx';
import { Tag } from '../../ui/tag.tsx';
import { When } from '../../ui/when.tsx';

export function useClaimReason(claim: Claim): Reason | undefined {
  const { data: policy } = usePolicy(claim.policy);
  return policy?.reasons.find(({ code }) => code === claim.terms.reason);
}

export function useClaimLine(claim: Claim): Order['lines'][number] | undefined {
  const { data: order } = useOrder(claim.order_id);
  return order?.lines.find(({ id }) => id === claim.line_id);
}

const when = (at: string | null | undefined) => at && <When at={at} as="full" />;

/** What the marketplace says about the purchase. */
export function OrderFacts({ claim }: { claim: Claim }): ReactNode {
  const { facts: words, claim: claimWords } = useWords('mediator');
  const { phases, goods } = useNames();
  const { data: order } = useOrder(claim.order_id);
  const line = useClaimLine(claim);
  if (!order || !line) return null;
  const money = (amount: number) => <Money amount={amount} currency={claim.currency} />;
  return (
    <Card title={words.order}>
      <div className="desk-goods">
        {line.image_url && <img src={line.image_url} alt="" width={64} height={64} />}
        <p>
          <b>{line.title}</b>
          <br />
          <span className="quiet">{[line.sku, `× ${line.quantity}`].filter(Boolean).join(' ')}</span>
        </p>
      </div>
      <Facts
        rows={[
          [words.order, order.id],
          [claimWords.shop, claim.shop_id],
          [claimWords.buyer, claim.buyer_id],
          [words.goods, goods[line.goods]],
          [words.paid, money(line.amount)],
          [words.shipping, line.shipping > 0 && money(line.shipping)],
          [words.phase, phases[claim.phase]],
          [words.paidAt, when(order.paid_at)],
          [words.shippedAt, when(line.shipped_at)],
          [words.receivedAt, when(line.received_at)],
          [words.succeededAt, when(line.succeeded_at)],
        ]}
      />
      {line.received_at && <p className="quiet desk-note">{words.signOff}</p>}
    </Card>
  );
}

/** What the buyer asks and what the seller answered. */
export function TermsFacts({ claim }: { claim: Claim }): ReactNode {
  const { facts: words } = useWords('mediator');
  const { remedies } = useNames();
  const label = useReasonLabels(claim.policy);
  const { terms, refusal, proposal, currency } = claim;
  return (
    <Card title={words.terms}>
      <Facts
        rows={[
          [words.remedy, <b key="remedy">{remedies[terms.remedy]}</b>],
          [words.amount, <Money key="amount" amount={terms.amount} currency={currency} />],
          [words.reason, label(terms.reason)],
          [words.received, terms.goods_received ? words.yes : words.no],
          [words.refusal, refusal && (refusal.reason ? label(refusal.reason) : words.contested)],
          [
            words.proposal,
            proposal && (
              <span key="proposal">
                {remedies[proposal.remedy]} <Money amount={proposal.amount} currency={currency} />
              </span>
            ),
          ],
        ]}
      />
    </Card>
  );
}

function Checklist({ title, items }: { title: string; items: readonly ChecklistItem[] }): ReactNode {
  const { facts: words } = useWords('mediator');
  const locale = useLocale();
  return (
    <div>
      <h3>{title}</h3>
      {items.length === 0 && <p className="quiet">{words.checklistEmpty}</p>}
      <ul className="desk-list">
        {items.map(({ code, labels, required }) => (
          <li key={code}>
            {labels[locale]} <Tag tone={required ? 'warm' : 'plain'}>{required ? words.required : words.optional}</Tag>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Who must prove what for the reason given, as the claim's policy has it (R14). */
export function BurdenCard({ claim }: { claim: Claim }): ReactNode {
  const { facts: words, claim: claimWords } = useWords('mediator');
  const { roles } = useNames();
  const reason = useClaimReason(claim);
  if (!reason) return null;
  const [first, second] = reason.burden;
  return (
    <Card title={words.burden}>
      <div className="stack">
        <p>
          {first ? words.burdenFirst(roles[first]) : words.burdenNone}
          {second && <> · {words.burdenThen(roles[second])}</>}
        </p>
        {claim.intervention && (
          <p className="quiet">
            {claimWords.track}: {claimWords.tracks[claim.intervention.track]}
          </p>
        )}
        <Checklist title={words.checklist(roles.buyer)} items={reason.evidence.buyer} />
        <Checklist title={words.checklist(roles.seller)} items={reason.evidence.seller} />
      </div>
    </Card>
  );
}
