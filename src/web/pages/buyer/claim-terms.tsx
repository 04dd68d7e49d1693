import type { ReactNode } from 'react';
import { useReasonLabels } from '../../api/policies.ts';
import type { Claim, ClaimEvent, Terms } from '../../api/shapes.ts';
import { formatShort } from '../../format/time.ts';
import { useLocale } from '../../language/locale.ts';
import { useNames, useWords } from '../../language/words.ts';
import { useServerNow } from '../../session/server-clock.ts';
import { Card, Facts } from '../../ui/card.tsx';
import { FileRow } from '../../ui/file-thumb.tsx';
import { Money } from '../../ui/money.tsx';
import { When } from '../../ui/when.tsx';
import { dataOf } from './event-data.ts';

/** One version of what the buyer asks. */
function TermsFacts({ claim, terms }: { claim: Claim; terms: Terms }): ReactNode {
  const { claim: words } = useWords('buyer');
  const { remedies, freights } = useNames();
  const label = useReasonLabels(claim.policy);
  return (
    <>
      <Facts
        rows={[
          [
            words.amount,
            <span key="amount" className="sum">
              <Money amount={terms.amount} currency={claim.currency} />
            </span>,
          ],
          [words.remedy, remedies[terms.remedy]],
          [words.reason, label(terms.reason)],
          [words.goodsReceived, terms.goods_received ? words.yes : words.no],
          [words.freight, terms.freight && freights[terms.freight]],
          [
            words.description,
            terms.description && (
              <span key="said" className="said">
                {terms.description}
              </span>
            ),
          ],
        ]}
      />
      <FileRow files={terms.files} />
    </>
  );
}

/** The terms of every version but the last, as the events tell them. */
function earlierTerms(events: readonly ClaimEvent[]): readonly { readonly at: string; readonly terms: Terms }[] {
  return events
    .filter(({ type }) => type === 'claim.opened' || type === 'terms.modified')
    .map((event) => ({ at: event.at, terms: dataOf(event).terms as Terms }))
    .slice(0, -1);
}

function EarlierVersions({ claim, events }: { claim: Claim; events: readonly ClaimEvent[] }): ReactNode {
  const { claim: words } = useWords('buyer');
  const locale = useLocale();
  const now = useServerNow(3_600_000);
  const earlier = earlierTerms(events);
  if (earlier.length === 0) return null;
  return (
    <details className="more">
      <summary>{words.earlier(earlier.length)}</summary>
      <div className="stack">
        {earlier.map(({ at, terms }, index) => (
          <section key={at} className="stack earlier">
            <h3>{words.versionOf(index + 1, formatShort(locale, Date.parse(at), now))}</h3>
            <TermsFacts claim={claim} terms={terms} />
          </section>
        ))}
      </div>
    </details>
  );
}

/** What is asked for, and what was asked before it was changed. */
export function TermsCard({ claim, events }: { claim: Claim; events: readonly ClaimEvent[] }): ReactNode {
  const { claim: words } = useWords('buyer');
  const { terms, terms_version: version, policy } = claim;
  return (
    <Card title={words.terms} aside={version > 1 && <span className="quiet">{words.version(version)}</span>}>
      <div className="stack">
        <TermsFacts claim={claim} terms={terms} />
        <EarlierVersions claim={claim} events={events} />
        <Facts
          rows={[
            [
              words.order,
              <span key="order" className="number">
                {claim.order_id}
              </span>,
            ],
            [
              words.number,
              <span key="number" className="number">
                {claim.id}
              </span>,
            ],
            [words.applied, <When key="applied" at={claim.applied_at} />],
            [words.policy, <span key="policy" className="number">{`${policy.name} v${policy.version}`}</span>],
          ]}
        />
      </div>
    </Card>
  );
}

/** The seller's no: why, in whose words, and with what proof. */
export function RefusalCard({ claim }: { claim: Claim }): ReactNode {
  const { claim: words } = useWords('buyer');
  const label = useReasonLabels(claim.policy);
  const { refusal } = claim;
  if (!refusal) return null;
  return (
    <Card
      title={refusal.reason ? words.refusal : words.contested}
      aside={
        <span className="quiet">
          <When at={refusal.at} />
        </span>
      }
    >
      {refusal.reason && <strong>{label(refusal.reason)}</strong>}
      <p className="said">{refusal.words}</p>
      <FileRow files={refusal.files} />
    </Card>
  );
}

/** What both sides came to, or were told to. */
export function SettlementCard({ claim }: { claim: Claim }): ReactNode {
  const { claim: words } = useWords('buyer');
  const { remedies, freights } = useNames();
  const { settlement, currency } = claim;
  if (!settlement || settlement.by === 'ruling') return null;
  return (
    <Card title={words.settlement}>
      <div className="stack">
        <p>{words.settledBy[settlement.by]}</p>
        <Facts
          rows={[
            [words.remedy, remedies[settlement.remedy]],
            [words.amount, <Money key="amount" amount={settlement.amount} currency={currency} />],
            [words.freight, claim.terms.remedy !== 'refund_only' && freights[settlement.freight]],
          ]}
        />
      </div>
    </Card>
  );
}
