import type { Viewer } from '../../../src/web/session/session.ts';
import type { TestSite } from './site.ts';

export const BUYER: Viewer = { role: 'buyer', id: 'B9' };
export const SELLER: Viewer = { role: 'seller', shop_id: 'S7', id: 'u1' };
export const MEDIATOR: Viewer = { role: 'mediator', id: 'M1' };
export const SUPERVISOR: Viewer = { role: 'supervisor', id: 'V1' };

const LINES = {
  physical: {
    title: '手工真皮短靴',
    sku: '棕色 / 42',
    amount: 12_900,
    shipping: 600,
    goods: 'physical',
    status: 'shipped',
    shipped_at: '2026-05-02T03:00:00Z',
    received_at: '2026-05-04T05:00:00Z',
  },
  virtual: {
    title: '视频会员年卡',
    amount: 16_800,
    goods: 'virtual',
    status: 'shipped',
    shipped_at: '2026-05-02T03:00:00Z',
  },
  unshipped: { title: '青花瓷茶杯', amount: 8_800, shipping: 1_000, goods: 'physical', status: 'paid' },
} as const;
export type Purchase = keyof typeof LINES;

const TERMS: { readonly [P in Purchase]: object } = {
  physical: { reason: 'quality_visible', amount: 12_900, goods_received: true, description: '右脚鞋底开胶' },
  virtual: { reason: 'virtual_not_delivered', amount: 16_800, goods_received: false, description: '充值未到账' },
  unshipped: { reason: 'not_shipped', amount: 9_800, goods_received: false, description: '一直没有发货' },
};

/** Puts an order of one line that B9 has bought from S7. */
export async function buy(site: TestSite, id: string, purchase: Purchase): Promise<void> {
  const order = { shop_id: 'S7', buyer_id: 'B9', currency: 'CNY', paid_at: '2026-05-01T02:00:00Z' };
  await site.api().put(`/v1/orders/${id}`, { ...order, id, lines: [{ id: '1', ...LINES[purchase] }] });
}

/** Buys and applies for a refund; resolves to the claim's id. */
export async function apply(site: TestSite, id: string, purchase: Purchase): Promise<string> {
  await buy(site, id, purchase);
  const body = { order_id: id, line_id: '1', terms: { remedy: 'refund_only', ...TERMS[purchase] } };
  const claim = await site.api(BUYER).post('/v1/claims', body);
  return claim.id as string;
}

export async function refuse(site: TestSite, claimId: string): Promise<void> {
  await site
    .api(SELLER)
    .post(`/v1/claims/${claimId}/refuse`, { reason: 'goods_fine', words: '商品没有问题，不同意退款' });
}

/** How often something of this type has happened to a claim. */
export async function countEvents(site: TestSite, claimId: string, type: string): Promise<number> {
  const { data } = await site.api(BUYER).get(`/v1/claims/${claimId}/events?limit=100`);
  return data.filter((event: { type: string }) => event.type === type).length;
}

/** A picture of four brown pixels. */
export const PICTURE = {
  name: '鞋底.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEUlEQVQImWPoijLpijJhgFAAIAYEYTKxH+wAAAAASUVORK5CYII=',
    'base64',
  ),
};
