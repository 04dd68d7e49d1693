import type { ReactNode } from 'react';
import type { Claim, ClaimEvent } from '../../api/shapes.ts';
import { formatMoney } from '../../format/money.ts';
import { useLocale } from '../../language/locale.ts';
import { useWords } from '../../language/words.ts';
import { Card, Facts } from '../../ui/card.tsx';
import { Money } from '../../ui/money.tsx';
import { Tag, type TagTone } from '../../ui/tag.tsx';
import { dataOf } from '../buyer/event-data.ts';

type Refund = NonNullable<Claim['refund']>;

const TONES: Record<Refund['status'], TagTone> = { instructed: 'warm', succeeded: 'good', failed: 'urgent' };

function RefundFacts({ refund }: { refund: Refund }): ReactNode {
  const { money: words } = useWords('seller');
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

/** Where the money is: the refund, whether the shop is paid meanwhile (R16), and what an overturned ruling left owing (R56). */
export function MoneyCard({ claim, events }: { claim: Claim; events: readonly ClaimEvent[] }): ReactNode {
  const { money: words } = useWords('seller');
  const locale = useLocale();
  const { refund, currency, ended_at: endedAt } = claim;
  const owed = events.filter((event) => event.type === 'compensation.owed' && dataOf(event).to === 'seller');
  if (endedAt !== null && !refund && owed.length === 0) return null;
  return (
    <Card title={words.title}>
      <div className="stack">
        {refund && <RefundFacts refund={refund} />}
        {owed.map((event) => (
          <p key={event.version}>{words.compensation(formatMoney(locale, Number(dataOf(event).amount), currency))}</p>
        ))}
        {endedAt === null && <p className="quiet">{words.held}</p>}
      </div>
    </Card>
  );
}
