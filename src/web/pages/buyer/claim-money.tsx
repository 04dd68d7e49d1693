import type { ReactNode } from 'react';
import type { Claim, ClaimEvent } from '../../api/shapes.ts';
import { formatMoney } from '../../format/money.ts';
import { useLocale } from '../../language/locale.ts';
import { useWords } from '../../language/words.ts';
import { Card, Facts } from '../../ui/card.tsx';
import { Money } from '../../ui/money.tsx';
import { Tag, type TagTone } from '../../ui/tag.tsx';
import { dataOf } from './event-data.ts';

type Refund = NonNullable<Claim['refund']>;

const TONES: Record<Refund['status'], TagTone> = { instructed: 'warm', succeeded: 'good', failed: 'urgent' };

function RefundFacts({ refund }: { refund: Refund }): ReactNode {
  const { money: words } = useWords('buyer');
  const { status, attempts } = refund;
  return (
    <Facts
      rows={[
        [
          words.refund,
          <span key="amount" className="sum">
            <Money amount={refund.amount} currency={refund.currency} />
          </span>,
        ],
        [
          words.state,
          <span key="state" className="row">
            <Tag tone={TONES[status]}>{words.status[status]}</Tag>
            {attempts > 1 && <span className="quiet">{words.attempts(attempts)}</span>}
          </span>,
        ],
        [
          words.number,
          <span key="number" className="number">
            {refund.id}
          </span>,
        ],
      ]}
    />
  );
}

/** R56: what an overturned ruling left owing. */
function Compensation({ claim, events }: { claim: Claim; events: readonly ClaimEvent[] }): ReactNode {
  const { money: words } = useWords('buyer');
  const locale = useLocale();
  return events
    .filter(({ type }) => type === 'compensation.owed')
    .map((event) => {
      const { to, amount } = dataOf(event);
      const money = formatMoney(locale, Number(amount), claim.currency);
      if (to === 'platform') return null;
      return <p key={event.version}>{to === 'buyer' ? words.compensation(money) : words.compensationOther(money)}</p>;
    });
}

/** Where the money is: the refund, what the platform owes, and whether the seller is paid meanwhile (R16). */
export function MoneyCard({ claim, events }: { claim: Claim; events: readonly ClaimEvent[] }): ReactNode {
  const { money: words } = useWords('buyer');
  const { refund, ended_at: endedAt } = claim;
  const isOwed = events.some(({ type }) => type === 'compensation.owed');
  if (endedAt !== null && !refund && !isOwed) return null;
  return (
    <Card title={words.title}>
      <div className="stack">
        {refund && <RefundFacts refund={refund} />}
        <Compensation claim={claim} events={events} />
        {endedAt === null && <p className="quiet">{words.held}</p>}
      </div>
    </Card>
  );
}
