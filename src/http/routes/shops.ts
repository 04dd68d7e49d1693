import { type Static, Type } from 'typebox';
import { formatInstant, parseInstant } from '../../contract/instant.ts';
import { Id, InstantText, record } from '../../contract/primitive.ts';
import { CreditView, EligibilityView, StandingView } from '../../contract/shop.ts';
import { toWire } from '../../contract/wire.ts';
import { type Standing, standingAt } from '../../domain/standing.ts';
import type { Instant } from '../../domain/time.ts';
import { type Counts, creditOf, standingEntries } from '../../store/standing.ts';
import type { Store } from '../../store/store.ts';
import { answer } from '../answer.ts';
import { type Access, type Route, route } from '../route.ts';

const params = record({ id: Id });
const access = {
  scopes: ['claims'],
  of: 'shop',
  sees: { marketplace: 'all', seller: 'shop', mediator: 'all', supervisor: 'all', operator: 'all' },
} as const satisfies Access;

/** R61, R64: the shop's standing at an instant, by the policy in effect then. */
async function readStanding(store: Store, shopId: string, asked?: Instant): Promise<Standing & { limit: number }> {
  const { entries, now } = await standingEntries(store, shopId);
  const at = asked ?? now;
  const rules = store.config.rulesAt(at) ?? store.config.rulesAt(now);
  if (!rules) throw new Error('no policy is in effect');
  return { ...standingAt(entries, at, rules.policy), limit: rules.policy.values['standing.monthly_limit'] };
}

/** To six places: what follows is noise. */
const ratio = (count: number, of: number) => (of === 0 ? 0 : Math.round((count / of) * 1e6) / 1e6);

function rates({ disputeRefunds, intervened, paidLines }: Counts) {
  return {
    dispute_refund_rate_30d: ratio(disputeRefunds, paidLines),
    intervened_rate_30d: ratio(intervened, paidLines),
  };
}

async function readCredit(store: Store, shopId: string): Promise<Static<typeof CreditView>> {
  const { entries, total, last30Days, platform } = await creditOf(store, shopId);
  const standing = entries.filter(({ reversedAt }) => reversedAt === null);
  return {
    shop_id: shopId,
    trade_disputes: { last_30_days: last30Days.disputeRefunds, total },
    ...rates(last30Days),
    intervened_30d: last30Days.intervened,
    platform: rates(platform),
    history: standing.map(({ countedAt }) => ({ at: formatInstant(countedAt) })),
  };
}

export const SHOP_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    url: '/v1/shops/:id/standing',
    name: 'getStanding',
    summary: 'What the shop’s rulings add up to, now or at a past instant (R61, R64)',
    tag: 'shops',
    access,
    schema: { params, querystring: record({ at: Type.Optional(InstantText) }), response: { 200: StandingView } },
    handler: async ({ params: { id }, query }, { store }) => {
      const at = query.at === undefined ? undefined : (parseInstant(query.at) ?? undefined);
      return answer(200, { shop_id: id, ...toWire(await readStanding(store, id, at)) });
    },
  }),
  route({
    method: 'GET',
    url: '/v1/shops/:id/credit',
    name: 'getCredit',
    summary: 'The shop’s public credit page (R62, R63)',
    tag: 'shops',
    access: 'public',
    schema: { params, response: { 200: CreditView } },
    handler: async ({ params: { id } }, { store }) => answer(200, await readCredit(store, id)),
  }),
  route({
    method: 'GET',
    url: '/v1/shops/:id/activity-eligibility',
    name: 'getActivityEligibility',
    summary: 'Whether the shop may take part in platform activities now (R61)',
    tag: 'shops',
    access,
    schema: { params, response: { 200: EligibilityView } },
    handler: async ({ params: { id } }, { store }) => {
      const { restricted, restrictedUntil } = await readStanding(store, id);
      const until = restrictedUntil === null ? null : formatInstant(restrictedUntil);
      return answer(200, {
        eligible: !restricted,
        reasons: restricted ? [{ code: 'MONTHLY_DISPUTE_REFUNDS', until }] : [],
      });
    },
  }),
];
