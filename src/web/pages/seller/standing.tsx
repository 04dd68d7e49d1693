import { lazy, type ReactNode, Suspense } from 'react';
import { Link } from 'wouter';
import type { Credit, Eligibility, Standing } from '../../api/shapes.ts';
import { useCredit, useEligibility, useStanding } from '../../api/shops.ts';
import { formatMonth, formatRate, monthOf, monthsUntil } from '../../format/month.ts';
import { formatShort } from '../../format/time.ts';
import { useLocale } from '../../language/locale.ts';
import { useWords } from '../../language/words.ts';
import { useServerNow } from '../../session/server-clock.ts';
import { useViewer } from '../../session/session.ts';
import { Alert } from '../../ui/alert.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { PageSkeleton } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { When } from '../../ui/when.tsx';
import '../buyer/claim.css';
import './standing.css';

const Chart = lazy(async () => ({ default: (await import('./standing-chart.tsx')).StandingChart }));
const MONTHS = 12;

function useUntil(): (at: string) => string {
  const { standing: words } = useWords('seller');
  const locale = useLocale();
  const now = useServerNow(3_600_000);
  return (at) => words.until(formatShort(locale, Date.parse(at), now));
}

/** R61: this month's count against the limit, and what one more would do. */
function MonthCard({ standing }: { standing: Standing }): ReactNode {
  const { standing: words } = useWords('seller');
  const locale = useLocale();
  const until = useUntil();
  const { dispute_refunds: count, limit, restricted, restricted_until: end } = standing;
  const title = words.month(formatMonth(locale, standing.month));
  return (
    <Card title={title}>
      <div className="stack">
        <p className="standing-count number">
          {count}
          <small>{words.count(limit)}</small>
        </p>
        <progress
          className={`standing-meter ${count > limit ? 'over' : ''}`}
          value={Math.min(count, limit)}
          max={Math.max(limit, 1)}
          aria-label={title}
        />
        {restricted ? (
          <Alert tone="urgent" title={words.restricted}>
            {end && <p>{until(end)}</p>}
          </Alert>
        ) : (
          <p>{count > limit ? words.over : words.left(limit - count + 1)}</p>
        )}
        <p className="quiet">{words.what}</p>
      </div>
    </Card>
  );
}

function EligibilityCard({ eligibility }: { eligibility: Eligibility }): ReactNode {
  const { standing: words } = useWords('seller');
  const until = useUntil();
  const { eligible, reasons } = eligibility;
  return (
    <Card
      title={words.eligibility}
      aside={<Tag tone={eligible ? 'good' : 'urgent'}>{eligible ? words.eligible : words.notEligible}</Tag>}
    >
      {reasons.length === 0 && <p className="quiet">{words.noReasons}</p>}
      <ul className="stack">
        {reasons.map(({ code, until: end }) => (
          <li key={code}>
            {words.reasons[code]}
            {end && <span className="quiet"> · {until(end)}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function RestrictionState({ restriction }: { restriction: Standing['restrictions'][number] }): ReactNode {
  const { standing: words } = useWords('seller');
  const now = useServerNow(60_000);
  if (restriction.lifted_at)
    return (
      <>
        <Tag tone="good">{words.lifted}</Tag> <When at={restriction.lifted_at} />
      </>
    );
  const isOver = Date.parse(restriction.until) <= now;
  return <Tag tone={isOver ? 'plain' : 'urgent'}>{isOver ? words.past : words.running}</Tag>;
}

function RestrictionsCard({ restrictions }: Pick<Standing, 'restrictions'>): ReactNode {
  const { standing: words } = useWords('seller');
  return (
    <Card title={words.restrictions}>
      {restrictions.length === 0 && <p className="quiet">{words.noRestrictions}</p>}
      {restrictions.map((restriction) => (
        <Facts
          key={restriction.from}
          rows={[
            [words.from, <When key="from" at={restriction.from} />],
            [words.to, <When key="to" at={restriction.until} />],
            [words.state, <RestrictionState key="state" restriction={restriction} />],
          ]}
        />
      ))}
    </Card>
  );
}

function RatesCard({ credit }: { credit: Credit }): ReactNode {
  const { standing: words } = useWords('seller');
  const locale = useLocale();
  const rate = (own: number, platform: number) => (
    <>
      <b className="number">{formatRate(locale, own)}</b>{' '}
      <span className="quiet">{words.platform(formatRate(locale, platform))}</span>
    </>
  );
  return (
    <Card
      title={words.rates}
      aside={<Link href={`/shops/${encodeURIComponent(credit.shop_id)}/credit`}>{words.credit}</Link>}
    >
      <Facts
        rows={[
          [words.disputeRate, rate(credit.dispute_refund_rate_30d, credit.platform.dispute_refund_rate_30d)],
          [words.intervenedRate, rate(credit.intervened_rate_30d, credit.platform.intervened_rate_30d)],
          [words.intervened, words.times(credit.intervened_30d)],
        ]}
      />
    </Card>
  );
}

function HistoryCard({ credit, standing }: { credit: Credit; standing: Standing }): ReactNode {
  const { standing: words } = useWords('seller');
  const locale = useLocale();
  const happened = credit.history.map(({ at }) => monthOf(Date.parse(at)));
  const months = monthsUntil(standing.month, MONTHS).map((month) => ({
    month,
    count: happened.filter((one) => one === month).length,
  }));
  return (
    <Card title={words.history}>
      <div className="stack">
        <p className="quiet">{words.historyNote}</p>
        <div className="chart-space">
          <Suspense fallback={<PageSkeleton blocks={1} />}>
            <Chart months={months} limit={standing.limit} />
          </Suspense>
        </div>
        <details className="more">
          <summary>{words.table}</summary>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{words.monthName}</th>
                <th scope="col">{words.disputes}</th>
              </tr>
            </thead>
            <tbody>
              {months.toReversed().map(({ month, count }) => (
                <tr key={month}>
                  <td>{formatMonth(locale, month)}</td>
                  <td className="number">{count}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </div>
    </Card>
  );
}

/** What the rulings against the shop add up to (R60–R63). */
export function StandingPage(): ReactNode {
  const { nav } = useWords('seller');
  const viewer = useViewer();
  const shopId = viewer.role === 'seller' ? viewer.shop_id : '';
  const standing = useStanding(shopId);
  const eligibility = useEligibility(shopId);
  const credit = useCredit(shopId);
  const all = [standing, eligibility, credit];
  const error = all.find((query) => query.error)?.error;
  return (
    <div className="stack">
      <h1>{nav.standing}</h1>
      <ProblemAlert problem={error} onRetry={() => void Promise.all(all.map(({ refetch }) => refetch()))} />
      {!error && !standing.data && <PageSkeleton />}
      <div className="standing-grid">
        {standing.data && <MonthCard standing={standing.data} />}
        {eligibility.data && <EligibilityCard eligibility={eligibility.data} />}
        <div className="whole">
          {standing.data && credit.data && <HistoryCard credit={credit.data} standing={standing.data} />}
        </div>
        {credit.data && <RatesCard credit={credit.data} />}
        {standing.data && <RestrictionsCard restrictions={standing.data.restrictions} />}
      </div>
    </div>
  );
}
