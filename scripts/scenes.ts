import type { Page } from 'playwright-core';
import type { Viewer } from '../src/web/session/session.ts';
import { clientOf } from './client.ts';
import type { Site } from './site.ts';

/** One page as somebody sees it. */
export interface Shot {
  readonly name: string;
  readonly viewer: Viewer | null;
  readonly path: (scenes: Scenes) => string;
  readonly locale?: 'zh-CN' | 'zh-TW' | 'en';
  /** Something to press first; the picture then is of the window and not of the whole page. */
  readonly act?: (page: Page) => Promise<void>;
}

/** Ids of claims that stand where a picture is wanted. */
export interface Scenes {
  readonly awaiting: string;
  readonly refused: string;
  readonly virtual: string;
  readonly intervention: string;
  readonly review: string;
}

export const BUYER: Viewer = { role: 'buyer', id: 'B9' };
export const MEDIATOR: Viewer = { role: 'mediator', id: 'M1' };
export const SUPERVISOR: Viewer = { role: 'supervisor', id: 'V1' };
export const SELLER: Viewer = { role: 'seller', shop_id: 'S7', id: 'u1' };
export const OPERATOR: Viewer = { role: 'operator', id: 'tangning' };

/** An order that nothing has been asked of. */
const UNCLAIMED = 'T202605011999';
const SHIPPED = '2026-05-02T03:00:00Z';

interface Goods {
  readonly title: string;
  readonly amount: number;
  readonly goods: 'physical' | 'virtual';
}
const BOOTS: Goods = { title: '手工真皮短靴 头层牛皮 棕色 42 码', amount: 32_900, goods: 'physical' };
const CARD: Goods = { title: '视频会员年卡 自动充值', amount: 16_800, goods: 'virtual' };

async function putOrder(site: Site, id: string, goods: Goods): Promise<void> {
  const line = { id: '1', shipping: 600, status: 'shipped', shipped_at: SHIPPED, ...goods };
  const received = goods.goods === 'physical';
  await clientOf(site).put(`/v1/orders/${id}`, {
    shop_id: 'S7',
    buyer_id: 'B9',
    currency: 'CNY',
    paid_at: '2026-05-01T02:00:00Z',
    lines: [received ? { ...line, received_at: '2026-05-04T05:00:00Z' } : line],
  });
}

async function openClaim(site: Site, id: string, goods: Goods): Promise<string> {
  await putOrder(site, id, goods);
  const received = goods.goods === 'physical';
  const terms = {
    remedy: 'refund_only',
    reason: received ? 'quality_visible' : 'virtual_not_delivered',
    amount: goods.amount,
    goods_received: received,
    description: received ? '穿了两天，右脚鞋底前掌开胶，附照片。' : '充值两小时仍未到账，账号无误。',
  };
  const claim = await clientOf(site, BUYER).post('/v1/claims', { order_id: id, line_id: '1', terms });
  return claim.id as string;
}

async function refuse(site: Site, claimId: string): Promise<void> {
  const body = { reason: 'goods_fine', words: '出厂前逐双检验，鞋底开胶属人为浸水造成，不同意退款。' };
  await clientOf(site, SELLER).post(`/v1/claims/${claimId}/refuse`, body);
}

/** Both sides are done, and a mediator has it. */
async function bringToReview(site: Site, claimId: string): Promise<void> {
  const [buyer, seller] = [clientOf(site, BUYER), clientOf(site, SELLER)];
  await buyer.post(`/v1/claims/${claimId}/request-intervention`, { words: '大衣起球严重，卖家不认。' });
  const picture = await buyer.upload('起球.png', 'image/png', DOT);
  await buyer.post(`/v1/claims/${claimId}/submit-evidence`, { words: '袖口和下摆起球。', files: [picture] });
  await buyer.post(`/v1/claims/${claimId}/finish-evidence`, {});
  await seller.post(`/v1/claims/${claimId}/finish-evidence`, {});
  await clientOf(site, MEDIATOR).post(`/v1/claims/${claimId}/take`, {});
  await clientOf(site, SUPERVISOR).post(`/v1/claims/${claimId}/notes`, { words: '同款已有三起投诉，留意批次。' });
}

/** A small marketplace in which each of the wanted situations exists. */
export async function prepareScenes(site: Site): Promise<Scenes> {
  const claims: string[] = [];
  for (const [index, goods] of [BOOTS, BOOTS, CARD, BOOTS].entries()) {
    claims.push(await openClaim(site, `T20260501${1000 + index}`, goods));
  }
  const review = await openClaim(site, 'T202605011500', { ...BOOTS, title: '羊毛大衣 驼色 M 码', amount: 62_900 });
  await putOrder(site, UNCLAIMED, BOOTS);
  const [awaiting = '', refused = '', virtual = '', intervention = ''] = claims;
  await clientOf(site).post('/v1/sandbox/clock/advance', { by: 'PT3H12M' });
  for (const claimId of [refused, virtual, intervention, review]) await refuse(site, claimId);
  await clientOf(site, BUYER).post(`/v1/claims/${intervention}/request-intervention`, {
    words: '卖家不认，请平台处理。',
  });
  const picture = await clientOf(site, BUYER).upload('鞋底.png', 'image/png', DOT);
  const words = '右脚前掌开胶约 4 厘米，未浸水。';
  await clientOf(site, BUYER).post(`/v1/claims/${intervention}/submit-evidence`, { words, files: [picture] });
  await bringToReview(site, review);
  await clientOf(site).post('/v1/sandbox/clock/advance', { by: 'PT50H' });
  return { awaiting, refused, virtual, intervention, review };
}

/** A picture of four brown pixels. */
const DOT = Uint8Array.from(
  atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEUlEQVQImWPoijLpijJhgFAAIAYEYTKxH+wAAAAASUVORK5CYII=',
  ),
  (character) => character.charCodeAt(0),
);

/** Every page, and who looks at it. */
export const PAGES: readonly Shot[] = [
  { name: 'start', viewer: null, path: () => '/' },
  { name: 'buyer-orders', viewer: BUYER, path: () => '/orders' },
  { name: 'buyer-apply', viewer: BUYER, path: () => `/orders/${UNCLAIMED}/lines/1/apply` },
  { name: 'buyer-claims', viewer: BUYER, path: () => '/claims' },
  { name: 'buyer-inbox', viewer: BUYER, path: () => '/inbox' },
  { name: 'buyer-modify', viewer: BUYER, path: ({ refused }) => `/claims/${refused}/modify` },
  { name: 'buyer-claim-awaiting', viewer: BUYER, path: ({ awaiting }) => `/claims/${awaiting}` },
  { name: 'buyer-claim-refused', viewer: BUYER, path: ({ refused }) => `/claims/${refused}` },
  { name: 'buyer-claim-virtual', viewer: BUYER, path: ({ virtual }) => `/claims/${virtual}`, locale: 'en' },
  {
    name: 'buyer-claim-intervention',
    viewer: BUYER,
    path: ({ intervention }) => `/claims/${intervention}`,
    locale: 'zh-TW',
  },
  {
    name: 'buyer-claim-ask',
    viewer: BUYER,
    path: ({ refused }) => `/claims/${refused}`,
    act: async (page) => {
      await page.getByRole('button', { name: '要求平台介入' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'seller-claims', viewer: SELLER, path: () => '/seller/claims' },
  { name: 'seller-claim-awaiting', viewer: SELLER, path: ({ awaiting }) => `/seller/claims/${awaiting}` },
  {
    name: 'seller-claim-refuse',
    viewer: SELLER,
    path: ({ awaiting }) => `/seller/claims/${awaiting}`,
    act: async (page) => {
      await page.getByRole('button', { name: '拒绝', exact: true }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'seller-claim-intervention',
    viewer: SELLER,
    path: ({ intervention }) => `/seller/claims/${intervention}`,
    locale: 'en',
  },
  { name: 'seller-standing', viewer: SELLER, path: () => '/seller/standing' },
  { name: 'desk-queue', viewer: MEDIATOR, path: () => '/desk/queue' },
  {
    name: 'desk-queue-filters',
    viewer: SUPERVISOR,
    path: () => '/desk/queue?sort=amount&stage=review&amount_from=10000',
  },
  { name: 'desk-claim', viewer: SUPERVISOR, path: ({ intervention }) => `/desk/claims/${intervention}` },
  { name: 'desk-claim-en', viewer: MEDIATOR, path: ({ intervention }) => `/desk/claims/${intervention}`, locale: 'en' },
  {
    name: 'desk-ruling',
    viewer: MEDIATOR,
    path: ({ review }) => `/desk/claims/${review}`,
    act: async (page) => {
      const form = page.getByRole('region', { name: '判定', exact: true });
      await form.getByRole('group', { name: '责任' }).locator('label').first().click();
      await form.getByRole('group', { name: '处理结果' }).locator('label', { hasText: '退货退款' }).click();
      await form.getByRole('button', { name: /^一半/ }).click();
      await form.getByText('先把商品寄回。').waitFor();
      await form.getByText('先把商品寄回。').scrollIntoViewIfNeeded();
    },
  },
  { name: 'desk-approvals', viewer: SUPERVISOR, path: () => '/desk/approvals' },
  { name: 'desk-appeals', viewer: SUPERVISOR, path: () => '/desk/appeals', locale: 'zh-TW' },
  { name: 'desk-workload', viewer: SUPERVISOR, path: () => '/desk/workload' },
  { name: 'desk-templates', viewer: SUPERVISOR, path: () => '/desk/templates' },
  {
    name: 'desk-template-edit',
    viewer: SUPERVISOR,
    path: () => '/desk/templates',
    act: async (page) => {
      await page.getByRole('button', { name: '新建模板' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'shop-credit', viewer: null, path: () => '/shops/S7/credit' },
  { name: 'office-reports', viewer: OPERATOR, path: () => '/office/reports' },
  { name: 'office-policies', viewer: OPERATOR, path: () => '/office/policies' },
  { name: 'office-policy', viewer: OPERATOR, path: () => '/office/policies/taobao-classic/1', locale: 'zh-TW' },
  { name: 'office-new-policy', viewer: OPERATOR, path: () => '/office/policies/new', locale: 'en' },
  { name: 'office-calendars', viewer: OPERATOR, path: () => '/office/calendars' },
  { name: 'office-keys', viewer: OPERATOR, path: () => '/office/keys' },
  { name: 'office-parked', viewer: OPERATOR, path: () => '/office/parked', locale: 'en' },
  { name: 'office-claim', viewer: OPERATOR, path: ({ intervention }) => `/office/claims/${intervention}` },
  { name: 'office-audit', viewer: OPERATOR, path: () => '/office/audit' },
  { name: 'not-found', viewer: BUYER, path: () => '/nowhere' },
];
