import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { Credit } from '../../api/shapes.ts';
import { useCredit } from '../../api/shops.ts';
import { formatMonth, formatRate, monthOf } from '../../format/month.ts';
import { useLocale } from '../../language/locale.ts';
import { useWords } from '../../language/words.ts';
import { SETTINGS } from '../../session/settings.ts';
import { Card } from '../../ui/card.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { NotFound, PageSkeleton } from '../../ui/states.tsx';
import { Tag, type TagTone } from '../../ui/tag.tsx';
import { When } from '../../ui/when.tsx';
import type { PageProps } from '../page.ts';
import './credit.css';

interface Cast {
  readonly shops: readonly { readonly id: string; readonly name: string }[];
}

/** Only the demo marketplace tells its shops' names; elsewhere the shop is known by its id. */
function useShopName(shopId: string): string {
  const words = useWords('public');
  const locale = useLocale();
  const { data } = useQuery({
    queryKey: ['shop names', locale],
    queryFn: ({ signal }) => ask<Cast>({ path: '/demo/people', signal }),
    enabled: SETTINGS.demo,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data?.shops.find(({ id }) => id === shopId)?.name ?? words.shop(shopId);
}

function DisputesCard({ credit }: { credit: Credit }): ReactNode {
  const words = useWords('public');
  const { last_30_days: recent, total } = credit.trade_disputes;
  return (
    <Card title={words.disputes}>
      <dl className="credit-numbers">
        <div>
          <dt className="quiet">{words.last30}</dt>
          <dd className="number">{words.count(recent)}</dd>
        </div>
        <div>
          <dt className="quiet">{words.total}</dt>
          <dd className="number">{words.count(total)}</dd>
        </div>
      </dl>
      <p className="quiet">{words.what}</p>
    </Card>
  );
}

interface MeasureProps {
  readonly name: string;
  readonly note: string;
  readonly own: number;
  readonly average: number;
}

/** R63: the shop's rate beside the platform's, said in words too and not by colour alone. */
function Measure({ name, note, own, average }: MeasureProps): ReactNode {
  const words = useWords('public');
  const locale = useLocale();
  const order = Math.sign(own - average);
  const tone: TagTone = order > 0 ? 'warm' : 'good';
  return (
    <li>
      <strong>{name}</strong>
      <span className="quiet">{note}</span>
      <span className="credit-pair">
        <span>
          <span className="quiet">{words.thisShop}</span> <b className="number">{formatRate(locale, own)}</b>
        </span>
        <span>
          <span className="quiet">{words.average}</span> <span className="number">{formatRate(locale, average)}</span>
        </span>
        <Tag tone={order === 0 ? 'plain' : tone}>
          {order === 0 ? words.same : order > 0 ? words.worse : words.better}
        </Tag>
      </span>
    </li>
  );
}

function PanelCard({ credit }: { credit: Credit }): ReactNode {
  const words = useWords('public');
  const { platform } = credit;
  return (
    <Card
      title={words.panel}
      aside={
        <span className="quiet">
          {words.intervened} {words.times(credit.intervened_30d)}
        </span>
      }
    >
      <ul className="credit-panel">
        <Measure
          name={words.disputeRate}
          note={words.disputeRateNote}
          own={credit.dispute_refund_rate_30d}
          average={platform.dispute_refund_rate_30d}
        />
        <Measure
          name={words.intervenedRate}
          note={words.intervenedRateNote}
          own={credit.intervened_rate_30d}
          average={platform.intervened_rate_30d}
        />
      </ul>
    </Card>
  );
}

/** R62: every dispute, by month, the latest first. */
function HistoryCard({ history }: Pick<Credit, 'history'>): ReactNode {
  const words = useWords('public');
  const locale = useLocale();
  const latestFirst = history.map(({ at }) => at).toSorted((one, other) => Date.parse(other) - Date.parse(one));
  const months = Map.groupBy(latestFirst, (at) => monthOf(Date.parse(at)));
  return (
    <Card title={words.history}>
      {history.length === 0 && <p className="quiet">{words.none}</p>}
      {[...months].map(([month, instants]) => (
        <section key={month} className="credit-month">
          <h3>{words.monthCount(formatMonth(locale, month), instants.length)}</h3>
          <ul>
            {instants.map((at, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two rulings may take effect at one instant.
              <li key={`${at} ${index}`}>
                <When at={at} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Card>
  );
}

/** R62, R63: what the rulings say about a shop, for everybody. */
export function CreditPage({ params: { id = '' } }: PageProps): ReactNode {
  const words = useWords('public');
  const name = useShopName(id);
  const { data: credit, error, refetch } = useCredit(id);
  if (!credit && error instanceof ApiProblem && error.status === 404) return <NotFound />;
  return (
    <div className="credit-page">
      <header className="credit-head">
        <p className="quiet">{words.title}</p>
        <h1>{name}</h1>
        <p className="quiet">{words.intro}</p>
      </header>
      <ProblemAlert problem={error} onRetry={() => void refetch()} />
      {!credit && !error && <PageSkeleton />}
      {credit && (
        <>
          <DisputesCard credit={credit} />
          <PanelCard credit={credit} />
          <HistoryCard history={credit.history} />
        </>
      )}
    </div>
  );
}
