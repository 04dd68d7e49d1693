import type { ReactNode } from 'react';
import { needsReturn } from '../../../domain/remedies.ts';
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
import { dataOf } from '../buyer/event-data.ts';

function Code({ children }: { children: ReactNode }): ReactNode {
  return <span className="number">{children}</span>;
}

/** One version of what the buyer asks. */
function TermsFacts({ claim, terms }: { claim: Claim; terms: Terms }): ReactNode {
  const { claim: words } = useWords('seller');
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

function EarlierVersions({ claim, events }: { claim: Claim; events: readonly ClaimEvent[] }): ReactNode {
  const { claim: words } = useWords('seller');
  const locale = useLocale();
  const now = useServerNow(3_600_000);
  const earlier = events.filter(({ type }) => type === 'claim.opened' || type === 'terms.modified').slice(0, -1);
  if (earlier.length === 0) return null;
  return (
    <details className="more">
      <summary>{words.earlier(earlier.length)}</summary>
      <div className="stack">
        {earlier.map((event, index) => (
          <section key={event.version} className="stack earlier">
            <h3>{words.versionOf(index + 1, formatShort(locale, Date.parse(event.at), now))}</h3>
            <TermsFacts claim={claim} terms={dataOf(event).terms as Terms} />
          </section>
        ))}
      </div>
    </details>
  );
}

/** What the buyer asks for, and what was asked before it was changed. */
export function TermsCard({ claim, events }: { claim: Claim; events: readonly ClaimEvent[] }): ReactNode {
  const { claim: words } = useWords('seller');
  const { terms, terms_version: version, policy } = claim;
  return (
    <Card title={words.terms} aside={version > 1 && <span className="quiet">{words.version(version)}</span>}>
      <div className="stack">
        <TermsFacts claim={claim} terms={terms} />
        <EarlierVersions claim={claim} events={events} />
        <Facts
          rows={[
            [words.buyer, <Code key="buyer">{claim.buyer_id}</Code>],
            [words.order, <Code key="order">{claim.order_id}</Code>],
            [words.number, <Code key="number">{claim.id}</Code>],
            [words.applied, <When key="applied" at={claim.applied_at} />],
            [words.policy, <Code key="policy">{`${policy.name} v${policy.version}`}</Code>],
          ]}
        />
      </div>
    </Card>
  );
}

/** The shop's own no: why, in whose words, and with what proof. */
export function RefusalCard({ claim }: { claim: Claim }): ReactNode {
  const { claim: words } = useWords('seller');
  const label = useReasonLabels(claim.policy);
  const { refusal } = claim;
  if (!refusal) return null;
  return (
    <Card
      title={refusal.reason ? words.refusal : words.contested}
      aside={
        <span className="quiet">
          {refusal.by && `${refusal.by} · `}
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
  const { claim: words } = useWords('seller');
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
            [words.freight, needsReturn(settlement.remedy) && freights[settlement.freight]],
          ]}
        />
      </div>
    </Card>
  );
}
