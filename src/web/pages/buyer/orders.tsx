import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { useCurrentPolicy } from '../../api/current-policy.ts';
import { useOrders } from '../../api/orders.ts';
import { claimsOnLine, useOwnClaims } from '../../api/purchases.ts';
import type { Claim, Order, OrderLine } from '../../api/shapes.ts';
import { formatMoney } from '../../format/money.ts';
import { useLocale } from '../../language/locale.ts';
import { useNames, useWords } from '../../language/words.ts';
import { useServerNow } from '../../session/server-clock.ts';
import { useViewer } from '../../session/session.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Money } from '../../ui/money.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { EmptyState, PageSkeleton } from '../../ui/states.tsx';
import { Tag, type TagTone } from '../../ui/tag.tsx';
import { When } from '../../ui/when.tsx';
import { GoodsRow } from './goods-row.tsx';
import { useShopName } from './shop-name.ts';
import { StatementDialog } from './statement-dialog.tsx';
import { askingOf, lineOf, whyNotApply } from './terms-options.ts';

const LINE_TONES: Record<OrderLine['status'], TagTone> = {
  paid: 'warm',
  shipped: 'calm',
  succeeded: 'good',
  closed: 'plain',
};

/** How the claim on a line stands; where the seller refused, the platform can be called in right here. */
function LineClaim({ claim }: { claim: Claim }): ReactNode {
  const { orders: words } = useWords('buyer');
  const [asking, setAsking] = useState(false);
  const isRefused = claim.status === 'refused';
  const isTurn = claim.viewer_state === 'action_required';
  return (
    <div className={`line-state ${isRefused ? 'refused' : ''} ${isTurn ? 'turn' : ''}`}>
      <Link href={`/claims/${claim.id}`}>
        {words.claim[claim.status]}
        <Icon name="chevron" size={18} />
      </Link>
      {isRefused && (
        <ActionButton
          claim={claim}
          command="request_intervention"
          tone="primary"
          small
          onPress={() => setAsking(true)}
        />
      )}
      {asking && <StatementDialog claim={claim} command="request_intervention" onClose={() => setAsking(false)} />}
    </div>
  );
}

interface LineProps {
  readonly order: Order;
  readonly line: OrderLine;
  readonly claims: readonly Claim[];
}

function ApplyEntry({ order, line, claims }: LineProps): ReactNode {
  const { orders: words } = useWords('buyer');
  const { refusals } = useNames();
  const { data: policy } = useCurrentPolicy();
  const now = useServerNow(60_000);
  const refused = policy ? whyNotApply(askingOf(lineOf({ order, line, claims }), policy, now)) : null;
  if (refused) return <p className="quiet">{refusals[refused]}</p>;
  return (
    <LinkButton href={`/orders/${encodeURIComponent(order.id)}/lines/${encodeURIComponent(line.id)}/apply`} small>
      {claims.length > 0 ? words.applyAgain : words.apply}
    </LinkButton>
  );
}

function Line({ order, line, claims }: LineProps): ReactNode {
  const { orders: words } = useWords('buyer');
  const [latest] = claims;
  const isLive = latest !== undefined && latest.ended_at === null;
  return (
    <li>
      <GoodsRow line={line} currency={order.currency}>
        <Tag tone={LINE_TONES[line.status]}>{words.lineStatus[line.status]}</Tag>
      </GoodsRow>
      {latest && <LineClaim claim={latest} />}
      {!isLive && line.status !== 'closed' && (
        <div className="line-buttons">
          <ApplyEntry order={order} line={line} claims={claims} />
        </div>
      )}
    </li>
  );
}

function OrderCard({ order, claims }: { order: Order; claims: readonly Claim[] }): ReactNode {
  const { orders: words } = useWords('buyer');
  const locale = useLocale();
  const shopName = useShopName();
  const shipping = order.lines.reduce((sum, line) => sum + line.shipping, 0);
  const goods = order.lines.reduce((sum, line) => sum + line.amount, 0);
  return (
    <article className="card" aria-labelledby={`order-${order.id}`} id={order.id}>
      <header className="order-head">
        <h2 id={`order-${order.id}`}>
          <Icon name="shop" size={18} />
          {shopName(order.shop_id)}
        </h2>
        <span className="quiet">
          {words.order(order.id)} · <When at={order.paid_at} />
        </span>
      </header>
      <ul className="order-lines">
        {order.lines.map((line) => (
          <Line
            key={line.id}
            order={order}
            line={line}
            claims={claimsOnLine(claims, { order_id: order.id, line_id: line.id })}
          />
        ))}
      </ul>
      <footer className="order-foot">
        {shipping > 0 && <span className="quiet">{words.shipping(formatMoney(locale, shipping, order.currency))}</span>}
        <span>
          {words.paid}{' '}
          <b className="number">
            <Money amount={goods + shipping} currency={order.currency} />
          </b>
        </span>
      </footer>
    </article>
  );
}

/** 我的购买: what was bought, and how the claim on each line stands. */
export function OrdersPage(): ReactNode {
  const { orders: words } = useWords('buyer');
  const viewer = useViewer();
  const orders = useOrders(viewer.id);
  const claims = useOwnClaims();
  const shown = orders.data?.pages.flatMap((page) => page.data);
  return (
    <div className="stack">
      <h1>{words.title}</h1>
      <ProblemAlert
        problem={orders.error ?? claims.error}
        onRetry={() => void Promise.all([orders.refetch(), claims.refetch()])}
      />
      {(orders.isPending || claims.isPending) && <PageSkeleton blocks={3} />}
      {shown?.length === 0 && (
        <EmptyState icon="bag" title={words.empty}>
          <p>{words.emptyText}</p>
        </EmptyState>
      )}
      {claims.data && shown?.map((order) => <OrderCard key={order.id} order={order} claims={claims.data} />)}
      {orders.hasNextPage && (
        <Button wide busy={orders.isFetchingNextPage} onClick={() => void orders.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </div>
  );
}
